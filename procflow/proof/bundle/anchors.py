"""The checkpoint of a bundle and what hangs on it: cosignatures, proofs of records, earlier checkpoints, keys. It signs nothing and reads no case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow.errors import NotFound
from procflow.models import AuditEvent, AuditLeaf, LogCosignature, LogNote
from procflow.proof.checkpoint import Checkpoint, Proof
from procflow.proof.epochs import BEGUN
from procflow.proof.keys import State
from procflow.proof.merkle import consistency, inclusion
from procflow.proof.notes import Note
from procflow.proof.stored import Nodes

MOST_EARLIER = 100
UNSIGNED = "日志还没有签过检查点，证据包要等后台工作封存签名以后才能出具"
NO_SUCH = "没有签到 {size} 条的检查点"


class Anchors:
    """One signed checkpoint, and proofs under it."""

    def __init__(self, session: Session, size: int = 0) -> None:
        """The newest, or that of so many records. Raises NotFound."""
        chosen = select(LogNote.origin, LogNote.tree_size, LogNote.note).order_by(LogNote.tree_size.desc(), LogNote.origin.desc()).limit(1)
        row = session.execute(chosen.where(LogNote.tree_size == size) if size else chosen).one_or_none()
        if row is None:
            raise NotFound(NO_SUCH, size=size) if size else NotFound(UNSIGNED)
        self.session = session
        self.checkpoint = Checkpoint.read(Note.read(row.note).text)
        lines = select(LogCosignature.line).where(LogCosignature.origin == row.origin, LogCosignature.tree_size == row.tree_size)
        self.note = row.note + "".join(each.rstrip("\n") + "\n" for each in session.scalars(lines.order_by(LogCosignature.witness)))
        self.nodes = Nodes(session.connection())

    def proof(self, place: int) -> bytes:
        """The tlog-proof of the record at this place of the log."""
        return str(Proof(place, tuple(inclusion(self.nodes, place, self.checkpoint.size)), self.note)).encode()

    def earlier(self, asked: Sequence[int]) -> dict[str, Any]:
        """How the checkpoint goes on from earlier ones, those asked for and the newest; hashes that proofs share stand here once."""
        size = self.checkpoint.size
        chosen = (
            select(LogNote.origin, LogNote.tree_size).where(LogNote.tree_size < size).order_by(LogNote.tree_size.desc(), LogNote.origin)
        )
        rows = [*self.session.execute(chosen.limit(MOST_EARLIER)), *self.session.execute(chosen.where(LogNote.tree_size.in_(asked)))]
        known: dict[bytes, int] = {}
        found = [
            {"origin": origin, "size": old, "path": [known.setdefault(each, len(known)) for each in consistency(self.nodes, old, size)]}
            for origin, old in sorted({tuple(row) for row in rows}, key=lambda row: (row[1], row[0]))
        ]
        return {"nodes": [each.hex() for each in known], "checkpoints": found}

    def epochs(self) -> list[tuple[bytes, int]]:
        """The records with which later epochs began, as far as this checkpoint reaches."""
        if "-" not in self.checkpoint.origin.rpartition("/")[2]:
            return []
        chosen = select(AuditEvent.body, AuditLeaf.leaf_index).join(AuditLeaf, AuditLeaf.event_pk == AuditEvent.id)
        begun = chosen.where(AuditEvent.type == BEGUN, AuditEvent.outcome == "done", AuditLeaf.leaf_index < self.checkpoint.size)
        return [(bytes(body), place) for body, place in self.session.execute(begun.order_by(AuditLeaf.leaf_index))]


def policy(state: State) -> bytes:
    """The keys under which this log was signed, as a tlog-policy; whose they are must be known from elsewhere."""
    keys = [f"log {vkey}" for vkeys in state.vkeys.values() for vkey in vkeys]
    return "\n".join([*keys, "quorum none", ""]).encode()
