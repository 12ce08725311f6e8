"""The open tasks at a person's desks, in the order of their last day: statements shaped for each database, pages by keyset. It knows no page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import add
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, String, and_, bindparam, func, or_, select, union_all
from sqlalchemy.orm import Session

from procflow.models import Case, Task
from procflow.queries.seats import Seat

TASK, CASE = Task.__table__.c, Case.__table__.c
OF_TASK = tuple(TASK[name] for name in ("task_id", "case_id", "desk", "person", "due", "opened"))
OF_CASE = tuple(CASE[name] for name in ("no", "unit", "procedure", "subject", "period", "state", "taken", "opened_by", "since"))
MOST_BRANCHES = 60
LIMIT = bindparam("most", type_=Integer)
DAY, SEEN = bindparam("day", type_=String), bindparam("task", type_=String)


@dataclass(frozen=True, slots=True)
class Desks:
    """Whose tasks are looked for: the person's own, and those nobody has claimed at the desks (roles) of each unit.

    `lent` are desks (unit, role) of which only some procedures are the person's.
    """

    person: str
    at: tuple[tuple[str, frozenset[str]], ...]
    unit: str = ""
    lent: tuple[tuple[str, str, frozenset[str]], ...] = ()

    @classmethod
    def of(cls, person: str, seats: Iterable[Seat], unit: str = "") -> Desks:
        sat = [seat for seat in seats if seat.sees and unit in ("", seat.unit)]
        whole = ((seat.unit, seat.sees - {each.role for each in seat.limited}) for seat in sat)
        lent = tuple((seat.unit, each.role, each.procedures) for seat in sat for each in seat.limited)
        return cls(person, tuple((unit, roles) for unit, roles in whole if roles), unit, lent)

    @property
    def units(self) -> list[str]:
        return list(dict.fromkeys([*(unit for unit, _ in self.at), *(unit for unit, _, _ in self.lent)]))

    def own(self) -> ColumnElement[bool]:
        mine = and_(TASK.closed.is_(None), TASK.person == self.person)
        return and_(mine, TASK.unit == self.unit) if self.unit else mine

    def shared(self) -> list[ColumnElement[bool]]:
        """One condition for each set of roles: the units in which exactly these are held."""
        by_roles: dict[frozenset[str], list[str]] = {}
        for unit, roles in self.at:
            by_roles.setdefault(roles, []).append(unit)
        whole = [and_(free(), TASK.unit.in_(sorted(units)), TASK.desk.in_(sorted(roles))) for roles, units in by_roles.items()]
        return whole + self.borrowed()

    def pairs(self) -> list[ColumnElement[bool]]:
        whole = [and_(free(), TASK.unit == unit, TASK.desk == desk) for unit, roles in self.at for desk in sorted(roles)]
        return whole + self.borrowed()

    def borrowed(self) -> list[ColumnElement[bool]]:
        return [and_(free(), TASK.unit == unit, TASK.desk == desk, TASK.procedure.in_(sorted(named))) for unit, desk, named in self.lent]


def free() -> ColumnElement[bool]:
    return and_(TASK.closed.is_(None), TASK.person.is_(None))


def page(session: Session, desks: Desks, also: Iterable[ColumnElement[bool]], after: tuple[str, str] | None, limit: int) -> list[Any]:
    """Tasks with a last day first, by that day; then those without. `after` is (due, task) of the last row seen."""
    wanted, whole = tuple(also), session.get_bind().dialect.name == "sqlite"
    given = {"day": after[0] if after else "", "task": after[1] if after else ""}
    found: list[Any] = []
    if after is None or after[0]:
        chosen = picked(desks, whole, True, after is not None, wanted) if wanted else kept(desks, whole, True, after is not None)
        found = list(session.execute(chosen, {**given, "most": limit}))
        after = None
    if len(found) < limit:
        chosen = picked(desks, whole, False, after is not None, wanted) if wanted else kept(desks, whole, False, after is not None)
        found += session.execute(chosen, {**given, "most": limit - len(found)})
    return found


def picked(desks: Desks, whole: bool, dated: bool, beyond: bool, also: tuple[ColumnElement[bool], ...] = ()) -> Select[Any]:
    """PostgreSQL sorts everything unless each desk is limited by itself; SQLite (`whole`) stops early in one pass over a list of desks.

    `beyond` asks for what comes after the task and day given.
    """
    place = [TASK.due != "" if dated else TASK.due == ""]
    if beyond:
        place.append(or_(TASK.due > DAY, and_(TASK.due == DAY, TASK.task_id > SEEN)) if dated else TASK.task_id > SEEN)
    pairs = desks.pairs()
    shared = desks.shared() if whole or len(pairs) > MOST_BRANCHES else pairs
    every = union_all(*(branch((condition, *place, *also), tied=bool(also)) for condition in (desks.own(), *shared))).subquery()
    joined = select(every, *OF_CASE).join(Case.__table__, CASE.case_id == every.c.case_id)
    return joined.order_by(every.c.due, every.c.task_id).limit(LIMIT)


kept = lru_cache(maxsize=512)(picked)


def branch(conditions: tuple[ColumnElement[bool], ...], *, tied: bool) -> Select[Any]:
    """SQLite takes a LIMIT inside a UNION only within a subquery. The case is `tied` in for what filters ask of it, and only then:

    with a second table in the loop SQLite would read every task of a desk before it sorts.
    """
    source = Task.__table__.join(Case.__table__, CASE.case_id == TASK.case_id) if tied else Task.__table__
    return select(select(*OF_TASK).select_from(source).where(*conditions).order_by(TASK.due, TASK.task_id).limit(LIMIT).subquery())


def count(desks: Desks, *also: ColumnElement[bool]) -> Select[int]:
    """How many open tasks there are, to be put into another statement: each desk counted in its index, not all in one OR over the table."""
    return total(select(func.count()).select_from(Task.__table__).where(each, *also) for each in (desks.own(), *desks.shared()))


def total(counts: Iterable[Select[int]]) -> Select[int]:
    return select(reduce(add, (each.scalar_subquery() for each in counts)))
