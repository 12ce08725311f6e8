"""Who somebody is to the frame: name, units and roles of today. What they may do is asked of the write door, never of this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow.canon import unstamp
from procflow.dates import local_day
from procflow.db import now
from procflow.models import Account
from procflow.queries.people import names
from procflow.queries.seats import seats
from procflow.web.roles import place


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody signed in: the unit they work in now, every unit they belong to (id and title), their roles in it today."""

    person: str
    name: str
    unit: str = ""
    unit_title: str = ""
    units: tuple[tuple[str, str], ...] = ()
    roles: frozenset[str] = frozenset()


def who(session: Session, person: str, unit: str = "") -> Who:
    """The person today, in the unit asked for if it is one of theirs, else in the first."""
    called = names(session, [person]).get(person, person)
    found = seats(session, person, today(session))
    if not found:
        return Who(person, called)
    here = found[unit] if unit in found else next(iter(found.values()))
    return Who(person, called, here.unit, here.title, tuple((each.unit, each.title) for each in found.values()), here.roles)


def everybody(session: Session) -> list[Who]:
    """All who can sign in, unit by unit, offices first: the one-click list of a rehearsal."""
    people = session.scalars(select(Account.person).order_by(Account.login)).all()
    return sorted((who(session, person) for person in people), key=lambda each: (each.unit_title, place(each.roles)))


def today(session: Session) -> date:
    return local_day(unstamp(now(session)))
