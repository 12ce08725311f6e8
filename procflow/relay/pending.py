"""What somebody has still to be told by mail, and whether now is the time: once a day what gathered, at once what presses, nothing in quiet hours."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow.canon import stamp, unstamp
from procflow.dates import ZONE
from procflow.db import now
from procflow.machines import tables
from procflow.models import Case, Mailed, Notice
from procflow.queries.boxes import addressed
from procflow.queries.desks import Desks, page
from procflow.queries.preferences import Reach
from procflow.queries.sealed import OBJECTION
from procflow.queries.seats import seats
from procflow.relay.letters import LATE, SOON, TODAY, TOLD, Item
from procflow.relay.letters import OBJECTION as OBJECTING

BACK = timedelta(days=7)
MOST = 200
PRESSING = (LATE, TODAY, OBJECTING)


def pending(session: Session, person: str, reach: Reach) -> tuple[list[Item], bool]:
    """What is to go now, and whether it is the day's summary; nothing in quiet hours, or where no address was given."""
    at = unstamp(now(session)).astimezone(ZONE)
    if not reach.address or quiet(at, reach.quiet):
        return [], False
    today, known = at.date(), told(session, person)
    items = [each for each in (*tasks(session, person, today), *notices(session, person, at)) if each.what not in known]
    if reach.daily and summary(today) not in known and items:
        return items, True
    return [each for each in items if each.kind in PRESSING], False


def summary(today: date) -> str:
    """What marks that this day's summary has gone."""
    return f"daily:{today.isoformat()}"


def quiet(at: datetime, hours: tuple[str, str]) -> bool:
    first, last, present = hours[0], hours[1], f"{at:%H:%M}"
    return first <= present < last if first <= last else present >= first or present < last


def told(session: Session, person: str) -> set[str]:
    return set(session.scalars(select(Mailed.what).where(Mailed.person == person)))


def tasks(session: Session, person: str, today: date) -> list[Item]:
    """Open tasks with their days: late, due today, or due within the week."""
    desks, sunday = Desks.of(person, seats(session, person, today).values()), today + timedelta(days=6 - today.weekday())
    found = []
    for row in page(session, desks, (), None, MOST):
        if row.due and row.due <= sunday.isoformat():
            kind = LATE if row.due < today.isoformat() else TODAY if row.due == today.isoformat() else SOON
            found.append(Item(f"task:{row.task_id}:{kind}", kind, row.no, tables()[row.procedure].title, row.due))
    return found


def notices(session: Session, person: str, at: datetime) -> list[Item]:
    """Notices of the last days, to the person or a desk of theirs."""
    desks = Desks.of(person, seats(session, person, at.date()).values())
    chosen = select(Notice.event_hash, Notice.effect_no, Case.no, Case.procedure).join(Case, Case.case_id == Notice.case_id)
    recent = chosen.where(addressed(desks), Notice.recorded_at > stamp(at - BACK)).order_by(Notice.recorded_at, Notice.effect_no)
    return [
        Item(f"notice:{row.event_hash}:{row.effect_no}", OBJECTING if row.procedure == OBJECTION else TOLD, row.no, tables()[row.procedure].title)
        for row in session.execute(recent.limit(MOST))
    ]  # fmt: skip
