"""Transfers under way between two units, and what goes with them: the last statement of the unit that somebody left. It files nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow.access import Organisation, organisation
from procflow.models import DatedFact
from procflow.queries.people import Named, of_unit
from procflow.queries.posts import entitled
from procflow.queries.view import holds_office
from procflow.shapes import Points


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody sent here who has not been taken in: from which unit, since when gone, as what before."""

    person: Named
    unit: str
    unit_title: str
    since: str
    standing: str


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The last statement of another unit with a line of the person: its period, record, and for those in office the total (hundredths)."""

    unit: str
    unit_title: str
    period: str
    record: str
    total: Points | None


def arrivals(session: Session, actor: str, day: date, unit: str) -> tuple[Arrival, ...]:
    """Everybody who waits to be taken in. Raises NotFound."""
    org = entitled(session, actor, day, unit)
    rows = [row for row in sent(session, unit) if not taken_in(org, row.subject, row.since)]
    called = of_unit(session, org, {row.subject for row in rows})
    found = []
    for row in rows:
        there = organisation(session, row.unit)
        before = [each for each in there.facts("membership", subject=row.subject) if each.since < row.since and each.until >= each.since]
        standing = str(before[-1].data["standing"]) if before else "formal"
        found.append(Arrival(Named(row.subject, called[row.subject]), row.unit, there.unit.title, row.since, standing))
    return tuple(found)


def taken_in(org: Organisation, person: str, since: str) -> bool:
    return any(each.since >= since and each.until >= each.since for each in org.facts("membership", subject=person))


def handed_over(session: Session, actor: str, day: date, unit: str, person: str) -> tuple[HandedOver, ...]:
    """What came with somebody who was transferred here, from each unit that sent them. Raises NotFound."""
    org = entitled(session, actor, day, unit)
    office = holds_office(org, actor, day.isoformat())
    return tuple(each for row in sent(session, unit) if row.subject == person
                 for each in last_statement(session, organisation(session, row.unit), person, office))  # fmt: skip


def sent(session: Session, unit: str) -> list[Any]:
    """The facts by which other units sent somebody here, oldest first."""
    chosen = select(DatedFact.unit, DatedFact.subject, DatedFact.since, DatedFact.until, DatedFact.data).where(
        DatedFact.kind == "membership", DatedFact.superseded_by.is_(None), DatedFact.data.like(f'%"to":"{unit}"%')
    )
    rows = [row for row in session.execute(chosen) if json.loads(row.data).get("to") == unit and row.until >= row.since]
    return sorted(rows, key=lambda each: str(each.since))


def handed(there: Organisation, person: str, unit: str) -> bool:
    """Whether that unit sent the person to this one: its ledger went along, and is read there as well."""
    return any(each.data.get("to") == unit and each.until >= each.since for each in there.facts("membership", subject=person))


def last_statement(session: Session, there: Organisation, person: str, office: bool) -> Iterator[HandedOver]:
    chosen = select(DatedFact.subject, DatedFact.data, DatedFact.event_hash).where(
        DatedFact.unit == there.unit.unit_id, DatedFact.kind == "statement", DatedFact.superseded_by.is_(None)
    )
    for row in sorted(session.execute(chosen), key=lambda each: str(each.subject), reverse=True):
        line = next((each for each in json.loads(row.data)["lines"] if each[0] == person), None)
        if line:
            yield HandedOver(there.unit.unit_id, there.unit.title, row.subject, row.event_hash, int(line[5]) if office else None)
            return
