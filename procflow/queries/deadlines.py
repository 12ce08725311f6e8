"""The next fixed days of a unit, as its regime sets them: until when a claim counts, a sheet is posted, a month is booked. It reads no case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from procflow.access import Organisation
from procflow.facts import rules
from procflow.queries.fixed import BOOK, CLAIMS, PUBLICITY, REPORT, fixed

EACH = (CLAIMS, PUBLICITY, REPORT, BOOK)
AHEAD = timedelta(days=400)  # longer than any period of a regime and the time after it in which it is posted


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day (ISO), what is due by it (a message id), for which period, by which clause; `workday` tells whether it is one.

    `eve` is the last working day before one that is none; `named` the day in the rules, where they move it off a holiday.
    """

    day: str
    title: str
    period: str
    clause: str
    days_left: int
    workday: bool
    eve: str = ""
    named: str = ""


def deadlines(session: Session, org: Organisation, day: date) -> tuple[Deadline, ...]:
    """The next day of each kind, nearest first; none where no regime is in force."""
    adopted = org.adoption(day.isoformat())
    if adopted is None:
        return ()
    found: dict[str, Deadline] = {}
    for each in fixed(rules(session, str(adopted.data["sha256"])), org.calendar(), day, day + AHEAD):
        if each.title in EACH:
            eve, named = each.eve.isoformat() if each.eve else "", each.named.isoformat() if each.named != each.day else ""
            found.setdefault(each.title, Deadline(each.day.isoformat(), each.title, str(each.period), each.clause, (each.day - day).days,
                                                  not eve, eve, named))  # fmt: skip
    return tuple(sorted(found.values(), key=lambda each: (each.day, each.title)))
