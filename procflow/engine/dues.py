"""Which due days another calendar moves: foreseen before it is filed, wanted with the filing, found afterwards. It moves none itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow import jobs
from procflow.access import organisation
from procflow.audit import Record
from procflow.canon import unstamp
from procflow.dates import local_day
from procflow.db import now
from procflow.engine import noted, repeat
from procflow.engine.filed import Filing
from procflow.errors import Refused
from procflow.facts import Gathering, rules, seen
from procflow.grammar import SYSTEM, TIMER, ActorSeen
from procflow.models import Case, Job, Task, Unit

REDATE = "due.redate"
CLOCK = ActorSeen(SYSTEM, frozenset({TIMER}))


def foreseen(session: Session, filing: Filing) -> list[tuple[Any, str, str]]:
    """The cases whose day the filing would move, with the day before and after: filed in a session of its own, rolled back. Raises Refused, Invalid."""
    session.rollback()  # on SQLite it would stand in the way of the other
    with Session(session.get_bind(), expire_on_commit=False) as own:
        try:
            record = noted.enter(own, filing)
            if record.refused:
                raise Refused(repeat.refusals(record))
            return [each for each in differing(own, filing.unit) if each[1] != each[2]]
        finally:
            own.rollback()


def differing(session: Session, unit: str) -> Iterator[tuple[Any, str, str]]:
    """Every case of a unit and of those below it with something open that is due: its row, the day as it stands, the day as it would be."""
    today = local_day(unstamp(now(session)))
    for row in session.execute(below(session, unit)).all():
        org, case = organisation(session, row.unit), seen(session, row)
        was, then = Gathering(session, org, case, rules(session, row.regime), today, CLOCK).facts({"redue"}).redue
        yield row, was, then


def want(session: Session, unit: str, record: Record) -> None:
    """A job beside the filing, in its transaction, where anything below could move."""
    if session.execute(below(session, unit).limit(1)).first() is not None:
        jobs.add(session, REDATE, {"unit": unit, "record": record.event_id}, jobs.now(session))


def wanted(session: Session) -> list[dict[str, str]]:
    """What was wanted and is not done yet."""
    return [json.loads(each) for each in session.scalars(select(Job.payload).where(Job.kind == REDATE, Job.state != "done"))]


def below(session: Session, unit: str) -> Any:
    path = select(Unit.path).where(Unit.unit_id == unit).scalar_subquery()
    held = select(Task.case_id).where(Task.closed.is_(None), Task.due != "")
    under = select(Unit.unit_id).where(Unit.path.startswith(session.scalar(select(path)) or "-", autoescape=True))
    return select(*Case.__table__.columns).where(Case.case_id.in_(held), Case.unit.in_(under)).order_by(Case.no)
