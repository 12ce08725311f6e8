"""Which notices somebody has not read yet: to the person or a desk of theirs, of the last month, not marked. It tells no words; the inbox does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from procflow import canon
from procflow.db import now
from procflow.models import Case, Notice, NoticeRead
from procflow.queries.boxes import addressed, within
from procflow.queries.desks import Desks
from procflow.queries.preferences import preference

RECENT = timedelta(days=30)


def unread(session: Session, desks: Desks) -> int:
    """How many there are."""
    counting: Any = select(func.count()).select_from(Notice).join(Case, Case.case_id == Notice.case_id)
    chosen = within(counting, desks)
    return session.scalar(chosen.where(addressed(desks), Notice.recorded_at > since(session, desks.person), ~marked(desks.person))) or 0


def fresh(session: Session, desks: Desks) -> set[str]:
    """Those that are unread, as `hash:number`."""
    told: Any = select(Notice.event_hash, Notice.effect_no).join(Case, Case.case_id == Notice.case_id)
    chosen = within(told, desks)
    rows = session.execute(chosen.where(addressed(desks), Notice.recorded_at > since(session, desks.person), ~marked(desks.person)))
    return {f"{row.event_hash}:{row.effect_no}" for row in rows}


def marked(person: str) -> ColumnElement[bool]:
    read = select(NoticeRead.person).where(
        NoticeRead.person == person, NoticeRead.event_hash == Notice.event_hash, NoticeRead.effect_no == Notice.effect_no
    )
    return read.exists()


def since(session: Session, person: str) -> str:
    """What was told before this has been read, or is old."""
    month = canon.stamp(canon.unstamp(now(session)) - RECENT)
    return max(preference(session, person, "notices.until") or "", month)


def named(token: str) -> tuple[str, int]:
    """The notice of a row of the inbox (`moment~hash:100000+number`)."""
    event_hash, _, number = token.rpartition("~")[2].partition(":")
    return event_hash, int(number) - 100_000
