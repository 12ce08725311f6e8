"""What is on file where a roster is read in: the unit with those below it, their people, names and offices as of a day. It writes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow.access import Organisation, organisation
from procflow.access.filed import ENDED
from procflow.db import AmongMany
from procflow.errors import NotFound
from procflow.filing import ADMIN, KINDS
from procflow.grammar import PersonSeen
from procflow.models import DatedFact, Unit
from procflow.queries.people import names
from procflow.sheets.roster import OFFICES, Filed, Line

FACT = DatedFact.__table__.c
STANDING = AmongMany(
    lambda people: (
        select(FACT.subject, FACT.unit, FACT.since, FACT.data)
        .where(FACT.kind == "membership", FACT.subject.in_(people), FACT.superseded_by.is_(None))
        .order_by(FACT.since, FACT.fact_id)
    )
)


def filed(session: Session, actor: str, day: date, unit: str, wanted: Iterable[str] = ()) -> Filed:
    """For whoever may file memberships there; `wanted` are the ids that a sheet names. Raises NotFound."""
    today, above = day.isoformat(), organisation(session, unit)
    roles = above.actor(actor, today).roles
    if not roles & set(KINDS["membership"].by):
        raise NotFound
    branches = {row.unit_id: row for row in below(session, above)}
    known: dict[str, tuple[str, PersonSeen]] = {}
    for name in branches:
        here = organisation(session, name).people(today)
        known |= {person: (name, seen) for person, seen in here.items() if seen.standing not in ENDED}
    called = names(session, {*known, *wanted})
    people = {
        person: line(organisation(session, at), person, seen, called.get(person, ""), at, today) for person, (at, seen) in known.items()
    }
    units = {name: str(row.title) for name, row in branches.items()}
    codes = {said: name for name, row in branches.items() for said in (str(row.title), str(row.code))}
    strangers = elsewhere(session, set(wanted) - people.keys(), set(units), today)
    return Filed(unit, units, people, called, today, codes, strangers, bool(roles & set(ADMIN)))


def below(session: Session, org: Organisation) -> list[Unit]:
    """The unit itself and every unit below it, in the order of the tree."""
    return list(session.scalars(select(Unit).where(Unit.path.startswith(org.unit.path, autoescape=True)).order_by(Unit.path)))


def line(org: Organisation, person: str, seen: PersonSeen, name: str, unit: str, today: str) -> Line:
    roles = tuple(sorted({str(fact.data["role"]) for fact in org.facts("role", today, person)} & OFFICES.keys()))
    scope = org.latest_begun("scope", person, today)
    return Line(
        person, name, unit, seen.standing, seen.group, seen.joined, seen.probation_until, seen.retired, scope.since if scope else "", roles
    )


def elsewhere(session: Session, people: set[str], units: set[str], day: str) -> frozenset[str]:
    """Those who belong to a unit that is not among these."""
    last: dict[tuple[str, str], str] = {}
    for row in STANDING.all(session, sorted(people)):
        if row.since <= day:
            last[row.subject, row.unit] = row.data
    return frozenset(
        person for (person, unit), data in last.items() if unit not in units and not any(f'"{each}"' in data for each in ENDED)
    )


def shown(session: Session, actor: str, day: date, unit: str) -> list[Line]:
    """The people of a unit and of those below it, branch by branch, group by group, as a roster lists them."""
    found = filed(session, actor, day, unit)
    order = {name: at for at, name in enumerate(found.units)}
    return sorted(found.people.values(), key=lambda each: (order[each.unit], each.group, each.id))
