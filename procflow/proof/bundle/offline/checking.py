"""The whole check of a bundle, one question after another, told as it goes; the first thing that does not fit ends it."""

from __future__ import annotations

from typing import NamedTuple, Optional

from procflow.proof.bundle.offline.anchored import Anchor, anchor_of, on_paper
from procflow.proof.bundle.offline.chained import Sealed, chain_of, sealed
from procflow.proof.bundle.offline.disclosed import beside
from procflow.proof.bundle.offline.headed import wholeness
from procflow.proof.bundle.offline.opened import Opened, opened
from procflow.proof.bundle.offline.refusing import demand, dig
from procflow.proof.bundle.offline.replayed import played
from procflow.proof.bundle.offline.scored import scored
from procflow.proof.bundle.offline.signed import Checkpoint


class Asked(NamedTuple):
    """What the asker knows from elsewhere: keys of the log and of witnesses (vkeys), a checkpoint on paper, the number of the case."""

    keys: tuple[str, ...] = ()
    witnesses: tuple[str, ...] = ()
    paper: Optional[Checkpoint] = None  # noqa: UP045 - NamedTuple reads it when it runs, in older Pythons too
    no: str = ""


class Told(NamedTuple):
    """Sentences by their codes: what was checked, what stays open."""

    checked: list[tuple[str, dict[str, object]]]
    open: list[tuple[str, dict[str, object]]]

    def good(self, code: str, **inputs: object) -> None:
        self.checked.append((code, inputs))

    def doubt(self, code: str, **inputs: object) -> None:
        self.open.append((code, inputs))


def check_bundle(place: str, asked: Asked) -> tuple[Opened, Told]:
    """Raises Refuse."""
    bundle, told = opened(place), Told([], [])
    told.good("files", count=len(bundle.files) - 1)
    anchor = anchored(bundle, asked, told)
    told.doubt("truth")
    if bundle.said["kind"] == "score":
        own_score(bundle, asked, anchor, told)
    else:
        case(bundle, asked, anchor, told)
    return bundle, told


def anchored(bundle: Opened, asked: Asked, told: Told) -> Anchor:
    """Signature, cosignatures, epochs, and what only somebody outside can vouch for."""
    anchor = anchor_of(bundle, asked.keys, asked.witnesses)
    now = anchor.checkpoint
    told.good("signature", origin=now.origin, size=now.size, root=now.root.hex())
    for name, at in anchor.cosigned:
        told.good("witness", name=name, at=at)
    if anchor.unknown:
        told.doubt("cosigners", count=anchor.unknown)
    if not asked.keys and not asked.paper:
        told.doubt("whose_key")
    if not asked.paper and not anchor.cosigned:
        told.doubt("no_paper")
    epochs(bundle, anchor, told)
    return anchor


def epochs(bundle: Opened, anchor: Anchor, told: Told) -> None:
    begun = set()
    for path in sorted(each for each in bundle.files if each.startswith("epochs/") and each.endswith(".json")):
        record = sealed(bundle, path, path[:-5] + ".tlog-proof", anchor.checkpoint, anchor.note)
        demand(dig(record.body, "type") == "log.epoch_begun" and dig(record.body, "outcome") == "done", "OTHER_CONTENT", path=path)
        begun.add(record.body["form"]["to"])
        told.good("epoch", found=record.body["form"]["to"])
    if anchor.checkpoint.origin not in begun | {bundle.said["log"]}:
        told.doubt("epoch_unknown")


def case(bundle: Opened, asked: Asked, anchor: Anchor, told: Told) -> None:
    """The records of one case."""
    said, now = bundle.said["case"], anchor.checkpoint
    demand(asked.no in ("", said["no"]), "ASKED_CASE", expected=asked.no, found=said["no"])
    records = chain_of(bundle, now, anchor.note)
    told.good("records", count=len(records))
    if asked.paper:
        on_the_sheet(bundle, records, now, asked.paper, told)
    ran = played(bundle, records)
    told.good("replayed", done=ran.done, refused=ran.refused, title=ran.title)
    if ran.lines:
        told.good("entries", lines=ran.lines, points=in_points(ran.points))
    kept = beside(bundle, records)
    told.good("beside", files=kept.files, texts=kept.texts)
    if kept.files_missing or kept.texts_missing:
        told.doubt("missing", files=kept.files_missing, texts=kept.texts_missing)
    whole = wholeness(bundle, records, now, anchor.note)
    if whole is None:
        told.doubt("not_whole")
    else:
        told.good("whole", at=whole.at, size=whole.size)
        if whole.unseen:
            told.doubt("after", size=whole.size, end=now.size, later=whole.later, unseen=whole.unseen)
        else:
            told.good("to_the_end", end=now.size)
        told.doubt("statement")
    told.doubt("elsewhere")
    told.doubt("names")
    if any(record.body["clock"] != "real" for record in records):
        told.doubt("clock")


def own_score(bundle: Opened, asked: Asked, anchor: Anchor, told: Told) -> None:
    """One member's line."""
    found = scored(bundle, anchor.checkpoint, anchor.note)
    line = found.line
    demand(asked.no in ("", line["member_id"]), "ASKED_CASE", expected=asked.no, found=line["member_id"])
    parts = " ".join(f"{name} {in_points(points)}" for name, points in line["sums"]) or "0"
    told.good("score", members=found.members, at=found.record.body["recorded_at"], parts=parts, points=in_points(line["points"]))
    if asked.paper:
        on_the_sheet(bundle, [found.record], anchor.checkpoint, asked.paper, told)
    told.doubt("score_rest")
    if found.record.body["clock"] != "real":
        told.doubt("clock")


def in_points(hundredths: int) -> str:
    return f"{'-' * (hundredths < 0)}{abs(hundredths) // 100}.{abs(hundredths) % 100:02}"


def on_the_sheet(bundle: Opened, records: list[Sealed], now: Checkpoint, paper: Checkpoint, told: Told) -> None:
    if on_paper(bundle, now, paper):
        told.good("paper", size=paper.size, count=sum(each.place < paper.size for each in records))
    else:
        told.doubt("paper_lacking", size=paper.size)
