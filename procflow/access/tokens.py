"""Tokens by which a program acts for a person: only the hash of each is kept. It looks up and prepares rows; the write door commits them.

They end by the real clock, as sessions do, in a rehearsal too.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow.canon import stamp, unstamp
from procflow.models import ApiToken

READ, ACT = "read", "act"
SCOPES = {READ: "只查看", ACT: "查看和办理"}
PREFIX = "pf_"  # so that whoever finds one in a file knows what it is
MOST_DAYS = 366


@dataclass(frozen=True)
class Token:
    """A token without its secret; instants in UTC, "" for not yet."""

    token: str
    title: str
    scope: str
    created: str
    expires: str
    used: str
    ended: str


@dataclass(frozen=True)
class Issued:
    """A new token with its secret, which is told this once."""

    secret: str
    token: Token


def issue(session: Session, person: str, title: str, scope: str, days: int, at: datetime, key: str = "") -> tuple[ApiToken, str]:
    """A new row and its secret, which is told this once."""
    secret = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken(token_id=named(person, key) if key else secrets.token_hex(6), token_hash=digest(secret), person=person, title=title, scope=scope, created=stamp(at),
                   expires=stamp(at + timedelta(days=days)), used="", ended=None)  # fmt: skip
    session.add(row)
    return row, secret


def named(person: str, key: str) -> str:
    """The id of the token that this person asked for under this key: the same request makes the same token, so it is made once."""
    return digest(f"token\n{person}\n{key}")[:12]


def find(session: Session, secret: str, at: datetime) -> ApiToken | None:
    """The token behind a secret, if it is neither over nor withdrawn."""
    row = session.scalar(select(ApiToken).where(ApiToken.token_hash == digest(secret))) if secret.startswith(PREFIX) else None
    return row if row is not None and row.ended is None and unstamp(row.expires) > at else None


def of_person(session: Session, person: str) -> list[ApiToken]:
    """All that were ever issued for somebody, the newest first."""
    return list(session.scalars(select(ApiToken).where(ApiToken.person == person).order_by(ApiToken.created.desc())))


def told(row: ApiToken) -> Token:
    return Token(row.token_id, row.title, row.scope, row.created, row.expires, row.used, row.ended or "")


def used_today(row: ApiToken, at: datetime) -> bool:
    """Whether its use was noted on this day already: noting every call would make each read a write."""
    return row.used[:10] == stamp(at)[:10]


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
