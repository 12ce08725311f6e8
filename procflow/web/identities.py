"""Who somebody of the office's own sign-on is here: looked up, and linked once it was shown by the password. It signs nobody in."""

from __future__ import annotations

from datetime import datetime

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy.orm import Session

from procflow.engine import accounts
from procflow.models import Account, AccountIdentity

FIELD, MINUTES = "identity", 600
LONGEST = 200


def person_of(session: Session, issuer: str, name: str, login: str, at: datetime) -> str:
    """The person behind an identity; "" for nobody. Where the office says which of its claims is a login here, that links it."""
    found = session.get(AccountIdentity, (issuer, name))
    if found is not None:
        return found.person
    row = session.get(Account, login) if login else None
    if row is None:
        return ""
    person = row.person
    accounts.link(session, person, issuer, name, at, "claim")
    return person


def sealed(issuer: str, name: str) -> str:
    """An identity that nobody has yet, for the very page on which it can be shown whose it is."""
    return str(serializer().dumps([issuer, name]))


def confirm(session: Session, text: str, person: str, at: datetime) -> None:
    """Whoever has just given their password on that page is the one; anything else in its place is nothing."""
    try:
        issuer, name = serializer().loads(text, max_age=MINUTES)
    except (BadData, ValueError):
        return
    if session.get(AccountIdentity, (issuer, name)) is None:
        accounts.link(session, person, issuer, name, at, "password")


def serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="identity")
