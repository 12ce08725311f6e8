"""Single records looked up across cases: who did what when, resting on which clause, with what result. It tells of nobody who objected; the trail does, on record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from procflow import audit
from procflow.access import organisation
from procflow.grammar import SYSTEM
from procflow.machines import tables
from procflow.models import AuditEvent, Case
from procflow.queries.people import Named, names
from procflow.queries.sealed import OBJECTION, Seal, hidden
from procflow.queries.search import PAGE, within
from procflow.queries.seats import Seat
from procflow.queries.sought import Sought, of_acts
from procflow.queries.told import Told, tell

COLUMNS = (AuditEvent.id, AuditEvent.body, Case.no, Case.unit, Case.procedure, Case.subject, Case.opened_by)


@dataclass(frozen=True, slots=True)
class Act:
    """One record found, without what was filled in: its place in the case and its words; titles are message ids."""

    no: str
    seq: int
    procedure_title: str
    subject: Named
    unit_title: str
    title: str
    by: Named
    role_title: str
    from_title: str
    to_title: str
    clause: str
    on: str
    at: str
    late: bool
    refused: bool
    hash: str


@dataclass(frozen=True, slots=True)
class Acts:
    """A page of the records found, the last recorded first; how many in all; where the next page begins, "" for none."""

    acts: tuple[Act, ...]
    total: int
    units: tuple[Seat, ...]
    following: str


def acts(session: Session, actor: str, day: date, sought: Sought, *, after: str = "", limit: int = PAGE) -> Acts:
    """Raises NotFound for somebody who holds no role anywhere, or none in the unit asked for."""
    sat, where = within(session, actor, day, sought)
    where += of_acts(session, actor, sought)
    joined = AuditEvent.__table__.join(Case.__table__, AuditEvent.case_id == Case.case_id)
    total = session.scalar(select(func.count()).select_from(joined).where(*where)) or 0
    chosen = select(*COLUMNS).select_from(joined).where(*where).order_by(AuditEvent.id.desc())
    if after.isdecimal():
        chosen = chosen.where(AuditEvent.id < int(after[:18]))
    rows = list(session.execute(chosen.limit(limit + 1)))
    return Acts(told(session, actor, rows[:limit]), total, tuple(sat.values()), str(rows[limit - 1].id) if len(rows) > limit else "")


def told(session: Session, actor: str, rows: Iterable[Any]) -> tuple[Act, ...]:
    """The rows in their order; those of one unit are told together."""
    given, made = list(rows), dict[int, Act]()
    called = names(session, {row.subject for row in given if row.subject != row.unit})
    for unit in {row.unit for row in given}:
        org, mine = organisation(session, unit), [row for row in given if row.unit == unit]
        for row, each in zip(mine, tell(session, org, (audit.read(row.body) for row in mine)), strict=True):
            subject = Named(row.subject, org.unit.title if row.subject == unit else called.get(row.subject, row.subject))
            made[row.id] = act(row, hidden(each, seal(row, actor)), subject, org.unit.title)
    return tuple(made[row.id] for row in given)


def seal(row: Any, actor: str) -> Seal:
    """Kept from every reader of a list, whatever they may open: lists are not noted as seen."""
    named = row.procedure == OBJECTION and row.opened_by not in (row.subject, SYSTEM, actor)
    return Seal(str(row.opened_by) if named else "")


def act(row: Any, each: Told, subject: Named, unit_title: str) -> Act:
    return Act(row.no, each.seq, tables()[row.procedure].title, subject, unit_title, each.title, each.by, each.role_title, each.from_title,
               each.to_title, each.clause, each.on, each.at, each.late, each.refused, each.hash)  # fmt: skip
