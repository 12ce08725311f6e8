"""Cases and records looked up by what auditors know of them, in the units where the reader holds a role; nobody finds what they could not open."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from procflow.access import organisation
from procflow.errors import NotFound
from procflow.machines import tables
from procflow.models import AuditEvent, Case
from procflow.queries.asof import states_on
from procflow.queries.people import Named, names
from procflow.queries.seats import Seat, seats
from procflow.queries.sought import Sought, of_acts, of_cases

PAGE = 50


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
    """A page of the cases found, the newest first, how many there are in all, the units looked through, and where the next page begins ("" for none)."""

    hits: tuple[Hit, ...]
    total: int
    units: tuple[Seat, ...]
    following: str


def search(session: Session, actor: str, day: date, sought: Sought, *, after: str = "", limit: int = PAGE) -> Search:
    """Raises NotFound for somebody who holds no role anywhere, or none in the unit asked for."""
    sat, where = within(session, actor, day, sought)
    if sought.of_records():
        where.append(exists().where(AuditEvent.case_id == Case.case_id, *of_acts(session, actor, sought)))
    total = session.scalar(select(func.count()).select_from(Case).where(*where)) or 0
    chosen = select(*Case.__table__.columns).where(*where).order_by(Case.opened_on.desc(), Case.no.desc())
    opened, _, no = after.partition("~")
    if no:
        chosen = chosen.where(or_(Case.opened_on < opened, and_(Case.opened_on == opened, Case.no < no)))
    rows = list(session.execute(chosen.limit(limit + 1)))
    shown = rows[:limit]
    called = names(session, {row.subject for row in shown if row.subject != row.unit})
    called |= {each: organisation(session, each).unit.title for each in {row.unit for row in shown}}
    then = states_on(session, shown, sought.asof) if sought.asof else {}
    hits = tuple(hit(row, called, then.get(row.case_id, "")) for row in shown)
    return Search(hits, total, tuple(sat.values()), f"{shown[-1].opened_on}~{shown[-1].no}" if len(rows) > limit else "")


def within(session: Session, actor: str, day: date, sought: Sought) -> tuple[dict[str, Seat], list[ColumnElement[bool]]]:
    """Where the reader may look, and what must hold of a case there."""
    sat = {name: seat for name, seat in seats(session, actor, day).items() if seat.sees}
    if not sat or (sought.unit and sought.unit not in sat):
        raise NotFound
    return sat, of_cases(session, sought, set(sat))


def hit(row: Any, called: dict[str, str], then: str = "") -> Hit:
    """`then` is the state of another day that is meant."""
    state = tables()[row.procedure].by_name[then or row.state]
    return Hit(row.no, tables()[row.procedure].title, called[row.unit], Named(row.subject, called.get(row.subject, row.subject)), row.period,
               state.title, state.final or state.settled, row.opened_on, row.since)  # fmt: skip


def emptied(sought: Sought, counted: Callable[[Sought], int]) -> tuple[tuple[str, int], ...]:
    """Of conditions that leave nothing: each without which something would be found, and how much."""
    found: Iterable[tuple[str, int]] = ((name, counted(sought.without(name))) for name in sought.given)
    return tuple((name, count) for name, count in found if count)
