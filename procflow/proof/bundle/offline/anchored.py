"""The checkpoint of a bundle: by whose key it is signed, and whether it goes on from one that stands on paper. It reads no record of the case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from procflow.proof.bundle.offline.chained import same_log
from procflow.proof.bundle.offline.opened import Opened
from procflow.proof.bundle.offline.refusing import Refuse, demand
from procflow.proof.bundle.offline.signed import (
    LOG_KEY,
    WITNESS_KEY,
    Checkpoint,
    PublicKey,
    checked_note,
    checkpoint_of,
    key_of,
    note_parts,
)
from procflow.proof.bundle.offline.trees import NoProof, extended

NOTE, POLICY, EARLIER = "checkpoint", "policy", "consistency.json"


class Anchor(NamedTuple):
    """The checkpoint; who cosigned it and when by their clock; how many of its lines nobody's key was given for."""

    checkpoint: Checkpoint
    note: str
    cosigned: tuple[tuple[str, str], ...]
    unknown: int


def anchor_of(bundle: Opened, given: Sequence[str], witnesses: Sequence[str]) -> Anchor:
    """The checkpoint as one of the given keys signed it, else one that the bundle names. Raises Refuse."""
    note = bundle.text(NOTE)
    text, lines = note_parts(note)
    checkpoint = checkpoint_of(text)
    keys = [key_of(each) for each in (given or named_keys(bundle, "log"))]
    signed = checked_note(note, [*keys, *map(key_of, witnesses)])
    own = [key for key in signed if key.kind == LOG_KEY]
    demand(own or not given, "OTHER_KEY")
    demand(any(key.name == checkpoint.origin for key in own), "UNSIGNED", origin=checkpoint.origin)
    said = (bundle.said["origin"], bundle.said["size"], bundle.said["root"])
    demand(said == (checkpoint.origin, checkpoint.size, checkpoint.root.hex()), "OTHER_CHECKPOINT", path="manifest.json")
    cosigned = tuple((key.name, datetime.fromtimestamp(time, UTC).isoformat()) for key, time in signed.items() if key.kind == WITNESS_KEY)
    return Anchor(checkpoint, note, cosigned, strangers(lines, checkpoint.origin, signed))


def named_keys(bundle: Opened, kind: str) -> list[str]:
    """The keys that the bundle's policy names: nobody vouches for them but the bundle."""
    return [line.split()[-1] for line in bundle.text(POLICY).split("\n") if line.startswith(kind + " ")]


def strangers(lines: Sequence[tuple[str, bytes, bytes]], origin: str, signed: dict[PublicKey, int]) -> int:
    known = {(key.name, key.ident) for key in signed}
    return sum(name != origin and (name, ident) not in known for name, ident, _ in lines)


def on_paper(bundle: Opened, now: Checkpoint, paper: Checkpoint) -> bool:
    """Whether the bundle's checkpoint goes on from this one; False where the bundle cannot tell. Raises Refuse where it does not."""
    if paper.size == now.size and paper.origin == now.origin:
        demand(paper.root == now.root, "PAPER_DIFFERS", size=paper.size)
        return True
    known = {each["size"]: each for each in bundle.value(EARLIER)["checkpoints"] if each["origin"] == paper.origin}
    if paper.size not in known:
        demand(same_log(bundle.said["log"], paper.origin), "PAPER_OTHER_LOG", found=paper.origin)
        return False
    nodes = [bytes.fromhex(each) for each in bundle.value(EARLIER)["nodes"]]
    try:
        extended(paper.size, paper.root, now.size, now.root, [nodes[each] for each in known[paper.size]["path"]])
    except NoProof:
        raise Refuse("PAPER_DIFFERS", size=paper.size) from None
    return True
