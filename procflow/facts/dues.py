"""When the open tasks of a case are due by today's calendar, counted from when they were opened. It moves no day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from procflow import tasks
from procflow.canon import unstamp
from procflow.dates import local_day
from procflow.db import Prepared
from procflow.grammar import CaseSeen, Procedure, reads_of
from procflow.machines import tables
from procflow.models import Task

if TYPE_CHECKING:
    from procflow.facts import Gathering

OPEN = Prepared(select(Task.due, Task.opened).where(Task.case_id == bindparam("of"), Task.closed.is_(None), Task.due != ""))


def redue(of: Gathering) -> tuple[str, str]:
    """The day as it stands and the day as it would be given today; ("", "") where nothing open has one."""
    standing = OPEN.all(of.session, of=of.case.id)
    table = tables().get(of.case.procedure)
    if not standing or table is None:
        return "", ""
    was, opened = standing[0].due, local_day(unstamp(standing[0].opened))
    state, case = table.by_name[of.case.state], as_opened(table, of.case)
    then = type(of)(of.session, of.org, case, of.rules, opened, of.sections["actor"])
    return was, tasks.due_on(state, then.facts(reads_of(state.within))) or was


def as_opened(table: Procedure, case: CaseSeen) -> CaseSeen:
    """The case with no more steps than those up to the one that opened its tasks: what came after in the same state set no deadline."""
    taken = case.taken
    for at in range(len(taken) - 1, -1, -1):
        hands_on = any(row.hands_on for row in table.rows.get(taken[at].step, ()))
        if taken[at].state == case.state and (at == 0 or taken[at - 1].state != case.state or hands_on):
            return replace(case, taken=taken[: at + 1])
    return case
