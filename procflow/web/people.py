"""Who somebody is to the frame: name, units and roles of today. What they may do is asked of the write door, never of this."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow import vault
from procflow.access import organisation
from procflow.canon import unstamp
from procflow.dates import local_day
from procflow.db import now
from procflow.models import Account, DatedFact
from procflow.web.roles import place


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody signed in: the unit they work in now, every unit they belong to (id and title), their roles in it today."""

    person: str
    name: str
    unit: str = ""
    unit_title: str = ""
    units: tuple[tuple[str, str], ...] = ()
    roles: frozenset[str] = frozenset()


def who(session: Session, person: str, unit: str = "") -> Who:
    """The person today, in the unit asked for if it is one of theirs, else in the first."""
    called = names(session, [person]).get(person, person)
    day = today(session)
    found = {each: organisation(session, each) for each in units_of(session, person, day)}
    if not found:
        return Who(person, called)
    here = unit if unit in found else next(iter(found))
    titles = tuple((each, str(org.unit.title)) for each, org in found.items())
    return Who(person, called, here, str(found[here].unit.title), titles, found[here].actor(person, day).roles)


def everybody(session: Session) -> list[Who]:
    """All who can sign in, unit by unit, offices first: the one-click list of a rehearsal."""
    people = session.scalars(select(Account.person).order_by(Account.login)).all()
    return sorted((who(session, person) for person in people), key=lambda each: (each.unit_title, place(each.roles)))


def today(session: Session) -> str:
    return local_day(unstamp(now(session))).isoformat()


def units_of(session: Session, person: str, day: str) -> list[str]:
    """The units where the person is a member or holds a role that day."""
    chosen = select(DatedFact.unit, DatedFact.until).where(
        DatedFact.subject == person, DatedFact.kind.in_(("membership", "role")), DatedFact.superseded_by.is_(None), DatedFact.since <= day
    )
    rows = session.execute(chosen.order_by(DatedFact.kind, DatedFact.since))
    return list(dict.fromkeys(row.unit for row in rows if not row.until or day <= row.until))


def names(session: Session, people: Iterable[str]) -> dict[str, str]:
    """The names of these people, as last filed; an erased one is missing."""
    chosen = select(DatedFact.subject, DatedFact.data).where(
        DatedFact.kind == "person", DatedFact.subject.in_(sorted(set(people))), DatedFact.superseded_by.is_(None)
    )
    filed = {row.subject: str(json.loads(row.data)["name"]) for row in session.execute(chosen.order_by(DatedFact.since))}
    kept = vault.read(session, filed.values())
    return {person: kept[name] for person, name in filed.items() if name in kept}
