"""Who may see a case: a role in its unit or above, its subject, whoever opened it, or somebody with an open task in it; nobody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from procflow.access import Organisation, organisation
from procflow.db import Prepared
from procflow.errors import NotFound
from procflow.facts import Gathering, caller, disinterested, rules
from procflow.facts.cases import CASE_NO
from procflow.facts.cases import taken as steps_of
from procflow.grammar import TIMER, CaseSeen, Procedure
from procflow.machines import tables
from procflow.models import Task
from procflow.queries.sealed import OBJECTION, Seal, charged, disclosed, seal
from procflow.queries.seats import BLIND

HIDDEN = "没有这件事，或者不在您能看到的范围"
ELSEWHERE = "这件事由{unit}的有关人员办理，您可以向{unit}了解"
TASKS = Prepared(
    select(Task.task_id, Task.case_id, Task.desk, Task.person, Task.due, Task.overdue, Task.opened)
    .where(Task.case_id == bindparam("of"), Task.closed.is_(None), Task.desk != TIMER)  # what waits for the clock lies with nobody
    .order_by(Task.desk, Task.task_id)
)


@dataclass(frozen=True)
class View:
    """A case that the reader may see, with what every page about it starts from."""

    session: Session
    actor: str
    day: date
    row: Any
    org: Organisation
    table: Procedure
    tasks: tuple[Any, ...]
    case: CaseSeen

    @property
    def today(self) -> str:
        return self.day.isoformat()

    @property
    def roles(self) -> frozenset[str]:
        """The reader's roles in the unit, what is lent for this case among them, and the handler's where this case was given to them."""
        held = disinterested(self.org.actor(self.actor, self.today, self.row.procedure), self.case)
        return held.roles | charged(self.actor, self.row)

    @property
    def seal(self) -> Seal:
        return seal(self.actor, self.row, self.roles)

    @property
    def disclosed(self) -> bool:
        return disclosed(self.actor, self.row, self.roles)

    @property
    def positions(self) -> dict[str, str]:
        """Who holds a position in this case rather than an office."""
        secret = self.seal.person
        at_desk = {task.desk: task.person for task in self.tasks if task.person and task.person != secret}
        subject = self.row.subject if self.row.subject != self.row.unit else ""
        opener = "" if secret else self.row.opened_by
        return {"proposer": opener, "objector": opener if self.row.procedure == OBJECTION else "", **at_desk, "member": subject}

    def gathering(self) -> Gathering:
        """What the guards of this case may see, as the reader would ask them."""
        return Gathering(self.session, self.org, self.case, rules(self.session, self.row.regime), self.day,
                         caller(self.org, self.actor, self.case, self.today))  # fmt: skip


def view(session: Session, actor: str, day: date, no: str) -> View:
    """The case of this number, if the reader may see it. Raises NotFound, which says no more than the reader may know."""
    row = CASE_NO.one(session, no=no)
    if row is None:
        raise NotFound(HIDDEN)
    org, tasks = organisation(session, row.unit), tuple(TASKS.all(session, of=row.case_id))
    if not may_see(org, actor, day.isoformat(), row, tasks):
        if org.person(actor, day.isoformat()) is not None:
            raise NotFound(ELSEWHERE, unit=org.unit.title)
        raise NotFound(HIDDEN)
    due = min((task.due for task in tasks if task.due), default="")
    seen = CaseSeen(row.case_id, row.no, row.unit, row.procedure, row.state, row.version, row.subject, row.period, row.opened_by, due, row.since,
                    steps_of(session, row.taken))  # fmt: skip
    return View(session, actor, day, row, org, tables()[row.procedure], tasks, seen)


def may_see(org: Organisation, actor: str, day: str, row: Any, tasks: tuple[Any, ...] = ()) -> bool:
    own = actor in (row.subject, row.opened_by) or any(task.person == actor for task in tasks)
    return own or holds_office(org, actor, day)


def holds_office(org: Organisation, actor: str, day: str) -> bool:
    """Whether the person holds a role in the unit or above; administering the system is none that lets anything be seen."""
    return bool(org.actor(actor, day).roles - BLIND)
