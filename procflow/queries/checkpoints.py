"""The last signed checkpoint, which every printed sheet carries: it names nobody, so anybody may read it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow.models import LogNote

NEWEST = select(LogNote.origin, LogNote.tree_size, LogNote.note).order_by(LogNote.tree_size.desc(), LogNote.origin.desc()).limit(1)


@dataclass(frozen=True)
class LastCheckpoint:
    """The log's name, how many records it had, and the whole note: those two, the root in base64, and the signatures."""

    origin: str
    size: int
    note: str


def last_checkpoint(session: Session) -> LastCheckpoint | None:
    """None until something was signed."""
    row = session.execute(NEWEST).one_or_none()
    return LastCheckpoint(row.origin, row.tree_size, row.note) if row else None
