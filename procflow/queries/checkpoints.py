"""Signed checkpoints as sheets carry them: the last one, and the first that covers what a sheet says. They name nobody, so anybody may read them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow.models import AuditEvent, AuditLeaf, LogNote

NEWEST = select(LogNote.origin, LogNote.tree_size, LogNote.note).order_by(LogNote.tree_size.desc(), LogNote.origin.desc()).limit(1)
DAY = len("2024-04-19")
AFTER = "~"  # behind every hour of its day


@dataclass(frozen=True)
class LastCheckpoint:
    """The log's name, how many records it had, and the whole note: those two, the root in base64, and the signatures."""

    origin: str
    size: int
    note: str

    @property
    def root(self) -> str:
        return self.note.split("\n")[2]


def last_checkpoint(session: Session) -> LastCheckpoint | None:
    """None until something was signed."""
    row = session.execute(NEWEST).one_or_none()
    return LastCheckpoint(row.origin, row.tree_size, row.note) if row else None


def covering(session: Session, as_of: str) -> LastCheckpoint | None:
    """The first checkpoint that covers whatever was on record at this stamp (or by the end of this day); while there is none, the last.

    So the same sheet bears the same checkpoint whenever it is printed, once the log has been signed that far.
    """
    last = last_checkpoint(session)
    if last is None:
        return None
    until = as_of + AFTER if len(as_of) == DAY else as_of
    sizes = list(session.scalars(select(LogNote.tree_size).where(LogNote.origin == last.origin).order_by(LogNote.tree_size)))
    size = sizes[min(bisect_left(sizes, until, key=lambda each: reached(session, each)), len(sizes) - 1)]
    note = session.scalar(select(LogNote.note).where(LogNote.origin == last.origin, LogNote.tree_size == size))
    return LastCheckpoint(last.origin, size, note or last.note)


def reached(session: Session, size: int) -> str:
    """The stamp of the last record that a tree of this size holds."""
    of = select(AuditEvent.recorded_at).join(AuditLeaf, AuditLeaf.event_pk == AuditEvent.id)
    return session.scalar(of.where(AuditLeaf.leaf_index == size - 1)) or ""
