"""Who belongs to a unit on a day, as what, with what right to vote and why; one person with the whole past. It files nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow.access import Fact, Organisation, organisation
from procflow.access.filed import ENDED
from procflow.errors import NotFound
from procflow.filing import STANDINGS
from procflow.grammar import PersonSeen
from procflow.models import DatedFact, Unit
from procflow.queries.people import Named, of_unit
from procflow.queries.posts import ended, entitled, filed

VOTES = "正式党员，有表决权"
WITHHELD = "表决权受到限制"
NO_VOTE = {"probationary": "预备党员没有表决权", "activist": "还不是党员，没有表决权", "development_target": "还不是党员，没有表决权",
           "masses": "不是党员，没有表决权", **dict.fromkeys(ENDED, "已不在本单位，没有表决权")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Belonging:
    """A person of the unit on a day: `title` and `because` (why there is a vote or none) are message ids; days as ISO, "" for none."""

    person: Named
    standing: str
    title: str
    group: str
    joined: str
    retired: bool
    may_vote: bool
    because: str
    probation_until: str
    extensions: int
    scope_from: str
    in_scope: bool


@dataclass(frozen=True, slots=True)
class Episode:
    """One membership as it was filed; `to` and `came` the units of a transfer by title."""

    unit: str
    unit_title: str
    title: str
    group: str
    since: str
    until: str
    to: str = ""
    came: str = ""


def roll(session: Session, actor: str, day: date, unit: str, on: str) -> tuple[Belonging, ...]:
    """Everyone of the unit on the day `on`, by group and name; those who have gone are left out. Raises NotFound."""
    org = entitled(session, actor, day, unit)
    seen = {name: each for name, each in org.people(on).items() if each.standing not in ENDED}
    called = of_unit(session, org, seen)
    return tuple(
        sorted((belonging(each, called, on) for each in seen.values()), key=lambda one: (one.group, one.person.name, one.person.id))
    )


def one(session: Session, actor: str, day: date, unit: str, person: str, on: str) -> tuple[Belonging, tuple[Episode, ...]]:
    """A person of the unit on a day, with every membership that the reader may know of. Raises NotFound for whoever never belonged to it."""
    org = entitled(session, actor, day, unit)
    if person not in org.own.get("membership", {}):
        raise NotFound
    seen = org.person(person, on) or PersonSeen(person, "gone")
    return belonging(seen, of_unit(session, org, [person]), on), episodes(session, actor, day, org, person)


def belonging(seen: PersonSeen, called: dict[str, str], on: str) -> Belonging:
    because = VOTES if seen.may_vote else NO_VOTE.get(seen.standing, WITHHELD)
    return Belonging(Named(seen.id, called[seen.id]), seen.standing, STANDINGS[seen.standing], seen.group, seen.joined, seen.retired, seen.may_vote,
                     because, seen.probation_until, seen.extensions, seen.scope_from, seen.in_scope(on))  # fmt: skip


def episodes(session: Session, actor: str, day: date, org: Organisation, person: str) -> tuple[Episode, ...]:
    """The newest first: those of this unit, and those of others where the reader holds a role too, or whence the person was transferred here."""
    chosen = (
        select(DatedFact.unit)
        .where(DatedFact.kind == "membership", DatedFact.subject == person, DatedFact.superseded_by.is_(None))
        .distinct()
    )
    found: list[Fact] = []
    for unit in session.scalars(chosen):
        there = organisation(session, unit)
        here = [each for each in filed(there, "membership") if each.subject == person]
        sent = any(each.data.get("to") == org.unit.unit_id for each in here)
        found += here if sent or there.actor(actor, day.isoformat()).roles else []
    titles = {row.unit_id: row.title for row in session.execute(select(Unit.unit_id, Unit.title).where(
        Unit.unit_id.in_({name for each in found for name in (each.unit, each.data.get("to"), each.data.get("came")) if name})))}  # fmt: skip
    shown = (
        Episode(each.unit, titles[each.unit], STANDINGS[each.data["standing"]], str(each.data.get("group") or ""), each.since, ended(each),
                titles.get(each.data.get("to") or "", ""), titles.get(each.data.get("came") or "", ""))
        for each in found
    )  # fmt: skip
    return tuple(sorted(shown, key=lambda each: each.since, reverse=True))
