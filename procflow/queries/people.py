"""Who people are to a reader: their names out of the vault, their titles, and who holds a role; nobody's name is ever kept elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow import vault
from procflow.access import SUPERIOR, Organisation, organisation
from procflow.db import AmongMany
from procflow.errors import NotFound
from procflow.grammar import SYSTEM
from procflow.guards.slips import SLIP
from procflow.models import DatedFact
from procflow.queries.seats import BLIND
from procflow.queries.titles import role

SYSTEM_NAME = "系统"
FILED = DatedFact.__table__.c
NAMES = AmongMany(
    lambda people: (
        select(FILED.subject, FILED.data)
        .where(FILED.kind == "person", FILED.subject.in_(people), FILED.superseded_by.is_(None))
        .order_by(FILED.since, FILED.fact_id)
    )
)


@dataclass(frozen=True, slots=True)
class Named:
    """A person by id and by the name to be shown; the id again where no name is known (erased, or never filed)."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a unit: `standing`, `roles` as codes with `titles` as message ids; in scope from a day, "" for never."""

    id: str
    name: str
    standing: str
    group: str
    roles: tuple[str, ...]
    titles: tuple[str, ...]
    scope_from: str
    in_scope: bool
    may_vote: bool


def people(session: Session, actor: str, day: date, unit: str) -> tuple[Member, ...]:
    """Everyone of the unit and whoever holds a role in it, by name; for those who hold a role themselves. Raises NotFound."""
    org, today = organisation(session, unit), day.isoformat()
    if not org.actor(actor, today).roles:
        raise NotFound
    members = org.people(today)
    called = of_unit(session, org, {*members, *officials(org, today)})
    found = []
    for person, name in called.items():
        seen = members.get(person)
        held = tuple(sorted(org.actor(person, today).roles))
        found.append(Member(person, name, seen.standing if seen else "", seen.group if seen else "", held, tuple(role(each) for each in held),
                            seen.scope_from if seen else "", bool(seen and seen.in_scope(today)), bool(seen and seen.may_vote)))  # fmt: skip
    return tuple(sorted(found, key=lambda each: (each.group, each.name, each.id)))


def names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Display names by person id, wherever they were filed; one that is not known is missing."""
    wanted = sorted({each for each in ids if each and each != SYSTEM})
    filed = {row.subject: str(json.loads(row.data)["name"]) for row in NAMES.all(session, wanted)}
    kept = vault.read(session, filed.values())
    return {person: kept[name] for person, name in filed.items() if name in kept}


def of_unit(session: Session, org: Organisation, ids: Iterable[str]) -> dict[str, str]:
    """A name for each of these ids: as filed in the unit or above it, else wherever it was filed, else the id itself."""
    wanted = {each for each in ids if each}
    filed = {}
    for person in wanted - {SYSTEM}:
        facts = (*org.higher.get("person", {}).get(person, ()), *org.own.get("person", {}).get(person, ()))
        if facts:
            filed[person] = str(facts[-1].data["name"])
    kept = vault.read(session, filed.values())
    found = {person: kept[name] for person, name in filed.items() if name in kept}
    elsewhere = wanted - filed.keys() - {SYSTEM}
    unnamed = {each: SYSTEM_NAME if each == SYSTEM else role("slip") if each.startswith(SLIP) else each for each in wanted}
    return unnamed | found | (names(session, elsewhere) if elsewhere else {})


def officials(org: Organisation, day: str) -> set[str]:
    """Whoever holds a role here or, where it reaches down, above; and those who keep a body's minutes."""
    here = {fact.subject for fact in org.facts("role", day)}
    above = {fact.subject for facts in org.higher.get("role", {}).values() for fact in facts
             if fact.stands(day) and fact.data["role"] in SUPERIOR - BLIND}  # fmt: skip
    return here | above | {keeper for body in org.bodies(day).values() for keeper in body.keepers}


def holders(org: Organisation, wanted: Iterable[str], day: str, positions: Mapping[str, str]) -> tuple[str, ...]:
    """Who may act in one of these roles that day; `positions` says who is the member, the proposer, the chair of this case."""
    roles = set(wanted)
    held = [name for name in sorted(officials(org, day)) if org.actor(name, day).roles & roles]
    return tuple(dict.fromkeys([*(person for name, person in positions.items() if name in roles and person), *held]))
