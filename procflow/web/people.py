"""Who somebody is to the frame: name, units and roles of today. What they may do is asked of the write door, never of this."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow.access.accounts import administrators
from procflow.canon import unstamp
from procflow.dates import local_day
from procflow.db import now
from procflow.models import Account
from procflow.queries.people import names
from procflow.queries.seats import Seat, seats
from procflow.web.roles import place

MOST_HELPERS = 3


@dataclass(frozen=True)
class Who:
    """Somebody signed in, looked up when first asked: an act that is only taken needs the person alone. `wanted` is the unit they chose."""

    reading: Callable[[], Session]
    person: str
    wanted: str = ""

    @cached_property
    def name(self) -> str:
        return names(self.reading(), [self.person]).get(self.person, self.person)

    @property
    def unit(self) -> str:
        """The unit they work in now: the one asked for if it is one of theirs, else the first; "" where there is none."""
        return self.here.unit if self.here else ""

    @property
    def unit_title(self) -> str:
        return self.here.title if self.here else ""

    @property
    def roles(self) -> frozenset[str]:
        """Their roles in it today."""
        return self.here.roles if self.here else frozenset()

    @cached_property
    def units(self) -> tuple[tuple[str, str], ...]:
        """Every unit they belong to, id and title."""
        return tuple((each.unit, each.title) for each in self.found.values())

    @property
    def here(self) -> Seat | None:
        return self.found.get(self.wanted) or next(iter(self.found.values()), None)

    @cached_property
    def found(self) -> dict[str, Seat]:
        return seats(self.reading(), self.person, today(self.reading()))


def everybody(session: Session) -> list[Who]:
    """All who can sign in, unit by unit, offices first: the one-click list of a rehearsal."""
    people = session.scalars(select(Account.person).order_by(Account.login)).all()
    return sorted((Who(lambda: session, person) for person in people), key=lambda each: (each.unit_title, place(each.roles)))


def helpers(session: Session) -> list[str]:
    """The names of those who help with signing in, the same for everybody: a page that anybody may read tells nothing of one account."""
    found = administrators(session, today(session).isoformat())[:MOST_HELPERS]
    called = names(session, found)
    return [called.get(each, each) for each in found]


def today(session: Session) -> date:
    return local_day(unstamp(now(session)))
