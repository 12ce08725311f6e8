"""A checkpoint a day, left as a file for whoever supervises (L2 of the ladder): written once, never again. It signs nothing and deletes nothing."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow.canon import unstamp
from procflow.dates import local_day
from procflow.db import now
from procflow.models import LogCosignature
from procflow.proof.keys import write
from procflow.queries.checkpoints import last_checkpoint


def keep_daily(session: Session, folder: Path) -> Path | None:
    """The file of today, made now if it is not there: the last checkpoint with its signatures and those of witnesses. None before the first."""
    path = folder / f"{local_day(unstamp(now(session))).isoformat()}.txt"
    last = None if path.exists() else last_checkpoint(session)
    if last is None:
        session.rollback()
        return path if path.exists() else None
    of = (LogCosignature.origin == last.origin, LogCosignature.tree_size == last.size)
    lines = "".join(session.scalars(select(LogCosignature.line).where(*of).order_by(LogCosignature.witness)))
    session.rollback()
    folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    write(path, (last.note + lines).encode(), 0o440)
    return path
