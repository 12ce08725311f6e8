"""Slips with a code: what the public page asks the holder of one, and how many may be printed. Nobody's slip is told from another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from marshmallow import Schema
from sqlalchemy.orm import Session

from procflow.access import organisation
from procflow.errors import NotFound
from procflow.facts import Gathering, caller, rules, seen
from procflow.facts.cases import CASE_NO
from procflow.forms import Lines
from procflow.grammar import reads_of
from procflow.guards.slips import issued, used
from procflow.machines import tables
from procflow.queries.people import Named, of_unit
from procflow.queries.view import view

CAST = "cast"
PRINTS = "points_admin"


@dataclass(frozen=True, slots=True)
class Slip:
    """What the holder of a slip is asked: the form with a line for each of `people`; `state` is open, used or closed."""

    no: str
    title: str
    unit: str
    period: str
    state: str
    asks: type[Schema] | None = None
    people: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Printed:
    """What is printed: as many slips as were issued."""

    no: str
    title: str
    unit: str
    unit_title: str
    period: str
    count: int


def slip(session: Session, actor: str, day: date, no: str, number: int) -> Slip:
    """The slip of this number, held under this pseudonym. Raises NotFound for one that was never issued."""
    row = CASE_NO.one(session, no=no)
    case = seen(session, row) if row else None
    if row is None or case is None or not 1 <= number <= issued(case.taken):
        raise NotFound
    org, table = organisation(session, row.unit), tables()[row.procedure]
    said = {"no": no, "title": table.title, "unit": org.unit.title, "period": row.period}
    step = next((each for each in table.leaving(row.state) if each.name == CAST), None)
    if actor in used(case.taken) or step is None or step.asks is None:
        return Slip(**said, state="used" if actor in used(case.taken) else "closed")
    gathering = Gathering(session, org, case, rules(session, row.regime), day, caller(org, actor, case, day.isoformat()))
    each = sheet(step.asks)[1].each
    wanted = reads_of(each)
    people = tuple(each(gathering.facts(wanted).only(wanted))) if each else ()
    names = of_unit(session, org, people)
    return Slip(**said, state="open", asks=step.asks, people=tuple(Named(one, names[one]) for one in people))


def printed(session: Session, actor: str, day: date, no: str) -> Printed:
    """The slips of a case, for whoever issues them. Raises NotFound for anybody else, and where none were issued."""
    of = view(session, actor, day, no)
    count = issued(of.case.taken)
    if not count or PRINTS not in of.org.actor(actor, of.today).roles:
        raise NotFound
    return Printed(no, of.table.title, of.row.unit, of.org.unit.title, of.row.period, count)


def sheet(asks: type[Schema]) -> tuple[str, Lines]:
    """The lines of a slip's form, by name: one for each person."""
    return next((name, one) for name, one in asks().fields.items() if isinstance(one, Lines))
