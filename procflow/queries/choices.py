"""What a form may choose from, out of the unit and its regime: items, people, meetings, resolutions, receipts, cases, entries. It permits nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from marshmallow import Schema
from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow.access import Organisation
from procflow.forms import CaseRef, EntryRef, Item, Lines, Meeting, Person, Several
from procflow.grammar import ActorSeen, made
from procflow.machines import tables
from procflow.models import Case, LedgerEntry
from procflow.queries.people import names, of_unit, officials
from procflow.regimes.parts import Item as Line
from procflow.regimes.rulebook import Rulebook
from procflow.shapes import Points

LONG_AGO = timedelta(days=400)
MOST_CASES = 500
ADVERSE = ("deduction", "veto")  # what a field offers that names no component of its items


@dataclass(frozen=True, slots=True)
class Offer:
    """A value with the label a reader sees and a second line; `low`..`high` (hundredths) and `evidence` where it is an item."""

    value: str
    label: str
    hint: str = ""
    low: Points | None = None
    high: Points | None = None
    evidence: int = 0
    clause: str = ""


@dataclass(frozen=True)
class Choices:
    """What the fields of one form offer. `codes` are offers for fields by name: resolution, receipt."""

    items: Mapping[str, tuple[Offer, ...]] = field(default_factory=dict)
    people: tuple[Offer, ...] = ()
    meetings: tuple[Offer, ...] = ()
    cases: tuple[Offer, ...] = ()
    entries: tuple[Offer, ...] = ()
    codes: Mapping[str, tuple[Offer, ...]] = field(default_factory=dict)


def choices(session: Session, org: Organisation, book: Rulebook, actor: ActorSeen, day: date, asks: type[Schema] | None, *, subject: str,
            cycle: str, besides: str = "") -> Choices:  # fmt: skip
    """Only what the fields of this form need is read."""
    found = list(fields(made(asks).fields)) if asks else []
    kinds = {one.of if isinstance(one, Several) else type(one) for _, one in found}
    named = {name for name, _ in found}
    components = {one.component for _, one in found if isinstance(one, Item)}
    today = day.isoformat()
    return Choices(
        {each: of_catalogue(book, each) for each in sorted(components)},
        people(session, org, today) if Person in kinds else (),
        meetings(org, day) if Meeting in kinds else (),
        cases(session, org, day, besides) if any_case(found) else (),
        entries(session, subject, cycle, book) if EntryRef in kinds else (),
        {name: made for name, made in (("resolution", resolutions(org, actor)), ("receipt", receipts(org))) if name in named},
    )


def any_case(found: Iterable[tuple[str, Any]]) -> bool:
    """Whether a field may name any case of the unit: those that say which are offered these alone."""
    return any(CaseRef in (type(one), getattr(one, "of", None)) and not one.among for _, one in found)


def fields(given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The fields of a form and of its lines."""
    for name, one in given.items():
        yield name, one
        if isinstance(one, Lines):
            yield from fields(made(one.schema).fields)


def of_catalogue(book: Rulebook, component: str) -> tuple[Offer, ...]:
    """The items of a component, or of what is held against a member; of the rating the grades, best first; of a list of the regime its entries."""
    if component == "grade":
        return tuple(Offer(one.code, one.label, clause=one.clause) for one in book.grades)
    if "." in component:
        return tuple(Offer(one.code, one.label, clause=one.clause) for one in book.choices(component))
    return tuple(item(one) for each in (component.split() or ADVERSE) for one in book.items(each))


def item(one: Line) -> Offer:
    return Offer(one.code, one.label, one.proof, one.low, one.high, one.evidence, one.clause)


def people(session: Session, org: Organisation, today: str) -> tuple[Offer, ...]:
    members = {name: seen for name, seen in org.people(today).items() if seen.standing != "gone"}
    called = of_unit(session, org, {*members, *officials(org, today)})
    offers = (Offer(person, name, members[person].group if person in members else "") for person, name in called.items())
    return tuple(sorted(offers, key=lambda each: (each.hint, each.label, each.value)))


def meetings(org: Organisation, day: date) -> tuple[Offer, ...]:
    """Meetings called for today or later, and those of the last year; newest first."""
    called = {fact.subject: fact for fact in org.facts("meeting") if fact.since >= (day - LONG_AGO).isoformat()}
    return tuple(
        Offer(no, str(fact.data["title"]), fact.since) for no, fact in sorted(called.items(), key=lambda each: each[1].since, reverse=True)
    )


def resolutions(org: Organisation, actor: ActorSeen) -> tuple[Offer, ...]:
    """Resolutions of the bodies whose minutes the reader keeps, newest first; the secretary, and whoever keeps none, names any of the unit's."""
    above = (fact for facts in org.higher.get("resolution", {}).values() for fact in facts)
    any_of_unit = not actor.bodies or "branch_secretary" in actor.roles
    kept = [fact for fact in above if fact.data["body"] in actor.roles]
    return newest((*kept, *(fact for fact in org.facts("resolution") if any_of_unit or fact.data["body"] in actor.roles)))


def receipts(org: Organisation) -> tuple[Offer, ...]:
    return newest(org.facts("receipt"))


def newest(facts: Iterable[Any]) -> tuple[Offer, ...]:
    found = sorted(facts, key=lambda fact: fact.since, reverse=True)
    return tuple(Offer(fact.subject, str(fact.data.get("title") or fact.data.get("about") or fact.subject), fact.since) for fact in found)


def cases(session: Session, org: Organisation, day: date, besides: str) -> tuple[Offer, ...]:
    """Cases of the unit begun within the last year or so, newest first."""
    chosen = select(Case.no, Case.procedure, Case.subject, Case.state).where(
        Case.unit == org.unit.unit_id, Case.opened_on >= (day - LONG_AGO).isoformat(), Case.no != besides
    )
    rows = list(session.execute(chosen.order_by(Case.opened_on.desc(), Case.no.desc()).limit(MOST_CASES)))
    called = names(session, {row.subject for row in rows if row.subject != org.unit.unit_id})
    return tuple(Offer(row.no, tables()[row.procedure].title, called.get(row.subject, "")) for row in rows)


def entries(session: Session, subject: str, cycle: str, book: Rulebook) -> tuple[Offer, ...]:
    """The subject's own ledger lines of the cycle, newest first."""
    chosen = select(LedgerEntry.entry_id, LedgerEntry.item, LedgerEntry.occurred_on, LedgerEntry.points).where(
        LedgerEntry.member_id == subject, LedgerEntry.cycle == cycle
    )
    rows = session.execute(chosen.order_by(LedgerEntry.occurred_on.desc(), LedgerEntry.entry_id))
    labels = {one.code: one.label for one in book.items()}
    return tuple(Offer(row.entry_id, labels.get(row.item, row.item), row.occurred_on, row.points, row.points) for row in rows)
