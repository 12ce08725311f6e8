"""Signed-in browsers: one row for each, only the hash of its token kept. It looks up and prepares rows; the write door commits them.

The instant of the last page stands in the signed cookie, not in the row: a page that is only read must not write.
Idle time and lock-out run on the real clock, never on the simulated one of a rehearsal.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import MutableMapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from procflow.canon import stamp, unstamp
from procflow.models import AuthSession

TOKEN, SEEN, PERSON = "token", "seen", "person"
REFRESH = timedelta(minutes=1)


def real_now() -> datetime:
    return datetime.now(UTC)


def begin(session: Session, browser: MutableMapping[str, Any], person: str) -> AuthSession:
    """A new row and a fresh cookie: what the browser carried before sign-in is dropped."""
    browser.clear()
    token, at = secrets.token_urlsafe(32), stamp(real_now())
    row = AuthSession(token_hash=digest(token), person=person, started=at, seen=at, ended=None)
    session.add(row)
    browser.update({TOKEN: token, SEEN: at, PERSON: person})
    return row


def find(session: Session, browser: MutableMapping[str, Any], idle: timedelta) -> AuthSession | None:
    """The row of this browser, if it was signed in, not signed out, and not idle for too long."""
    token, seen = browser.get(TOKEN), browser.get(SEEN)
    if not token or not seen or real_now() - unstamp(seen) > idle:
        return None
    row = session.get(AuthSession, digest(token))
    return row if row is not None and row.ended is None else None


def touch(browser: MutableMapping[str, Any]) -> None:
    """Somebody is here: noted in the cookie, at most once a minute."""
    at = real_now()
    if at - unstamp(browser[SEEN]) > REFRESH:
        browser[SEEN] = stamp(at)


def end(row: AuthSession, browser: MutableMapping[str, Any]) -> None:
    row.ended = row.seen = stamp(real_now())
    browser.clear()


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
