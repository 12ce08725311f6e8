"""One member's line of a sealed period: in the root that the log holds, nobody else's data beside it. It knows no other line."""

from __future__ import annotations

from typing import Any, NamedTuple

from procflow.proof.bundle.offline.canonical import canonical
from procflow.proof.bundle.offline.chained import Sealed, same_log, sealed
from procflow.proof.bundle.offline.opened import Opened
from procflow.proof.bundle.offline.refusing import demand, dig
from procflow.proof.bundle.offline.signed import Checkpoint
from procflow.proof.bundle.offline.trees import NoProof, included, leaf_of

SEAL, SEAL_PROOF, LINE = "seal/record.json", "seal/record.tlog-proof", "seal/score.json"


class Scored(NamedTuple):
    """The record of the seal, the line, and how many lines the root was made over."""

    record: Sealed
    line: Any
    members: int


def scored(bundle: Opened, checkpoint: Checkpoint, note: str) -> Scored:
    """Raises Refuse."""
    record = sealed(bundle, SEAL, SEAL_PROOF, checkpoint, note)
    form, body = dig(record.body, "form"), record.body
    demand(same_log(dig(body, "log"), checkpoint.origin), "OTHER_LOG", path=SEAL, expected=checkpoint.origin, found=dig(body, "log"))
    demand((dig(body, "type"), dig(body, "outcome")) == ("period.sealed", "done"), "NO_SEAL")
    shown = bundle.value(LINE)
    line = shown["line"]
    try:
        included(leaf_of(canonical(line)), shown["index"], form["members"], [bytes.fromhex(each) for each in shown["path"]],
                 bytes.fromhex(form["scores_root"]))  # fmt: skip
    except (NoProof, ValueError):
        demand(False, "LINE_NOT_SEALED")
    demand((line["unit"], line["period"]) == (body["unit"], form["period"]), "LINE_NOT_SEALED")
    demand(line["points"] == sum(points for _, points in line["sums"]), "LINE_DOES_NOT_ADD_UP")
    return Scored(record, line, form["members"])
