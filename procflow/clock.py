"""The clock: takes the steps to which neglect leads, as SYSTEM, through the write door; it never votes, approves or decides."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from procflow import tasks
from procflow.access import Organisation, organisation
from procflow.canon import stamp, unstamp
from procflow.dates import Period, local_day, start_of
from procflow.db import Prepared, now
from procflow.engine import Command, advance, dues, wind
from procflow.errors import Refused
from procflow.facts import rules
from procflow.grammar import SYSTEM, Procedure
from procflow.machines import tables
from procflow.models import Case, Unit

LOG = logging.getLogger(__name__)
BRANCHES = Prepared(select(Unit.unit_id).where(Unit.kind == "branch").order_by(Unit.unit_id))
KNOWN = Prepared(
    select(Case.case_id).where(Case.unit == bindparam("unit"), Case.procedure == bindparam("procedure"), Case.period == bindparam("period"))
)


def sweep(session: Session) -> int:
    """Take every timer step that is due and holds, each in its own transaction, and say how many were taken.

    Any number of sweeps may run at once: the step of a task has one key, so it is taken once.
    """
    today = day_of(now(session))
    for each in dues.wanted(session):  # a day that moved is moved before anybody is late by the old one
        redate(session, each["unit"], each["record"])
    taken, after = 0, ("", "")
    while found := tasks.overdue(session, today, after):
        session.rollback()  # an act takes its own lock before it reads
        taken += sum(take(session, each) for each in found)
        after = (found[-1].due, found[-1].task_id)
    session.rollback()
    return taken + begin_periods(session, today)


def redate(session: Session, unit: str, record: str) -> int:
    """Work out anew, case by case, when what lies open in a unit and below is due, after this record; says how many days moved.

    A day that stays the same leaves no record; the same again changes nothing.
    """
    found = [each for each, was, now_ in dues.differing(session, unit) if was != now_]
    session.rollback()
    return sum(
        attempt(session, Command(step="redate", actor=SYSTEM, key=f"redate:{record}:{each.case_id}", case=each.no)) for each in found
    )


def begin_periods(session: Session, today: str) -> int:
    """Open what each period needs (a quarter's closing), for every unit whose own rules say so; each once."""
    wanted = [
        Command(step="open", actor=SYSTEM, key=f"{table.key}:{unit}:{period}", procedure=table.key, unit=unit, subject=unit, period=period)
        for unit in branches(session)
        for table, period in wanting(session, organisation(session, unit), date.fromisoformat(today))
        if not known(session, unit, table.key, period)
    ]
    session.rollback()
    return sum(attempt(session, command) for command in wanted)


def wanting(session: Session, org: Organisation, today: date) -> Iterator[tuple[Procedure, str]]:
    """What a unit's rules want begun by today, period by period: none that ran without rules in force on its last day (or today, while it runs)."""
    adopted = org.last_adopted(today.isoformat())
    if adopted is None or org.over(today.isoformat()):
        return
    book, since = rules(session, str(adopted.data["sha256"])), date.fromisoformat(org.adopted_since())
    for table in tables().values():
        for period in table.opens(book, today, since) if table.opens else ():
            if org.adoption(min(today, Period.parse(period).last).isoformat()):
                yield table, period


def branches(session: Session) -> list[str]:
    return [row.unit_id for row in BRANCHES.all(session)]


def known(session: Session, unit: str, procedure: str, period: str) -> bool:
    return KNOWN.one(session, unit=unit, procedure=procedure, period=period) is not None


def forward(session: Session, to: str) -> int:
    """Move a rehearsal's clock on to this stamp, and take each timer step on the way at the moment at which it falls due.

    Says how many were taken. Raises Invalid where the clock is real, or would go backwards.
    """
    taken, shown = 0, now(session)
    while moment := falls_due(session, shown, to):
        session.rollback()
        wind(session, moment)
        taken, shown = taken + sweep(session), moment
    session.rollback()
    wind(session, to)
    return taken + sweep(session)


def take(session: Session, due: Any) -> bool:
    """One timer step, under the key of its task."""
    return attempt(session, Command(step=due.overdue, actor=SYSTEM, key=f"{due.task_id}:{due.overdue}", case=due.no))


def attempt(session: Session, command: Command) -> bool:
    """A guard that does not hold leaves the step for a later sweep; one broken case does not hold up the others."""
    try:
        advance(session, command)
    except Refused:
        return False
    except Exception:  # whatever one case does wrong is logged and rolled back; the others must not wait for it
        LOG.exception("timer step %s of %s", command.step, command.case or command.unit)
        session.rollback()
        return False
    return True


def falls_due(session: Session, after: str, to: str) -> str:
    """The next moment, until `to`, at which the clock has something to do: a due day has ended, or a month begins."""
    today = date.fromisoformat(day_of(after))
    last = tasks.next_due(session, today.isoformat())
    days = [Period.of(today, "month").next().first, *([date.fromisoformat(last) + timedelta(days=1)] if last else [])]
    moment = stamp(start_of(min(days)))
    return moment if moment <= to else ""


def day_of(moment: str) -> str:
    return local_day(unstamp(moment)).isoformat()
