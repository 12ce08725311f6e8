"""Who holds what in a unit, and when: roles, bodies with their keepers, deputies; on a day, and before and after it. It files nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from procflow.access import FOREVER, Fact, Organisation, organisation
from procflow.errors import NotFound
from procflow.queries.people import Named, of_unit, officials
from procflow.queries.titles import role


@dataclass(frozen=True, slots=True)
class Post:
    """A role of a person; `title` a message id, `until` "" for open, `stands` on the day asked for."""

    person: Named
    role: str
    title: str
    since: str
    until: str
    stands: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A body with its members and those who keep its minutes, from a day on."""

    body: str
    title: str
    members: tuple[Named, ...]
    keepers: tuple[Named, ...]
    since: str
    until: str
    stands: bool


@dataclass(frozen=True, slots=True)
class Posts:
    """A unit's roles and bodies as filed, the newest first; what never stood is left out."""

    unit: str
    posts: tuple[Post, ...]
    groups: tuple[Group, ...]


def posts(session: Session, actor: str, day: date, unit: str, on: str) -> Posts:
    """As of the day `on`; for those who hold a role in the unit today. Raises NotFound."""
    org = entitled(session, actor, day, unit)
    roles, bodies = filed(org, "role"), filed(org, "body")
    people = {each.subject for each in roles} | {name for each in bodies for name in (*each.data["members"], *each.data["keepers"])}
    called = of_unit(session, org, people)
    held = tuple(
        Post(Named(each.subject, called[each.subject]), str(each.data["role"]), role(str(each.data["role"])), each.since, ended(each), each.stands(on))
        for each in roles
    )  # fmt: skip
    latest = {fact.subject: fact for fact in org.facts("body", on)}  # a later filing replaces an earlier one, whose days were left open
    groups = tuple(
        Group(each.subject, role(each.subject), names(each.data["members"], called), names(each.data["keepers"], called), each.since, ended(each),
              latest.get(each.subject) is each and bool(each.data["members"]))
        for each in bodies
    )  # fmt: skip
    return Posts(unit, held, groups)


def entitled(session: Session, actor: str, day: date, unit: str) -> Organisation:
    """The organisation of the unit, for those who hold a role in it. Raises NotFound."""
    org = organisation(session, unit)
    if not org.actor(actor, day.isoformat()).roles:
        raise NotFound
    return org


def known(session: Session, actor: str, day: date, unit: str) -> tuple[Named, ...]:
    """Everyone who may be given something to do here: members, office-holders, whoever was filed as a person of the unit; by name."""
    org, today = entitled(session, actor, day, unit), day.isoformat()
    gone = {name for name in org.own.get("membership", {}) if org.person(name, today) is None}
    called = of_unit(session, org, {*org.people(today), *officials(org, today), *org.own.get("person", {})} - gone)
    return tuple(Named(person, name) for person, name in sorted(called.items(), key=lambda each: (each[1], each[0])))


def filed(org: Organisation, kind: str) -> list[Fact]:
    return sorted((each for each in org.facts(kind) if each.until >= each.since), key=lambda each: each.since, reverse=True)


def ended(fact: Fact) -> str:
    return "" if fact.until == FOREVER else fact.until


def names(people: Iterable[str], called: dict[str, str]) -> tuple[Named, ...]:
    return tuple(Named(each, called[each]) for each in people)
