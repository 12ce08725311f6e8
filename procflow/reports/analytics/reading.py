"""What the figures are worked out from: the cases of some units with the steps they took, and the deadlines of their desks. It works nothing out."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from procflow.canon import unstamp
from procflow.dates import local_day
from procflow.grammar import TIMER
from procflow.machines import tables
from procflow.models import Case, Task
from procflow.reports.analytics.stays import Step


@dataclass(frozen=True, slots=True)
class Played:
    """A case with its steps, oldest first."""

    no: str
    procedure: str
    opened_on: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A task of a desk with its last day, and the day on which it was done; "" while it is not."""

    desk: str
    due: str
    done: str


def played(session: Session, units: Collection[str], first: str, as_of: str) -> Iterator[Played]:
    """The cases that lay in an open state at some time from `first` on and had begun by `as_of`."""
    still = {state.name for table in tables().values() for state in table.states if state.open}
    chosen = select(Case.no, Case.procedure, Case.opened_on, Case.taken).where(
        Case.unit.in_(units), Case.opened_on <= as_of, or_(Case.since >= first, Case.state.in_(sorted(still)))
    )
    for row in session.execute(chosen.order_by(Case.no)):
        steps = tuple(Step(each["step"], each["on"], each["state"]) for each in json.loads(row.taken))
        yield Played(row.no, row.procedure, row.opened_on, steps)


def deadlines(session: Session, units: Collection[str], first: str, last: str, as_of: str) -> Iterator[Deadline]:
    """Those that fall in this stretch and were set by `as_of`; what waits for the clock lies with no desk."""
    chosen = select(Task.desk, Task.due, Task.opened, Task.closed).where(
        Task.unit.in_(units), Task.desk != TIMER, Task.due >= first, Task.due <= last
    )
    for row in session.execute(chosen):
        if on(row.opened) <= as_of:
            done = on(row.closed) if row.closed else ""
            yield Deadline(row.desk, row.due, done if done <= as_of else "")


def on(stamp: str) -> str:
    return local_day(unstamp(stamp)).isoformat()
