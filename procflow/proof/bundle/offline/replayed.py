"""The steps of a case played again against the stored table under which it ran: from where to where, by which clause. It decides nothing anew."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from procflow.proof.bundle.offline.chained import Sealed
from procflow.proof.bundle.offline.opened import Opened
from procflow.proof.bundle.offline.refusing import demand, dig

# Acts at a desk, common to every procedure: they leave a case where it lies. tests/proof/bundle holds this list against the product's.
DESK_ACTS = ("claim", "comment", "consult", "hand_over", "nudge", "redate", "release")


class Played(NamedTuple):
    """Where the case lies, the steps taken and refused, and its ledger lines (points in hundredths)."""

    state: str
    title: str
    final: bool
    done: int
    refused: int
    lines: int
    points: int


def played(bundle: Opened, records: Sequence[Sealed]) -> Played:
    """Raises Refuse where a record says what its table does not allow."""
    state, done, lines, points = "new", 0, 0, 0
    fixed = identity(records[0].body)
    for record in records:
        body = record.body
        demand(identity(body) == fixed, "ANOTHER_SUBJECT", path=record.path)
        table = stored(bundle, "definitions", body["procedure"]["sha256"])
        same = (dig(table, "key"), dig(table, "edition")) == (body["procedure"]["id"], body["procedure"]["edition"])
        demand(same, "OTHER_TABLE", path=record.path)
        stored(bundle, "regimes", body["regime"]["sha256"])
        demand(body["from"] == state, "ELSEWHERE", path=record.path, expected=state, found=body["from"])
        effects = whole_value(bundle, body["effects"])
        whole_value(bundle, body["form"])
        if body["outcome"] == "refused":
            demand(body["to"] == state and not effects, "REFUSAL_MOVED", path=record.path)
            continue
        demand(body["outcome"] == "done" and declared(table, body), "UNDECLARED", path=record.path, found=body["transition"])
        state, done = body["to"], done + 1
        given = [each["points"] for each in effects if each["kind"] == "entry"]
        lines, points = lines + len(given), points + sum(given)
        for each in effects:
            if each["kind"] == "adopt":
                stored(bundle, "regimes", each["sha256"])
    last: Any = next((each for each in table["states"] if each["name"] == state), {})
    return Played(state, last.get("title", state), bool(last.get("final")), done, len(records) - done, lines, points)


def identity(body: Any) -> tuple[Any, ...]:
    return body["unit"], body["subject"], body["procedure"]["id"]


def declared(table: Any, body: Any) -> bool:
    """Whether the table has this row: from here to there, on that clause, by itself or not."""
    step, source, to, cause = body["transition"], body["from"], body["to"], body["cause"] is not None
    if step in DESK_ACTS and source == to and body["clause"] == "" and not cause:
        return True
    return any(
        each["name"] == step
        and source in each["sources"]
        and to == (each["to"] or source)
        and body["clause"] == each["clause"]
        and cause == (each["by"] == "auto")
        for each in table["steps"]
    )


def stored(bundle: Opened, folder: str, digest: str) -> Any:
    """A table or regime by its hash. Raises Refuse."""
    path = f"{folder}/{digest}.json"
    demand(sha256(bundle.get(path)).hexdigest() == digest, "OTHER_CONTENT", path=path)
    return bundle.value(path)


def whole_value(bundle: Opened, value: Any) -> Any:
    """The value, or what lies in the annex that it names. Raises Refuse."""
    if isinstance(value, dict) and set(value) == {"annex", "count"}:
        found = stored(bundle, "annexes", value["annex"])
        demand(len(found) == value["count"], "OTHER_CONTENT", path=value["annex"])
        return found
    return value
