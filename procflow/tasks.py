"""Desks and due dates: which tasks a state opens, and their hand-over. A task reminds; it never decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, func, insert, or_, select, update
from sqlalchemy.orm import Session

from procflow.dates import Span
from procflow.db import Prepared
from procflow.grammar import TIMER, Facts, State, reads_of
from procflow.models import Case, Task

OPENED = ("task_id", "case_id", "unit", "procedure", "state", "desk", "person", "due", "overdue", "opened")
OPEN = Prepared(insert(Task).values({name: bindparam(name) for name in OPENED}).inline())
CLOSE = Prepared(update(Task).where(Task.case_id == bindparam("of"), Task.closed.is_(None)).values(closed=bindparam("at")))
ASSIGN = Prepared(
    update(Task).where(Task.case_id == bindparam("of"), Task.desk == bindparam("at"), Task.closed.is_(None)).values(person=bindparam("to"))
)
REDATE = Prepared(update(Task).where(Task.case_id == bindparam("of"), Task.closed.is_(None), Task.due != "").values(due=bindparam("day")))
STANDING = Prepared(select(Task.task_id, Task.desk, Task.person, Task.due).where(Task.case_id == bindparam("of"), Task.closed.is_(None)))
LED = (Task.closed.is_(None), Task.overdue != "", Task.due != "")
OVERDUE = Prepared(
    select(Case.no, Task.overdue, Task.due, Task.task_id)
    .join(Case, Case.case_id == Task.case_id)
    .where(
        *LED,
        Task.due < bindparam("today"),
        or_(Task.due > bindparam("after"), and_(Task.due == bindparam("after_too"), Task.task_id > bindparam("task"))),
    )
    .order_by(Task.due, Task.task_id)
    .limit(bindparam("most"))
)
NEXT_DUE = Prepared(select(func.min(Task.due).label("due")).where(*LED, Task.due >= bindparam("today")))


def draft(state: State, facts: Facts, new_id: Callable[[], str]) -> list[dict[str, Any]]:
    """The tasks that a state opens: one for each desk or person due to act, one for the clock in a settled one that it ends, none in a final one."""
    if state.final or not (state.open or state.overdue):
        return []
    due, overdue = due_on(state, facts), neglected(state, facts)
    return [
        {"kind": "task", "task_id": new_id(), "state": state.name, "desk": desk, "person": person, "due": due, "overdue": overdue}
        for desk, person in ([(TIMER, None)] if state.settled else desks(state, facts))
    ]


def neglected(state: State, facts: Facts) -> str:
    """The step that the clock takes when the day has passed; "" for none."""
    return str(state.overdue(facts.only(reads_of(state.overdue)))) if callable(state.overdue) else state.overdue


def desks(state: State, facts: Facts) -> list[tuple[str, str | None]]:
    """Who is due to act: (role, None), or (position, person) where the position is somebody: the member, the chair."""
    said = state.desk(facts.only(reads_of(state.desk))) if callable(state.desk) else state.desk
    names: Iterable[str] = (said,) if isinstance(said, str) else said
    found: list[tuple[str, str | None]] = []
    for name in names:
        desk, _, person = name.partition("@")
        found.append((desk, person or (facts.subject if desk == "member" and facts.subject != facts.case.unit else None)))
    return [each for each in found if each != ("", None)]


def due_on(state: State, facts: Facts) -> str:
    """The last day on which acting is in time, as ISO text; "" where nothing is due."""
    said = state.within(facts.only(reads_of(state.within))) if callable(state.within) else state.within
    if isinstance(said, Span):
        said = facts.calendar.add(facts.today, said)
    if isinstance(said, date) and facts.regime.value("deadlines.on_holiday") == "next_working_day":
        said = facts.calendar.next_workday(said)
    return said.isoformat() if isinstance(said, date) else ""


def hand_over(session: Session, case: Any, drafts: Iterable[Mapping[str, Any]], at: str) -> None:
    """Close what the old state had open, and open what the new state asks for."""
    CLOSE.run(session, of=case.id, at=at)
    rows = [
        {"case_id": case.id, "unit": case.unit, "procedure": case.procedure, "opened": at, **{k: v for k, v in each.items() if k != "kind"}}
        for each in drafts
    ]
    OPEN.many(session, rows)


def redate(session: Session, case_id: str, due: str) -> None:
    """What lies open in the case with a day on which it is due, is due on this one."""
    REDATE.run(session, of=case_id, day=due)


def assign(session: Session, case_id: str, desk: str, person: str | None) -> None:
    """Give the open task of this desk to a person, or back."""
    ASSIGN.run(session, of=case_id, at=desk, to=person)


def overdue(session: Session, today: str, after: tuple[str, str] = ("", ""), limit: int = 200) -> list[Any]:
    """Tasks whose day has passed and whose neglect leads somewhere: the clock's work list, from the one after (due, task id) on."""
    return OVERDUE.all(session, today=today, after=after[0], after_too=after[0], task=after[1], most=limit)


def next_due(session: Session, today: str) -> str:
    """The first day, from today on, at whose end some task leads somewhere; "" if there is none."""
    return NEXT_DUE.all(session, today=today)[0].due or ""
