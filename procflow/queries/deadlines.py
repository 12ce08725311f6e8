"""The next fixed days of a unit, as its regime sets them: until when a claim counts, a sheet is posted, a month is booked. It reads no case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from procflow.access import Organisation
from procflow.dates import Period
from procflow.facts import rules

CLAIMS = "申报截止"
PUBLICITY = "发布公示"
BOOK = "登记上月活动"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day (ISO), what is due by it (a message id), for which period, by which clause; `workday` tells whether it is one."""

    day: str
    title: str
    period: str
    clause: str
    days_left: int
    workday: bool


def deadlines(session: Session, org: Organisation, day: date) -> tuple[Deadline, ...]:
    """The next day of each kind, nearest first; none where no regime is in force."""
    adopted = org.adoption(day.isoformat())
    if adopted is None:
        return ()
    book, calendar = rules(session, str(adopted.data["sha256"])), org.calendar()
    found = []

    def due(last: date | None, title: str, period: Period, clause: str) -> bool:
        if last is None or last < day:
            return False
        found.append(Deadline(last.isoformat(), title, str(period), clause, (last - day).days, calendar.is_workday(last)))
        return True

    now, month = book.period_of(day), Period.of(day, "month")
    for period in (now.previous(), now, now.next()):
        if due(book.claim_cutoff(period), CLAIMS, period, book.clause("claims.cutoff_day")):
            break
    sheet = book.publicity("quarter")
    for period in (now.previous(), now):
        if due(sheet.due(period), PUBLICITY, period, book.clause("publicity.quarter.due_day")):
            break
    monthly = book.value("registration.book_day")
    for period in (month.previous(), month):
        after = period.next()
        if due(
            after.first.replace(day=min(monthly, after.last.day)) if monthly else None, BOOK, period, book.clause("registration.book_day")
        ):
            break
    return tuple(sorted(found, key=lambda each: (each.day, each.title)))
