"""Published statements: a period's lines for every member as they were filed, version by version. Any member of the unit may read them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from procflow.access import Organisation
from procflow.db import Prepared
from procflow.errors import NotFound
from procflow.models import DatedFact
from procflow.queries.meetings import reachable
from procflow.queries.people import Named, of_unit
from procflow.queries.view import holds_office

FILED = (DatedFact.fact_id, DatedFact.kind, DatedFact.subject, DatedFact.since, DatedFact.until, DatedFact.data, DatedFact.event_hash)
OF_UNIT = Prepared(
    select(*FILED)
    .where(DatedFact.unit == bindparam("unit"), or_(DatedFact.kind == "statement", DatedFact.kind == "publicity"))
    .order_by(DatedFact.since, DatedFact.fact_id)
)


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A member's line: hundredths, and the place by total."""

    member: Named
    group: str
    base: int
    bonus: int
    deduction: int
    task: int
    total: int
    place: int


@dataclass(frozen=True)
class Statement:
    """A period's statement in one version. `details` are what was filed beside the lines (days, place, window, document number) as it was filed."""

    unit: str
    unit_title: str
    period: str
    version: int
    versions: int
    filed_on: str
    record: str
    posted: str
    details: Mapping[str, Any]
    lines: tuple[StatementLine, ...]


def statements(session: Session, actor: str, day: date, unit: str) -> tuple[Statement, ...]:
    """The last version of each period of a unit, newest period first, without lines. Raises NotFound."""
    org, filed, shown = opened(session, actor, day, unit)
    found = [made(org, versions, len(versions), shown.get(period, {}), {}) for period, versions in filed.items()]
    return tuple(sorted(found, key=lambda each: each.period, reverse=True))


def statement(session: Session, actor: str, day: date, unit: str, period: str, version: int | None = None) -> Statement:
    """One version (the last one by default) with its lines. Raises NotFound."""
    org, filed, shown = opened(session, actor, day, unit)
    versions = filed.get(period, [])
    number = version or len(versions)
    if not 1 <= number <= len(versions):
        raise NotFound
    called = of_unit(session, org, {str(line[0]) for line in json.loads(versions[number - 1].data).get("lines", ())})
    return made(org, versions, number, shown.get(period, {}), called)


def opened(session: Session, actor: str, day: date, unit: str) -> tuple[Organisation, dict[str, list[Any]], dict[str, dict[str, Any]]]:
    """The statements of a unit by period, and how each was publicised; a mere member sees only what was."""
    org = reachable(session, actor, day, unit)
    if org is None:
        raise NotFound
    filed: dict[str, list[Any]] = {}
    shown: dict[str, dict[str, Any]] = {}
    for row in OF_UNIT.all(session, unit=unit):
        if row.kind == "statement":
            filed.setdefault(row.subject, []).append(row)
        else:
            shown[row.subject] = {**json.loads(row.data), "since": row.since, "until": row.until}
    office = holds_office(org, actor, day.isoformat())
    return org, {period: rows for period, rows in filed.items() if office or period in shown}, shown


def made(org: Organisation, versions: list[Any], number: int, publicised: Mapping[str, Any], called: Mapping[str, str]) -> Statement:
    row = versions[number - 1]
    data = json.loads(row.data)
    people = org.people(row.since)
    lines = tuple(
        StatementLine(Named(member, called[member]), people[member].group if member in people else "", *figures)
        for member, *figures in data.pop("lines", ())
        if member in called
    )
    return Statement(org.unit.unit_id, org.unit.title, row.subject, number, len(versions), row.since, row.event_hash,
                     str(publicised.get("since", "")), {**publicised, **data}, lines)  # fmt: skip
