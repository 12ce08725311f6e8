"""Tokens given out and withdrawn, each on record with what it may do; their secrets are told once and kept nowhere."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from procflow.access import tokens
from procflow.access.tokens import Issued, Token
from procflow.canon import stamp
from procflow.engine import note
from procflow.errors import NotFound
from procflow.models import ApiToken


def give(session: Session, person: str, title: str, scope: str, days: int, at: datetime) -> Issued:
    """A token for so many days of the real clock; whoever it is given to is on record."""
    row, secret = tokens.issue(session, person, title, scope, days, at)
    return given(session, person, row, secret)


def give_once(session: Session, person: str, title: str, scope: str, days: int, at: datetime, *, key: str) -> Issued | None:
    """The same, once for a key; None where it was given before: its secret is told no second time."""
    if session.get(ApiToken, tokens.named(person, key)) is not None:
        return None
    row, secret = tokens.issue(session, person, title, scope, days, at, key)
    try:
        session.flush()
    except IntegrityError:  # the other click was quicker
        session.rollback()
        return None
    return given(session, person, row, secret)


def given(session: Session, person: str, row: ApiToken, secret: str) -> Issued:
    told = tokens.told(row)
    note(session, kind="token.issued", actor=person, data={"token": told.token, "scope": told.scope, "expires": told.expires})
    return Issued(secret, told)


def end(session: Session, person: str, token: str, at: datetime) -> Token:
    """Withdrawn from now on. Raises NotFound for a token that is not this person's; ending it again changes nothing."""
    row = session.get(ApiToken, token)
    if row is None or row.person != person:
        raise NotFound
    if row.ended is not None:
        return tokens.told(row)
    row.ended = stamp(at)
    told = tokens.told(row)
    note(session, kind="token.ended", actor=person, data={"token": told.token})
    return told
