"""Whatever a new installation begins with: its first unit, its administrator with a sign-in, the calendar; and the one-time code for it.

Everything that can be wrong is found before anything is written. From then on the system files nothing by itself.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import ValidationError
from sqlalchemy import delete
from sqlalchemy.orm import Session

from procflow.access import passwords
from procflow.dates import chinese_calendar, statutory
from procflow.db import setting
from procflow.engine import enter, note
from procflow.engine.noted import Filing
from procflow.engine.permitted import administered
from procflow.errors import Invalid
from procflow.filing import KINDS
from procflow.forms import Code
from procflow.grammar import SYSTEM
from procflow.models import Account, Installation

CODE, TRIED = "setup", "tried"
SOURCE, GUESS = "国务院办公厅放假安排", "按法定节假日估计，通知公布后更正"


@dataclass(frozen=True, slots=True)
class Founding:
    """The first unit (id, title, kind, prefix of its numbers) and who administers it, with a password of their own."""

    unit: str
    title: str
    kind: str
    code: str
    admin: str
    name: str
    login: str
    password: str

    @property
    def form(self) -> dict[str, str]:
        return {"title": self.title, "kind": self.kind, "code": self.code}


def wrong(of: Founding) -> dict[str, list[str]]:
    """What cannot be, by the names that questions have on the command line."""
    found: dict[str, list[str]] = {}
    for name, value in (("unit", of.unit), ("admin", of.admin), ("login", of.login)):
        found |= problems(name, Code(name).read, value)
    found |= problems("unit", KINDS["unit"].form().load, of.form)
    found |= problems("admin", KINDS["person"].form().load, {"name": of.name})
    if said := passwords.wrong(of.password, of.login):
        found["password"] = [said]
    return found


def problems(name: str, read: Callable[..., Any], value: object) -> dict[str, list[str]]:
    try:
        read(value)
    except ValidationError as problem:
        messages = problem.messages
        return {f"{name}-{each}": said for each, said in messages.items()} if isinstance(messages, dict) else {name: messages}
    return {}


def found(session: Session, of: Founding, day: date) -> None:
    """File it all; the set-up code is worth nothing from then on. Raises Invalid, and Refused where somebody administers already."""
    if problem := wrong(of):
        raise Invalid(problem)
    for number, filing in enumerate(first(of)):
        enter(session, Filing(SYSTEM, f"init-{number}-{of.unit}-{of.admin}", of.unit, *filing))
    for year, filed in calendars(day):
        enter(session, Filing(of.admin, f"init-calendar-{year}", of.unit, "calendar", str(year), filed, date(year, 1, 1).isoformat()))
    session.add(Account(login=of.login, person=of.admin, password=passwords.hashed(of.password), failures=0, locked_until=None))
    session.execute(delete(Installation).where(Installation.name == CODE))
    note(session, kind="account.create", actor=SYSTEM, data={"person": of.admin})


def first(of: Founding) -> tuple[tuple[str, str, dict[str, str]], ...]:
    return ("unit", of.unit, of.form), ("person", of.admin, {"name": of.name}), ("role", of.admin, {"role": "sysadmin"})


def calendars(day: date) -> Iterator[tuple[int, dict[str, Any]]]:
    """The days off and worked of this year and the next as announced; of a year that is not yet, an estimate that says so."""
    for year in (day.year, day.year + 1):
        announced = chinese_calendar(year)
        days = [[one.isoformat(), works] for one, works in sorted((announced or statutory(year)).items())]
        yield year, {"days": days, "source": SOURCE if announced else GUESS, "estimated": None if announced else True}


def offer(session: Session) -> str:
    """A fresh code for setting up in the browser, told this once; "" where somebody administers already. The one before it is void."""
    if administered(session):
        session.rollback()
        return ""
    code = passwords.given_out()
    session.execute(delete(Installation).where(Installation.name == CODE))
    session.add(Installation(name=CODE, value=digest(code)))
    session.commit()
    return code


def opens(session: Session, code: str) -> bool:
    """Whether this is the code, as it was told or without its hyphens."""
    given = "".join(code.split()).replace("-", "").casefold()
    told = "-".join(given[place : place + 4] for place in range(0, len(given), 4))
    return bool(awaited(session)) and hmac.compare_digest(digest(told), awaited(session))


def awaited(session: Session) -> str:
    """The hash of the code that opens the setting up; "" where there is nothing to set up."""
    return setting(session, CODE)


def tried(session: Session, actor: str, on: str) -> None:
    """A trial came to its end."""
    if not setting(session, TRIED):
        session.add(Installation(name=TRIED, value=on))
    note(session, kind="setup.tried", actor=actor, data={"on": on})


def digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
