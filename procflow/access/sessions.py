"""The signed-in browsers of a person, as they are told to whoever may end them. It looks up, and changes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow.models import AuthSession

SHOWN = 12


@dataclass(frozen=True)
class SignedIn:
    """A browser: instants in UTC; `seen` is told to within ten minutes."""

    id: str
    browser: str
    way: str
    started: str
    seen: str
    here: bool = False


def open_of(session: Session, person: str) -> list[AuthSession]:
    """The rows that were not ended, the latest first; some may have run out by themselves."""
    chosen = select(AuthSession).where(AuthSession.person == person, AuthSession.ended.is_(None))
    return list(session.scalars(chosen.order_by(AuthSession.started.desc())))


def told(row: AuthSession, here: str = "") -> SignedIn:
    return SignedIn(name(row), row.browser, row.way, row.started, row.seen, row.token_hash == here)


def name(row: AuthSession) -> str:
    """What the row is called on a page: too short to be of any use elsewhere."""
    return row.token_hash[:SHOWN]
