"""The clock: takes the steps to which neglect leads, as SYSTEM, through the write door; it never votes, approves or decides."""

from __future__ import annotations

import logging
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from procflow import tasks
from procflow.canon import stamp, unstamp
from procflow.dates import local_day, start_of
from procflow.db import now
from procflow.engine import Command, advance, wind
from procflow.errors import Refused
from procflow.grammar import SYSTEM

LOG = logging.getLogger(__name__)


def sweep(session: Session) -> int:
    """Take every timer step that is due and holds, each in its own transaction, and say how many were taken.

    Any number of sweeps may run at once: the step of a task has one key, so it is taken once.
    """
    today = day_of(now(session))
    taken, after = 0, ("", "")
    while found := tasks.overdue(session, today, after):
        session.rollback()  # an act takes its own lock before it reads
        taken += sum(take(session, each) for each in found)
        after = (found[-1].due, found[-1].task_id)
    session.rollback()
    return taken


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
    """One timer step. A guard that does not hold leaves it for a later sweep; one broken case does not hold up the others."""
    try:
        advance(session, Command(step=due.overdue, actor=SYSTEM, key=f"{due.task_id}:{due.overdue}", case=due.no))
    except Refused:
        return False
    except Exception:
        LOG.exception("timer step %s of %s", due.overdue, due.no)
        session.rollback()
        return False
    return True


def falls_due(session: Session, after: str, to: str) -> str:
    """The next moment, until `to`, at which a day ends that a task was due on: its timer step is due from then on."""
    last = tasks.next_due(session, day_of(after))
    moment = stamp(start_of(date.fromisoformat(last) + timedelta(days=1))) if last else ""
    return moment if moment <= to else ""


def day_of(moment: str) -> str:
    return local_day(unstamp(moment)).isoformat()
