"""Signed-in browsers at the write door: seen, and ended on record. It says nothing of who may end whose."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from procflow.access import sessions
from procflow.canon import stamp
from procflow.engine import note
from procflow.models import AuthSession

ENDED = "session_expired"  # the word of OWASP's logging vocabulary; `by` says that somebody ended it


def seen(session: Session, token_hash: str, at: datetime) -> None:
    """Somebody is at this browser; no record, because nothing was done."""
    session.execute(update(AuthSession).where(AuthSession.token_hash == token_hash).values(seen=stamp(at)))
    session.commit()


def prove(session: Session, person: str, token_hash: str, at: datetime) -> None:
    """Whoever sits at this browser has just shown again who they are."""
    session.execute(update(AuthSession).where(AuthSession.token_hash == token_hash).values(proved=stamp(at)))
    note(session, kind="sign_in", actor=person, data={"by": "again", "session": token_hash})


def end(session: Session, actor: str, person: str, at: datetime, *, only: str = "", but: str = "") -> int:
    """End the browser that is called `only`, or all of a person's `but` the one with this hash; how many were ended."""
    rows = [row for row in sessions.open_of(session, person) if row.token_hash != but and only in ("", sessions.name(row))]
    if not rows:
        session.rollback()
        return 0
    close(rows, at)
    note(session, kind=ENDED, actor=actor, data={"by": actor, "person": person, "sessions": [sessions.name(row) for row in rows]})
    return len(rows)


def close(rows: Collection[AuthSession], at: datetime) -> None:
    """Ended as of now; whoever calls this commits it with what it belongs to."""
    for row in rows:
        row.ended = stamp(at)
