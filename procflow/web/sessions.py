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

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from procflow.canon import stamp, unstamp
from procflow.db import Prepared
from procflow.models import AuthSession

TOKEN, SEEN, PERSON = "token", "seen", "person"
REFRESH = timedelta(minutes=1)
OPEN = Prepared(
    select(*AuthSession.__table__.columns).where(AuthSession.token_hash == bindparam("of"), AuthSession.ended.is_(None))
)


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


def find(session: Session, browser: MutableMapping[str, Any], idle: timedelta) -> Any | None:
    """The row of this browser, if it was signed in, not signed out, and not idle for too long."""
    token, seen = browser.get(TOKEN), browser.get(SEEN)
    if not token or not seen or real_now() - unstamp(seen) > idle:
        return None
    return OPEN.one(session, of=digest(token))


def touch(browser: MutableMapping[str, Any]) -> None:
    """Somebody is here: noted in the cookie, at most once a minute."""
    at = real_now()
    if at - unstamp(browser[SEEN]) > REFRESH:
        browser[SEEN] = stamp(at)


def end(session: Session, token_hash: str, browser: MutableMapping[str, Any]) -> None:
    row = session.get_one(AuthSession, token_hash)
    row.ended = row.seen = stamp(real_now())
    browser.clear()


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
