"""Records bent as a faulty engine or a careless hand would leave them: whole chains anew, hashes and all, behind the write door; for tests alone."""

from __future__ import annotations

import json
from typing import Any

from procflow.canon import ZERO, dumps, leaf
from tests.proof.tamper import Behind, behind

COLUMNS = ("case_seq", "type", "outcome", "occurred_on", "recorded_at")


class Forger:
    """Does what the entries of the truth's `do` say, one case at a time; every chain is linked again but one that is to be broken."""

    def __init__(self, url: str) -> None:
        self.url = url

    def commit(self, seeds: list[dict[str, Any]]) -> None:
        with behind(self.url) as raw:
            for seed in seeds:
                name, more = next(iter(seed["do"].items()))
                if name == "entry":
                    entry(raw, more)
                else:
                    case(raw, seed["case"], name, more)


def entry(raw: Behind, more: dict[str, Any]) -> None:
    """A ledger row that says more than its record."""
    where = "WHERE entry_id = (SELECT MIN(entry_id) FROM ledger_entry WHERE member_id = ? AND counts_in = ? AND component = ?)"
    raw.run(f"UPDATE ledger_entry SET points = points + ? {where}", more["add"], more["member"], more["period"], more["component"])


def case(raw: Behind, no: str, name: str, more: Any) -> None:
    chain = raw.one("SELECT case_id FROM proc_case WHERE no = ?", no)
    rows = raw.run("SELECT id, body FROM audit_event WHERE case_id = ? ORDER BY case_seq", chain)
    known = [(pk, json.loads(bytes(body))) for pk, body in rows]
    for _, body in known:
        body["form"] = whole(raw, body["form"])
    kept = BENT[name](known, more)
    for pk, _ in rows:
        if pk not in {each for each, _ in kept}:
            raw.run("DELETE FROM audit_event WHERE id = ?", pk)
    prev = ZERO
    for seq, (pk, body) in enumerate(kept):
        body |= {"case_seq": seq, "prev": body["prev"] if name == "broken" else prev}
        written = dumps(body)
        prev = leaf(written)
        sets = ", ".join(f"{each} = ?" for each in COLUMNS)
        raw.run(f"UPDATE audit_event SET {sets}, body = ? WHERE id = ?", *(body[each] for each in COLUMNS), written, pk)


def whole(raw: Behind, form: dict[str, Any]) -> Any:
    if form.keys() == {"annex", "count"}:
        return json.loads(bytes(raw.one("SELECT bytes FROM audit_annex WHERE sha256 = ?", form["annex"])))
    return form


Chain = list[tuple[int, dict[str, Any]]]


def dropped(chain: Chain, step: str) -> Chain:
    """The record of this step was never made."""
    return [each for each in chain if each[1]["transition"] != step or each[1]["outcome"] == "refused"]


def written(chain: Chain, more: dict[str, Any]) -> Chain:
    """The last record of a step says other things: names of fields with dots, and their values."""
    body = next(body for _, body in reversed(chain) if body["transition"] == more["step"] and body["outcome"] == "done")
    for path, value in more["says"].items():
        at = body
        *way, last = path.split(".")
        for name in way:
            at = at[name]
        at[last] = value
    return chain


def unasked(chain: Chain, more: dict[str, Any]) -> Chain:
    """A guard of a step was not asked."""
    for _, body in chain:
        if body["transition"] == more["step"]:
            body["guards"] = [each for each in body["guards"] if each["name"] != more["guard"]]
    return chain


def left_out(chain: Chain, member: str) -> Chain:
    """The register has no line of the member."""
    for _, body in chain:
        if body["form"].get("lines"):
            body["form"]["lines"] = [line for line in body["form"]["lines"] if line["member"] != member]
    return chain


def marked(chain: Chain, mark: str) -> Chain:
    """The register says the same of everybody."""
    for _, body in chain:
        for line in body["form"].get("lines") or ():
            line["mark"] = mark
    return chain


def about(chain: Chain, period: str) -> Chain:
    """The case was kept for another period."""
    for _, body in chain:
        body["period"] = period
    return chain


def moved(chain: Chain, more: dict[str, Any]) -> Chain:
    """All of it was done on another day; what was to be done next is due then."""
    for _, body in chain:
        body |= {"occurred_on": more["day"], "recorded_at": f"{more['day']}T{body['recorded_at'][11:]}"}
        for each in body["effects"] if isinstance(body["effects"], list) else ():
            if each["kind"] == "task" and each["due"]:
                each["due"] = more["due"]
    return chain


def broken(chain: Chain, step: str) -> Chain:
    """One record was changed where it lies; the others still name the hash that it had."""
    next(body for _, body in chain if body["transition"] == step)["app"] = {"version": "0.0.0"}
    return chain


BENT = {
    "drop": dropped,
    "write": written,
    "unasked": unasked,
    "leave_out": left_out,
    "mark": marked,
    "about": about,
    "move": moved,
    "broken": broken,
}
