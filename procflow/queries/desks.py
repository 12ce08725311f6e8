"""The open tasks at a person's desks, in the order of their last day: statements shaped for each database, pages by keyset. It knows no page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, union_all
from sqlalchemy.orm import Session

from procflow.models import Case, Task
from procflow.queries.seats import Seat

COLUMNS = (Task.task_id, Task.desk, Task.person, Task.due, Task.opened, *(getattr(Case, name) for name in (
    "case_id", "no", "unit", "procedure", "subject", "period", "state", "taken", "opened_by", "since")))  # fmt: skip
MOST_BRANCHES = 60


@dataclass(frozen=True, slots=True)
class Desks:
    """Whose tasks are looked for: the person's own, and those nobody has claimed at the desks (roles) of each unit."""

    person: str
    at: Mapping[str, frozenset[str]]
    unit: str = ""

    @classmethod
    def of(cls, person: str, seats: Iterable[Seat], unit: str = "") -> Desks:
        return cls(person, {seat.unit: seat.sees for seat in seats if seat.sees and unit in ("", seat.unit)}, unit)

    def own(self) -> ColumnElement[bool]:
        mine = and_(Task.closed.is_(None), Task.person == self.person)
        return and_(mine, Task.unit == self.unit) if self.unit else mine

    def shared(self) -> list[ColumnElement[bool]]:
        """One condition for each set of roles: the units in which exactly these are held."""
        by_roles: dict[frozenset[str], list[str]] = {}
        for unit, roles in self.at.items():
            by_roles.setdefault(roles, []).append(unit)
        return [and_(free(), Task.unit.in_(sorted(units)), Task.desk.in_(sorted(roles))) for roles, units in by_roles.items()]

    def pairs(self) -> list[ColumnElement[bool]]:
        return [and_(free(), Task.unit == unit, Task.desk == desk) for unit, roles in sorted(self.at.items()) for desk in sorted(roles)]


def free() -> ColumnElement[bool]:
    return and_(Task.closed.is_(None), Task.person.is_(None))


def page(session: Session, desks: Desks, also: Iterable[ColumnElement[bool]], after: tuple[str, str] | None, limit: int) -> list[Any]:
    """Tasks with a last day first, by that day; then those without. `after` is (due, task) of the last row seen."""
    wanted = tuple(also)
    dated = after is None or after[0] != ""
    found: list[Any] = []
    if dated:
        beyond = () if after is None else (or_(Task.due > after[0], and_(Task.due == after[0], Task.task_id > after[1])),)
        found = picked(session, desks, (Task.due != "", *wanted, *beyond), limit)
    if len(found) < limit:
        beyond = () if dated or after is None else (Task.task_id > after[1],)
        found += picked(session, desks, (Task.due == "", *wanted, *beyond), limit - len(found))
    return found


def picked(session: Session, desks: Desks, also: tuple[ColumnElement[bool], ...], limit: int) -> list[Any]:
    """PostgreSQL sorts everything unless each desk is limited by itself; SQLite stops early in one pass over a list of desks."""
    whole = session.get_bind().dialect.name == "sqlite"
    pairs = desks.pairs()
    shared = desks.shared() if whole or len(pairs) > MOST_BRANCHES else pairs
    branches = [branch((condition, *also), limit) for condition in (desks.own(), *shared)]
    every = union_all(*branches).subquery()
    return list(session.execute(select(every).order_by(every.c.due, every.c.task_id).limit(limit)))


def branch(conditions: tuple[ColumnElement[bool], ...], limit: int) -> Select[Any]:
    """SQLite takes a LIMIT inside a UNION only within a subquery."""
    inner = (
        select(*COLUMNS)
        .join(Case, Case.case_id == Task.case_id)
        .where(*conditions)
        .order_by(Task.due, Task.task_id)
        .limit(limit)
        .subquery()
    )
    return select(inner)


def count(desks: Desks, *also: ColumnElement[bool]) -> Select[int]:
    """How many open tasks there are: a scalar to be put into another statement."""
    return select(func.count()).select_from(Task).where(or_(desks.own(), *desks.shared()), *also)
