"""The tasks of a unit that are or were due on some days, alike ones together: offices see all of their unit, a member the own. It hands over none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow.access import Organisation
from procflow.canon import unstamp
from procflow.dates import local_day
from procflow.grammar import TIMER
from procflow.machines import tables
from procflow.models import Case, Task
from procflow.queries.due import Duty, judged
from procflow.queries.people import Named, names
from procflow.queries.sealed import HANDLE
from procflow.queries.titles import roles

MOST, TOLD = 1000, 3


def tasks_due(
    session: Session, org: Organisation, actor: str, day: date, between: tuple[str, str], *, office: bool
) -> tuple[list[Duty], bool]:
    """One duty for all cases of a day, procedure and state that stand alike, at whatever desks; and whether there were more than can be told."""
    chosen = (
        select(Task.desk, Task.person, Task.due, Task.closed, Task.state, Case.no, Case.procedure, Case.subject)
        .join(Case, Case.case_id == Task.case_id)
        .where(Task.unit == org.unit.unit_id, Task.due >= between[0], Task.due <= between[1], Task.desk != TIMER)
        .order_by(Task.due, Case.no, Task.task_id)
    )  # fmt: skip
    found = list(session.execute((chosen if office else chosen.where(Task.person == actor)).limit(MOST + 1)))
    alike: dict[tuple[str, ...], list[Any]] = {}
    for row in found[:MOST]:
        alike.setdefault((row.due, row.procedure, row.state, standing(row, day)), []).append(row)
    called = names(session, {name for row in found[:MOST] for name in (row.subject, row.person or "")} - {org.unit.unit_id, ""})
    called |= {org.unit.unit_id: org.unit.title}
    return [duty(key, rows, org.unit.unit_id, called) for key, rows in alike.items()], len(found) > MOST


def standing(row: Any, day: date) -> str:
    return judged(closed(row), row.due, day)


def closed(row: Any) -> str:
    """The day on which a task left its desk, "" while it lies there."""
    return local_day(unstamp(row.closed)).isoformat() if row.closed else ""


def duty(key: tuple[str, ...], rows: list[Any], unit: str, called: Mapping[str, str]) -> Duty:
    """Whoever has a case with a secret in it is not told by name: the case itself says it to those who may know."""
    due, procedure, state, stands = key
    table = tables()[procedure]
    about = {row.no: Named(row.subject, called.get(row.subject, row.subject)) for row in rows}
    people = {row.person: Named(row.person, called.get(row.person, row.person)) for row in rows if row.person and procedure not in HANDLE}
    return Duty(
        due, "task", f"{procedure}.{state}.{unit}.{due}", table.title, stands, step=table.by_name[state].title,
        owners=roles(dict.fromkeys(row.desk for row in rows)), people=tuple(people.values())[:TOLD], cases=tuple(about.items())[:TOLD], count=len(about),
        done_on=max(closed(row) for row in rows),
    )  # fmt: skip
