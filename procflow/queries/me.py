"""Who the caller is: by name, in which units, on what day of which clock. It says what they are, never what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from procflow.canon import unstamp
from procflow.dates import local_day
from procflow.db import moment
from procflow.queries.people import names
from procflow.queries.seats import Seat, seats


@dataclass(frozen=True)
class Me:
    """The caller by name, with every unit they belong to, and the day of the installation's clock."""

    person: str
    name: str
    day: str
    rehearsal: bool
    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True)
class Clock:
    """The moment (UTC) and the day in Beijing."""

    at: str
    day: str
    rehearsal: bool


def me(session: Session, actor: str, day: date) -> Me:
    return Me(
        actor,
        names(session, [actor]).get(actor, actor),
        day.isoformat(),
        now(session).rehearsal,
        tuple(seats(session, actor, day).values()),
    )


def now(session: Session) -> Clock:
    """What the installation's clock shows."""
    found = moment(session)
    return Clock(found.at, local_day(unstamp(found.at)).isoformat(), found.clock == "rehearsal")
