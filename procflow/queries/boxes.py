"""The boxes beside the open tasks: what a person began, did, or was told of; and how full each box is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, literal, or_, select
from sqlalchemy.orm import Session

from procflow.grammar import SYSTEM
from procflow.models import Case, Notice, Task
from procflow.queries.desks import Desks, count, total
from procflow.shapes import Points

CASE = tuple(getattr(Case, name) for name in (
    "case_id", "no", "unit", "procedure", "subject", "period", "state", "taken", "opened_by", "since"))  # fmt: skip
NO_TASK = tuple(literal("").label(name) for name in ("desk", "person", "due", "opened"))


@dataclass(frozen=True, slots=True)
class Step:
    """The last step that a person took in a case (the system's, where nobody did), and the points (hundredths) last named in any."""

    by: str
    on: str
    points: Points | None


def page(
    session: Session, box: str, desks: Desks, also: Iterable[ColumnElement[bool]], after: tuple[str, str] | None, limit: int
) -> list[Any]:
    """Newest first; `after` is (moment, id) of the last row seen."""
    moment, ident, chosen = BOXES[box](desks)
    if after is not None:
        chosen = chosen.where(or_(moment < after[0], and_(moment == after[0], ident < after[1])))
    return list(session.execute(chosen.where(*also).order_by(moment.desc(), ident.desc()).limit(limit)))


def mine(desks: Desks) -> tuple[Any, Any, Select[Any]]:
    chosen = select(*CASE, *NO_TASK, Case.opened_on.label("order"), Case.case_id.label("task_id")).where(Case.opened_by == desks.person)
    return Case.opened_on, Case.case_id, within(chosen, desks)


def done(desks: Desks) -> tuple[Any, Any, Select[Any]]:
    """Cases in which the person took a step, of the units where roles are held and of those they are about."""
    stepped = Case.taken.contains(f'"by":"{desks.person}"', autoescape=True)
    chosen = select(*CASE, *NO_TASK, Case.since.label("order"), Case.case_id.label("task_id")).where(stepped)
    where = or_(Case.unit.in_(desks.units), Case.opened_by == desks.person)
    return Case.since, Case.case_id, within(chosen.where(where), desks)


def cc(desks: Desks) -> tuple[Any, Any, Select[Any]]:
    """Notices to the person, or to a desk of theirs."""
    chosen = select(*CASE, *NO_TASK, Notice.recorded_at.label("order"), token().label("task_id"), Notice.sentence, Notice.inputs).join(
        Case, Case.case_id == Notice.case_id).where(addressed(desks))  # fmt: skip
    return Notice.recorded_at, token(), within(chosen, desks)


def token() -> Any:
    return Notice.event_hash + literal(":") + (Notice.effect_no + 100_000).cast(Case.no.type)


def addressed(desks: Desks) -> ColumnElement[bool]:
    return or_(*told(desks))


def told(desks: Desks) -> list[ColumnElement[bool]]:
    """Conditions of which no notice meets two: to the person, to a desk of theirs in each unit."""
    shared = [and_(Notice.unit == unit, Notice.addressee.in_(sorted(roles - {desks.person}))) for unit, roles in desks.at]
    lent = [and_(Notice.unit == unit, Notice.addressee == role, about(named)) for unit, role, named in desks.lent if role != desks.person]
    return [Notice.addressee == desks.person, *shared, *lent]


def about(procedures: Iterable[str]) -> ColumnElement[bool]:
    return select(Case.case_id).where(Case.case_id == Notice.case_id, Case.procedure.in_(sorted(procedures))).correlate(Notice).exists()


def within(chosen: Select[Any], desks: Desks) -> Select[Any]:
    return chosen.where(Case.unit == desks.unit) if desks.unit else chosen


def counts(session: Session, desks: Desks, day: date) -> dict[str, int]:
    """How many lie in each box, in one statement. What was done is not counted: nobody has to act on it."""
    row = session.execute(counting(desks), {"today": day.isoformat()}).one()
    return {name: int(getattr(row, name)) for name in ("todo", "overdue", "mine", "cc")}


@lru_cache(maxsize=512)
def counting(desks: Desks) -> Select[Any]:
    late = (Task.due != "", Task.due < bindparam("today"))
    began = within(select(func.count()).select_from(Case).where(Case.opened_by == desks.person), desks)
    here = Notice.unit == desks.unit if desks.unit else Notice.case_id.is_not(None)
    heard = total(select(func.count()).select_from(Notice).where(each, here) for each in told(desks))
    both = {"todo": count(desks), "overdue": count(desks, *late), "mine": began, "cc": heard}
    return select(*(each.scalar_subquery().label(name) for name, each in both.items()))


def last_step(taken: str) -> Step:
    steps: list[Mapping[str, Any]] = json.loads(taken)
    figures = [each["form"].get(name) for each in steps for name in ("points", "verified") if isinstance(each["form"].get(name), int)]
    last = next((each for each in reversed(steps) if each["by"] != SYSTEM), steps[-1])
    return Step(str(last["by"]), str(last["on"]), figures[-1] if figures else None)


BOXES = {"mine": mine, "done": done, "cc": cc}
