"""Whether a case is whole: what the log itself stated of its last record, and what lies beyond that. Presence alone shows no absence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from procflow.proof.bundle.offline.canonical import canonical
from procflow.proof.bundle.offline.chained import Sealed, same_log, sealed
from procflow.proof.bundle.offline.opened import Opened
from procflow.proof.bundle.offline.refusing import demand, dig
from procflow.proof.bundle.offline.signed import Checkpoint
from procflow.proof.bundle.offline.trees import NoProof, included, leaf_of

STATEMENT, UNDER, HEAD = "heads/statement.json", "heads/statement.tlog-proof", "heads/head.json"
STATES = "log.heads"


class Whole(NamedTuple):
    """`size`: of so many records of the log none of this case is missing here; stated at the moment `at`.

    `later` are records of the case after that, `unseen` other records of the log of which nothing is known here.
    """

    size: int
    at: str
    later: int
    unseen: int


def wholeness(bundle: Opened, records: Sequence[Sealed], checkpoint: Checkpoint, note: str) -> Whole | None:
    """None where the bundle has no such statement. Raises Refuse where the statement says something else."""
    if STATEMENT not in bundle.files:
        return None
    stated = sealed(bundle, STATEMENT, UNDER, checkpoint, note)
    form = dig(stated.body, "form")
    known = (
        dig(stated.body, "type") == STATES
        and dig(stated.body, "outcome") == "done"
        and same_log(dig(stated.body, "log"), checkpoint.origin)
    )
    demand(known and isinstance(form["size"], int) and form["size"] <= stated.place, "NO_STATEMENT")
    head = bundle.value(HEAD)
    leaf = canonical({name: head[name] for name in ("case_id", "head", "no", "seq")})
    try:
        included(leaf_of(leaf), head["index"], form["count"], [bytes.fromhex(each) for each in head["path"]], bytes.fromhex(form["root"]))
    except (NoProof, ValueError):
        demand(False, "HEAD_NOT_STATED")
    case = bundle.said["case"]
    demand((head["case_id"], head["no"]) == (case["case_id"], case["no"]), "OTHER_CASE", path=HEAD, found=head["no"])
    demand(head["seq"] <= len(records), "RECORDS_REMOVED", expected=head["seq"], found=len(records))
    demand(head["seq"] > 0 and records[head["seq"] - 1].leaf == head["head"], "OTHER_LAST_RECORD", expected=head["seq"])
    demand(all((each.place < form["size"]) == (seq < head["seq"]) for seq, each in enumerate(records)), "STATEMENT_FALSE")
    later = len(records) - head["seq"]
    return Whole(form["size"], stated.body["recorded_at"], later, checkpoint.size - form["size"] - later - 1)  # one is the statement itself
