"""Signed-in browsers: one row for each, only the hash of its token kept. It looks up and prepares rows; the write door commits them.

The instant of the last page stands in the signed cookie, and only now and then in the row: a page that is only read must not write.
Idle time, the longest time and lock-out run on the real clock, never on the simulated one of a rehearsal.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from procflow.canon import stamp, unstamp
from procflow.db import Prepared
from procflow.models import AuthSession

TOKEN, SEEN, PERSON = "token", "seen", "person"
PASSWORD, START, REHEARSAL, OFFICE = "password", "start", "rehearsal", "office"  # the ways in; START is a password that must be changed
REFRESH = timedelta(minutes=1)
NOTED = timedelta(minutes=10)
KNOWN = Prepared(
    select(*(getattr(AuthSession, name) for name in ("token_hash", "person", "started", "seen", "ended", "way", "proved"))).where(
        AuthSession.token_hash == bindparam("of")
    )
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a browser may be left alone, and how long it stays signed in at all."""

    idle: timedelta
    longest: timedelta

    @classmethod
    def of(cls, config: MutableMapping[str, Any]) -> Limits:
        return cls(timedelta(minutes=config["IDLE_MINUTES"]), timedelta(hours=config["SESSION_HOURS"]))


def real_now() -> datetime:
    return datetime.now(UTC)


def begin(session: Session, browser: MutableMapping[str, Any], person: str, way: str = PASSWORD, agent: str = "") -> AuthSession:
    """A new row and a fresh cookie: what the browser carried before sign-in is dropped."""
    browser.clear()
    token, at = secrets.token_urlsafe(32), stamp(real_now())
    row = AuthSession(token_hash=digest(token), person=person, started=at, seen=at, ended=None, browser=agent, way=way, proved=at)
    session.add(row)
    browser.update({TOKEN: token, SEEN: at, PERSON: person})
    return row


def find(session: Session, browser: MutableMapping[str, Any], limits: Limits) -> Any | None:
    """The row of this browser, if it was signed in, not ended, not idle for too long and not signed in for too long."""
    token, seen = browser.get(TOKEN), browser.get(SEEN)
    if not token or not seen or real_now() - unstamp(seen) > limits.idle:
        return None
    row = KNOWN.one(session, of=digest(token))
    return row if row is not None and lasts(row, limits, real_now()) else None


def lasts(row: Any, limits: Limits, at: datetime) -> bool:
    return row.ended is None and at - unstamp(row.started) <= limits.longest


def touch(browser: MutableMapping[str, Any]) -> None:
    """Somebody is here: noted in the cookie, at most once a minute."""
    at = real_now()
    if at - unstamp(browser[SEEN]) > REFRESH:
        browser[SEEN] = stamp(at)


def due(row: Any) -> bool:
    """Whether the row itself should learn again that somebody is here."""
    return real_now() - unstamp(row.seen) > NOTED


def end(session: Session, token_hash: str, browser: MutableMapping[str, Any]) -> None:
    at = stamp(real_now())
    session.execute(update(AuthSession).where(AuthSession.token_hash == token_hash).values(ended=at, seen=at))
    browser.clear()


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
