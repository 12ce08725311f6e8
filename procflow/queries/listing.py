"""Cases and ledger lines in pages, for programs: each page says with what token the next begins. Nobody lists what they could not open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from procflow.access import organisation
from procflow.errors import NotFound
from procflow.models import Case, LedgerEntry
from procflow.queries.people import names
from procflow.queries.search import Hit, hit
from procflow.queries.seats import seats
from procflow.queries.view import holds_office
from procflow.shapes import Points


@dataclass(frozen=True, slots=True)
class Cases:
    """A page of cases, the newest first."""

    items: tuple[Hit, ...]
    following: str


@dataclass(frozen=True, slots=True)
class Booked:
    """One ledger line; `uncredited` is what a cap cut off, `reverses` the line that this one takes back, `hash` of the record that posted it."""

    entry: str
    member: str
    component: str
    kind: str
    item: str
    points: Points
    uncredited: Points
    booked_in: str
    counts_in: str
    occurred_on: str
    recorded_at: str
    rule: str
    reverses: str
    hash: str


@dataclass(frozen=True, slots=True)
class Entries:
    """A page of a unit's ledger, in the order in which it was written."""

    items: tuple[Booked, ...]
    following: str


def cases(session: Session, actor: str, day: date, *, after: str, limit: int, **wanted: str) -> Cases:
    """Cases of the units where the reader holds a role, and those that are about them or that they began; `wanted` by column."""
    sees = sorted(name for name, seat in seats(session, actor, day).items() if seat.sees)
    own = or_(Case.subject == actor, Case.opened_by == actor)
    chosen = select(*Case.__table__.columns).where(or_(Case.unit.in_(sees), own))
    chosen = chosen.where(*(getattr(Case, name) == value for name, value in wanted.items() if value))
    opened, _, no = after.partition("~")
    if no:
        chosen = chosen.where(or_(Case.opened_on < opened, and_(Case.opened_on == opened, Case.no < no)))
    rows = page(session, chosen.order_by(Case.opened_on.desc(), Case.no.desc()), limit)
    called = names(session, {row.subject for row in rows if row.subject != row.unit})
    called |= {each: organisation(session, each).unit.title for each in {row.unit for row in rows}}
    last = rows[limit - 1] if len(rows) > limit else None
    return Cases(tuple(hit(row, called) for row in rows[:limit]), f"{last.opened_on}~{last.no}" if last else "")


def entries(session: Session, actor: str, day: date, unit: str, *, period: str, member: str, after: str, limit: int) -> Entries:
    """Raises NotFound for whoever holds no role in the unit: of others' points the published sheet is what everybody sees."""
    if not holds_office(organisation(session, unit), actor, day.isoformat()):
        raise NotFound
    wanted = {"counts_in": period, "member_id": member}
    chosen = select(*LedgerEntry.__table__.columns).where(LedgerEntry.unit == unit)
    chosen = chosen.where(*(getattr(LedgerEntry, name) == value for name, value in wanted.items() if value))
    at, _, ident = after.partition("~")
    if ident:
        chosen = chosen.where(or_(LedgerEntry.recorded_at > at, and_(LedgerEntry.recorded_at == at, LedgerEntry.entry_id > ident)))
    rows = page(session, chosen.order_by(LedgerEntry.recorded_at, LedgerEntry.entry_id), limit)
    last = rows[limit - 1] if len(rows) > limit else None
    return Entries(tuple(booked(row) for row in rows[:limit]), f"{last.recorded_at}~{last.entry_id}" if last else "")


def page(session: Session, chosen: Select[Any], limit: int) -> list[Any]:
    """One row more than asked for: so it is known whether there is another page."""
    return list(session.execute(chosen.limit(limit + 1)))


def booked(row: Any) -> Booked:
    return Booked(row.entry_id, row.member_id, row.component, row.kind, row.item, row.points, row.uncredited, row.booked_in, row.counts_in,
                  row.occurred_on, row.recorded_at, row.rule, row.reverses or "", row.event_hash)  # fmt: skip
