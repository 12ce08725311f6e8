"""A member's own line of a sealed period, with its way up to the seal and on to a signed checkpoint; nobody else's data goes with it."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from procflow import canon, vault
from procflow.audit import command_id
from procflow.engine import note
from procflow.errors import NotFound
from procflow.grammar import SYSTEM
from procflow.models import AuditEvent, AuditLeaf, LedgerEntry, LogNote
from procflow.proof import heads
from procflow.proof.bundle.anchors import Anchors, policy
from procflow.proof.bundle.archive import packed
from procflow.proof.bundle.assembled import verifier
from procflow.proof.bundle.made import Bundle
from procflow.proof.keys import State
from procflow.proof.scores.lines import leaves, lines
from procflow.proof.scores.sealing import KIND, key

TAKEN = "score.proved"
NONE = "{period} 没有您封账的得分，或者还没有封存签名"
ERASED = "{period} 的得分证明已依法删除"


def score(session: Session, member: str, period: str, keys: State, *, at: int = 0, printed: Sequence[int] = ()) -> Bundle:
    """Of oneself: nobody's line is asked for by others here. Raises NotFound."""
    anchors = Anchors(session, at)
    for unit in units(session, member, period):
        record = sealed(session, unit, period, anchors.checkpoint.size)
        if record is None:
            continue
        body = canon.loads(bytes(record.body))
        commitment = body["form"]["seed"]
        seed = vault.read(session, [commitment]).get(commitment)
        if seed is None:
            raise NotFound(ERASED, period=period)
        found = lines(session.connection(), unit, period, seed)
        index = next((place for place, each in enumerate(found) if each["member_id"] == member), -1)
        if index >= 0:
            made = {"seal/record.json": bytes(record.body), "seal/record.tlog-proof": anchors.proof(record.leaf_index)}
            path = heads.path_of(leaves(found), index)
            made["seal/score.json"] = canon.dumps({"line": found[index], "index": index, "path": [each.hex() for each in path]})
            return packed_alone(anchors, keys, made, body, found[index], printed)
    raise NotFound(NONE, period=period)


def provable(session: Session, member: str) -> tuple[str, ...]:
    """The closed periods of which the member's line is sealed and signed, the newest first."""
    signed = session.scalar(select(func.max(LogNote.tree_size))) or 0
    chosen = select(LedgerEntry.unit, LedgerEntry.counts_in).where(LedgerEntry.member_id == member).distinct()
    found = {row.counts_in for row in session.execute(chosen) if sealed(session, row.unit, row.counts_in, signed) is not None}
    return tuple(sorted(found, reverse=True))


def taken(session: Session, member: str, period: str, made: Bundle) -> str:
    """On record that the member took it, with the hash of the archive. Ends the transaction that was read in."""
    digest = canon.sha256(made.data)
    session.rollback()
    note(session, kind=TAKEN, actor=member, data={"period": period, "sha256": digest, "size": made.size}, unit=made.unit)
    return digest


def units(session: Session, member: str, period: str) -> list[str]:
    """Where the member had points of the period."""
    chosen = select(LedgerEntry.unit).where(LedgerEntry.member_id == member, LedgerEntry.cycle == period[:4])
    return sorted(set(session.scalars(chosen)))


def sealed(session: Session, unit: str, period: str, below: int) -> Any:
    chosen = select(AuditEvent.body, AuditLeaf.leaf_index).join(AuditLeaf, AuditLeaf.event_pk == AuditEvent.id)
    mine = chosen.where(
        AuditEvent.command_id == command_id(SYSTEM, key(unit, period)), AuditEvent.type == KIND, AuditLeaf.leaf_index < below
    )
    return session.execute(mine).one_or_none()


def packed_alone(anchors: Anchors, keys: State, made: dict[str, bytes], body: Any, line: Any, printed: Sequence[int]) -> Bundle:
    checkpoint = anchors.checkpoint
    made |= {
        "checkpoint": anchors.note.encode(),
        "policy": policy(keys),
        "consistency.json": canon.dumps(anchors.earlier(printed)),
        "verify.py": verifier(),
        "README.md": files("procflow.proof.bundle").joinpath("readme.md").read_bytes(),
    }
    for number, (epoch, place) in enumerate(anchors.epochs()):
        made[f"epochs/{number:05}.json"], made[f"epochs/{number:05}.tlog-proof"] = epoch, anchors.proof(place)
    said = {"kind": "score", "log": body["log"], "origin": checkpoint.origin, "size": checkpoint.size, "root": checkpoint.root.hex()}
    name = f"{line['member_id']}-{line['period']}-{checkpoint.size}.zip"
    return Bundle(name, packed(made, said), line["unit"], 1, checkpoint.size, 0)
