"""Cases looked up by number, name or procedure, in the units where the reader holds a role; nobody finds what they could not open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from procflow.access import organisation
from procflow.errors import NotFound
from procflow.machines import tables
from procflow.models import Case
from procflow.queries.filters import words
from procflow.queries.people import Named, names
from procflow.queries.seats import Seat, seats

MOST = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """A case that was found; titles are message ids."""

    no: str
    title: str
    unit_title: str
    subject: Named
    period: str
    state_title: str
    final: bool
    opened_on: str
    since: str


@dataclass(frozen=True, slots=True)
class Search:
    """The newest cases found, how many there are in all, and the units that were looked through."""

    hits: tuple[Hit, ...]
    total: int
    units: tuple[Seat, ...]


def search(session: Session, actor: str, day: date, text: str = "", *, procedure: str = "", unit: str = "") -> Search:
    """Raises NotFound for somebody who holds no role anywhere, or none in the unit asked for."""
    sat = {name: seat for name, seat in seats(session, actor, day).items() if seat.sees}
    if not sat or (unit and unit not in sat):
        raise NotFound
    where: list[Any] = [Case.unit.in_([unit] if unit else sorted(sat))]
    where += [words(session, text, set(sat))] if text else []
    where += [Case.procedure == procedure] if procedure else []
    total = session.scalar(select(func.count()).select_from(Case).where(*where)) or 0
    rows = list(session.execute(select(*Case.__table__.columns).where(*where).order_by(Case.opened_on.desc(), Case.no.desc()).limit(MOST)))
    called = names(session, {row.subject for row in rows if row.subject != row.unit})
    called |= {each: organisation(session, each).unit.title for each in {row.unit for row in rows}}
    return Search(tuple(hit(row, called) for row in rows), total, tuple(sat.values()))


def hit(row: Any, called: dict[str, str]) -> Hit:
    state = tables()[row.procedure].by_name[row.state]
    return Hit(row.no, tables()[row.procedure].title, called[row.unit], Named(row.subject, called.get(row.subject, row.subject)), row.period,
               state.title, state.final or state.settled, row.opened_on, row.since)  # fmt: skip
