"""The register of objections (R10): who is concerned, what was said of it, by when, and how it ended; never who objected. It reads and permits nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from procflow.db import Prepared
from procflow.facts.cases import taken
from procflow.grammar import Taken
from procflow.machines import tables
from procflow.models import Case
from procflow.queries.people import Named, names
from procflow.queries.seats import Seat, seats
from procflow.shapes import Points

HOLDING = ("", "publicity", "verification")  # one that came late holds nothing (A49)
FOUND = select(*Case.__table__.columns).where(Case.procedure == "objection_review", Case.unit == bindparam("unit")).order_by(Case.no.desc())
IN_UNIT = Prepared(FOUND)
OWN = Prepared(FOUND.where(or_(Case.subject == bindparam("person"), Case.opened_by == bindparam("person_too"))))


@dataclass(frozen=True, slots=True)
class Objection:
    """One objection; days as ISO, "" for what has not happened. `kind` is publicity, verification, late or "" before it is admitted.

    `source` is member, masses or anonymous; `holds` says that a closing or rating waits for it; `points` are hundredths.
    """

    no: str
    about: Named
    period: str
    what: str
    component: str
    source: str
    kind: str
    state: str
    state_title: str
    open: bool
    holds: bool
    filed_on: str
    result: str
    points: Points
    told_on: str
    closed_on: str


def objections(session: Session, actor: str, day: date) -> tuple[tuple[Seat, tuple[Objection, ...]], ...]:
    """By unit, newest first: all where the reader holds an office, elsewhere those that the reader filed or is concerned by."""
    found = [(seat, tuple(rows(session, seat, actor))) for seat in seats(session, actor, day).values() if seat.kind == "branch"]
    return tuple((seat, listed) for seat, listed in found if listed)


def rows(session: Session, seat: Seat, actor: str) -> Iterator[Objection]:
    office = bool(seat.sees)
    kept = IN_UNIT.all(session, unit=seat.unit) if office else OWN.all(session, unit=seat.unit, person=actor, person_too=actor)
    called = names(session, {row.subject for row in kept})
    for row in kept:
        yield told(row, taken(session, row.taken), Named(row.subject, called.get(row.subject, row.subject)))


def told(row: Any, steps: tuple[Taken, ...], about: Named) -> Objection:
    state = tables()[row.procedure].by_name[row.state]
    said = {name: value for step in steps for name, value in step.form.items() if value is not None}
    days = {step.step: step.on for step in steps}
    kind, begun = str(said.get("kind") or ""), steps[0].form
    return Objection(
        row.no, about, row.period, str(begun.get("about") or ""), str(begun.get("component") or ""), str(begun.get("source") or ""), kind, row.state,
        state.title, state.open, state.open and row.state != "appealed" and kind in HOLDING, steps[0].on, str(said.get("result") or ""),
        int(said.get("points") or 0), days.get("give_feedback", ""), "" if state.open else steps[-1].on,
    )  # fmt: skip
