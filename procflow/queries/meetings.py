"""Meetings of a unit and one meeting with its agenda: who was due and came, may it vote, is it carried. It counts what is on record and calls nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow.access import Organisation, organisation
from procflow.errors import NotFound
from procflow.facts import rules
from procflow.models import DatedFact
from procflow.queries.motions import Motion, motions, offered
from procflow.queries.people import Named, of_unit
from procflow.queries.view import holds_office


@dataclass(frozen=True, slots=True)
class Called:
    """A meeting as called: days as ISO; `over` once its day is past; how many motions stand on its agenda, and how many are decided."""

    no: str
    unit: str
    title: str
    on: str
    place: str
    notified_on: str
    chair: Named
    teller: Named | None
    over: bool
    motions: int
    decided: int


@dataclass(frozen=True)
class Counters:
    """May it vote: `present` against `least_present` of `due`; is it carried: `least_in_favour` of `due`. `called` once the roll was taken."""

    called: bool
    due: int
    present: int
    written: int
    least_present: int
    missing: int
    least_in_favour: int


@dataclass(frozen=True)
class Meeting:
    """One meeting with agenda and roll; people by name. `clause` is what the counters stand on."""

    called: Called
    counters: Counters
    clause: str
    motions: tuple[Motion, ...]
    due: tuple[Named, ...]
    present: tuple[Named, ...]
    written: tuple[Named, ...]
    attending: tuple[Named, ...]
    excluded: tuple[tuple[Named, str, str], ...]


@dataclass(frozen=True)
class Meetings:
    """A unit's meetings, newest first, and the motions that stand on no agenda."""

    unit: str
    unit_title: str
    meetings: tuple[Called, ...]
    unscheduled: tuple[Motion, ...]


def meetings(session: Session, actor: str, day: date, unit: str) -> Meetings:
    """The meetings of a unit, for its members and those who hold a role there. Raises NotFound."""
    org = entered(session, actor, day, unit)
    found = {fact.subject: fact for fact in org.facts("meeting")}
    moved = motions(session, org)
    called = of_unit(session, org, {str(fact.data.get(name) or "") for fact in found.values() for name in ("chair", "teller")})
    shown = [summary(fact, [each for each in moved if each.meeting == no], called, day) for no, fact in found.items()]
    waiting = tuple(each for each in moved if not each.final and each.state in ("drafted", "adjourned", "deferred"))
    return Meetings(unit, org.unit.title, tuple(sorted(shown, key=lambda each: (each.on, each.no), reverse=True)), waiting)


def meeting(session: Session, actor: str, day: date, no: str, *, acts: bool = True) -> Meeting:
    """One meeting, with what the reader may do about each motion unless only its figures are asked for. Raises NotFound."""
    chosen = select(DatedFact.unit).where(DatedFact.kind == "meeting", DatedFact.subject == no, DatedFact.superseded_by.is_(None))
    org = next((org for unit in session.scalars(chosen) if (org := reachable(session, actor, day, unit))), None)
    seen, fact = (org.meeting(no), org.latest("meeting", no)) if org else (None, None)
    if org is None or seen is None or fact is None:
        raise NotFound
    roll, today = org.latest("roll", no), day.isoformat()
    due = seen.due or tuple(name for name, person in org.people(seen.on).items() if person.may_vote)
    attending = tuple(roll.data.get("attending") or ()) if roll else ()
    excluded = [(str(line["person"]), str(line["reason"]), str(line["receipt"])) for line in seen.excluded]
    called = of_unit(
        session, org, {*due, *seen.present, *seen.written, *attending, *(each[0] for each in excluded), seen.chair, seen.teller}
    )
    office = acts and (holds_office(org, actor, today) or actor in (seen.chair, seen.teller))
    agenda = tuple(offered(session, actor, day, each) if office else each for each in motions(session, org) if each.meeting == no)
    adopted = org.adoption(seen.on)
    book = rules(session, str(adopted.data["sha256"])) if adopted else None
    least = book.least_present(len(due), "points") if book else 0
    counters = Counters(seen.roll, len(due), len(seen.present), len(seen.written), least, max(0, least - len(seen.present)),
                        book.least_in_favour(len(due)) if book else 0)  # fmt: skip
    return Meeting(summary(fact, agenda, called, day), counters, book.clause("voting.quorum_points") if book else "", agenda, those(due, called),
                   those(seen.present, called), those(seen.written, called), those(attending, called),
                   tuple((Named(person, called[person]), reason, receipt) for person, reason, receipt in excluded))  # fmt: skip


def entered(session: Session, actor: str, day: date, unit: str) -> Organisation:
    org = reachable(session, actor, day, unit)
    if org is None:
        raise NotFound
    return org


def reachable(session: Session, actor: str, day: date, unit: str) -> Organisation | None:
    """The unit, if the reader is its member or holds a role in it."""
    org, today = organisation(session, unit), day.isoformat()
    return org if org.person(actor, today) is not None or holds_office(org, actor, today) else None


def summary(fact: Any, agenda: Iterable[Motion], called: Mapping[str, str], day: date) -> Called:
    on_it, chair, teller = list(agenda), str(fact.data["chair"]), str(fact.data.get("teller") or "")
    return Called(fact.subject, fact.unit, str(fact.data["title"]), fact.since, str(fact.data.get("place") or ""), str(fact.data["notified_on"]),
                  Named(chair, called.get(chair, chair)), Named(teller, called.get(teller, teller)) if teller else None,
                  fact.since < day.isoformat(), len(on_it), sum(each.final for each in on_it))  # fmt: skip


def those(ids: Iterable[str], called: Mapping[str, str]) -> tuple[Named, ...]:
    return tuple(Named(person, called[person]) for person in ids)
