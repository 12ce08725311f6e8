"""Who acts for whom, when and in what; and what was done in somebody's name. Both may read it, and those who name deputies. It files nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow import audit
from procflow.access import FOREVER, organisation
from procflow.errors import NotFound
from procflow.filing import KINDS
from procflow.machines import tables
from procflow.models import AuditEvent, Case, DatedFact
from procflow.queries.people import Named, names
from procflow.queries.posts import entitled
from procflow.queries.titles import role

FACTS = select(DatedFact.fact_id, DatedFact.unit, DatedFact.subject, DatedFact.since, DatedFact.until, DatedFact.data).where(
    DatedFact.kind == "deputy", DatedFact.superseded_by.is_(None)
)


@dataclass(frozen=True, slots=True)
class Deputyship:
    """One person acting for another: `offices` and `procedures` are titles (no procedures: all), `state` ahead, now or over."""

    id: str
    unit: str
    unit_title: str
    deputy: Named
    absent: Named
    since: str
    until: str
    offices: tuple[str, ...]
    procedures: tuple[str, ...]
    state: str


@dataclass(frozen=True, slots=True)
class Deed:
    """An act in somebody's name: the case by number, procedure and step as message ids; `refused` where it was an attempt."""

    no: str
    procedure: str
    step: str
    role: str
    at: str
    refused: bool


def of_unit(session: Session, actor: str, day: date, unit: str) -> tuple[Deputyship, ...]:
    """All of a unit, the newest first; for those who hold a role in it. Raises NotFound."""
    entitled(session, actor, day, unit)
    return told(session, session.execute(FACTS.where(DatedFact.unit == unit)), day)


def of_person(session: Session, actor: str, day: date) -> tuple[Deputyship, ...]:
    """Those in which the reader acts for another, or another for the reader, in whatever unit."""
    rows = session.execute(FACTS.where((DatedFact.subject == actor) | DatedFact.data.like(f'%"{actor}"%')))
    return tuple(each for each in told(session, rows, day) if actor in (each.deputy.id, each.absent.id))


def one(session: Session, actor: str, day: date, fact: str) -> tuple[Deputyship, tuple[Deed, ...]]:
    """One with all that was done in it. Raises NotFound for whoever is neither of the two nor names deputies there."""
    found = told(session, session.execute(FACTS.where(DatedFact.fact_id == fact)), day)
    if not found:
        raise NotFound
    said = found[0]
    roles = organisation(session, said.unit).actor(actor, day.isoformat()).roles
    if actor not in (said.deputy.id, said.absent.id) and not roles & set(KINDS["deputy"].by):
        raise NotFound
    return said, deeds(session, said)


def told(session: Session, rows: Iterable[Any], day: date) -> tuple[Deputyship, ...]:
    kept = [(row, json.loads(row.data)) for row in rows if row.until >= row.since]
    called = names(session, (each for row, data in kept for each in (row.subject, str(data["absent"]))))
    found, today = [], day.isoformat()
    for row, data in sorted(kept, key=lambda each: (each[0].since, each[0].fact_id), reverse=True):
        org, absent = organisation(session, row.unit), str(data["absent"])
        on = min(max(today, row.since), row.until)
        offices = tuple(role(name) for name, lender in org.lent(row.subject, on) if lender == absent)
        titles = tuple(tables()[name].title if name in tables() else name for name in data.get("procedures") or ())
        state = "ahead" if today < row.since else "over" if today > row.until else "now"
        found.append(Deputyship(row.fact_id, row.unit, org.unit.title, Named(row.subject, called.get(row.subject, row.subject)),
                                Named(absent, called.get(absent, absent)), row.since, "" if row.until == FOREVER else row.until, offices, titles, state))  # fmt: skip
    return tuple(found)


def deeds(session: Session, said: Deputyship) -> tuple[Deed, ...]:
    """Everything that the deputy did, or tried, in the other's name in those days, in its order."""
    chosen = (
        select(AuditEvent.body, Case.no)
        .join(Case, Case.case_id == AuditEvent.case_id)
        .where(AuditEvent.actor_id == said.deputy.id, AuditEvent.unit == said.unit, AuditEvent.recorded_at >= said.since)
    )
    found = []
    for row in session.execute(chosen.order_by(AuditEvent.id)):
        body = audit.read(bytes(row.body)).body
        if body["actor"]["on_behalf_of"] == said.absent.id and said.since <= body["occurred_on"] <= (said.until or FOREVER):
            table = tables()[body["procedure"]["id"]]
            rows = table.rows.get(str(body["transition"]), ())
            found.append(Deed(row.no, table.title, rows[0].title if rows else str(body["transition"]), role(body["actor"]["role"] or ""),
                              body["recorded_at"], body["outcome"] == "refused"))  # fmt: skip
    return tuple(found)
