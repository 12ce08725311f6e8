"""What every page asks first: the day, a session that only reads, an id that can be one. It shows nothing and decides nothing."""

from __future__ import annotations

from datetime import date

from flask import g
from sqlalchemy.orm import Session

from procflow.canon import unstamp
from procflow.dates import Period, local_day
from procflow.db import db
from procflow.errors import Invalid, NotFound
from procflow.forms import ID


def today() -> date:
    """The day of the installation's clock, as the request found it."""
    return local_day(unstamp(g.now))


def reading() -> Session:
    """The request's session, in a transaction that takes no write lock (a POST begins without any)."""
    session = db.session()
    if not session.in_transaction():
        session.connection(execution_options={"read_only": True})
    return session


def writing() -> Session:
    """The request's session with nothing begun: an act at the write door begins its own transaction."""
    db.session.rollback()
    return db.session()


def ident(text: str) -> str:
    """A number or name out of an address. Raises NotFound for what can be none, before any database is asked."""
    if not ID.fullmatch(text):
        raise NotFound
    return text


def given(text: str) -> str:
    """An id out of a form, "" for none. Raises Invalid."""
    if text and not ID.fullmatch(text):
        raise Invalid({"id": ["编号只能用字母、数字、点、冒号和短横线"]})
    return text


def period(text: str) -> str:
    """A period out of a form, "" for none. Raises Invalid."""
    try:
        return str(Period.parse(text)) if text else ""
    except ValueError:
        raise Invalid({"period": ["期间写法不对，例如 2024-Q1"]}) from None
