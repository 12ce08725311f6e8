"""Drafts at the write door: kept sealed for their author, dropped once the step is taken, swept when old. No record: nothing was done."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from procflow.models import Draft

MOST = 50  # of one person; the oldest make room


def keep(session: Session, person: str, place: str, sealed: str, at: str) -> None:
    """The draft of this person at this place, in the stead of the one before."""
    session.merge(Draft(person=person, place=place, sealed=sealed, saved=at))
    session.flush()
    beyond = select(Draft.place).where(Draft.person == person).order_by(Draft.saved.desc(), Draft.place).offset(MOST)
    session.execute(delete(Draft).where(Draft.person == person, Draft.place.in_(list(session.scalars(beyond)))))
    session.commit()


def drop(session: Session, person: str, place: str) -> None:
    session.execute(delete(Draft).where(Draft.person == person, Draft.place == place))
    session.commit()


def sweep(session: Session, before: str) -> int:
    """Drop what was saved before this stamp; how many they were."""
    gone = session.execute(delete(Draft).where(Draft.saved < before)).rowcount  # type: ignore[attr-defined]  # what a delete returns has it
    session.commit()
    return int(gone)
