"""Why somebody on a unit's roll is not rated, or has no points of their own: by standing, by scope, by leave. It decides nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from procflow.access import organisation
from procflow.dates import Period
from procflow.filing import STANDINGS
from procflow.grammar import PersonSeen
from procflow.queries.people import Named, of_unit
from procflow.queries.view import holds_office

LEFT, NOT_YET, NEVER, SHORT = "经批准不纳入", "还没有纳入", "没有纳入积分管理", "纳入的时间不满评定要求的期数"
MEMBERS = ("formal", "probationary")
OTHERS = ("activist", "development_target")


@dataclass(frozen=True, slots=True)
class Outside:
    """`because` is a message id."""

    person: Named
    because: str


def outside(session: Session, actor: str, day: date, unit: str, year: str, rated: Collection[str]) -> tuple[Outside, ...]:
    """Who was on the roll at the end of the year (today while it runs) and is not among the rated; nobody for a reader without an office."""
    org, last = organisation(session, unit), min(Period.parse(year).last, day).isoformat()
    if not holds_office(org, actor, day.isoformat()):
        return ()
    others = {name: one for name, one in org.people(last).items() if name not in rated and one.standing in (*MEMBERS, *OTHERS)}
    called = of_unit(session, org, others)
    found = [Outside(Named(name, called[name]), because(one, last)) for name, one in others.items()]
    return tuple(sorted(found, key=lambda each: (each.because, each.person.name)))


def apart(session: Session, actor: str, day: date, unit: str, member: str) -> str:
    """Why a member has no points kept today, as a message id; "" while they are, and for whoever may not ask."""
    org = organisation(session, unit)
    seen = org.person(member, day.isoformat()) if actor == member or holds_office(org, actor, day.isoformat()) else None
    return because(seen, day.isoformat()) if seen and not seen.in_scope(day.isoformat()) else ""


def because(person: PersonSeen, day: str) -> str:
    if person.standing not in MEMBERS:
        return STANDINGS.get(person.standing, NEVER)
    if person.scope_until and person.scope_until < day:
        return LEFT
    if not person.scope_from:
        return NEVER
    return NOT_YET if person.scope_from > day else SHORT
