"""Who may read reports on how procedures run, and of which units: whoever oversees, and a branch's own secretary. It reads no case."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from procflow.access import organisation
from procflow.dates import Period
from procflow.errors import NotFound
from procflow.queries import Seat, units

READERS = frozenset({"auditor", "supervision_group", "party_building_office", "superior_org", "party_committee", "grassroots_committee",
                     "branch_secretary"})  # fmt: skip
HIDDEN = "没有这个单位，或者它的报告不在您能看到的范围"


def readable(session: Session, actor: str, day: date) -> tuple[Seat, ...]:
    """The units whose reports the person may read, those above before those below."""
    return tuple(each for each in units(session, actor, day) if may_read(each))


def may_read(seat: Seat) -> bool:
    """An office that is lent for some procedures alone does not open what tells of all."""
    return bool((seat.roles - {each.role for each in seat.limited}) & READERS)


def opened(session: Session, actor: str, day: date, unit: str) -> tuple[Seat, ...]:
    """The unit and those below it. Raises NotFound, which does not say whether there is such a unit."""
    found = {each.unit: each for each in readable(session, actor, day)}
    if unit not in found:
        raise NotFound(HIDDEN)
    here = found[unit]
    return (here, *(each for each in found.values() if each is not here and each.path.startswith(here.path)))


def periods(session: Session, unit: str, day: date) -> tuple[Period, ...]:
    """What can be reported on, newest first: each year since rules were in force, and its quarters that have begun."""
    since = organisation(session, unit).adopted_since() or day.isoformat()
    found = []
    for year in range(day.year, int(since[:4]) - 1, -1):
        whole = Period(year, "year")
        found += [whole, *reversed([each for each in whole.parts("quarter") if each.first <= day and each.last.isoformat() >= since])]
    return tuple(found)


def usual(known: tuple[Period, ...], day: date) -> Period:
    """The last quarter that is over; before there is one, the running one."""
    quarters = [each for each in known if each.kind == "quarter"]
    return next((each for each in quarters if each.last < day), quarters[0] if quarters else Period.of(day, "quarter"))
