"""Published statements: a period's lines for every member as they were filed, version by version. Members read what was posted, offices all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from procflow.access import Organisation
from procflow.db import Prepared
from procflow.errors import NotFound
from procflow.models import Case, DatedFact
from procflow.queries.corrections import Correction, corrections
from procflow.queries.counted import Counted, counted
from procflow.queries.meetings import reachable
from procflow.queries.people import Named, of_unit
from procflow.queries.view import holds_office
from procflow.shapes import Points

KINDS = ("statement", "publicity", "document")
OF_UNIT = Prepared(
    select(DatedFact.fact_id, DatedFact.kind, DatedFact.subject, DatedFact.since, DatedFact.data, DatedFact.event_hash)
    .where(DatedFact.unit == bindparam("unit"), or_(*(DatedFact.kind == kind for kind in KINDS)))
    .order_by(DatedFact.fact_id)
)
CLOSING = Prepared(
    select(Case.no, Case.state, Case.period)
    .where(Case.unit == bindparam("unit"), Case.procedure == "quarterly_closing")
    .order_by(Case.no)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A member's line: hundredths, and the place by total."""

    member: Named
    group: str
    base: Points
    bonus: Points
    deduction: Points
    task: Points
    total: Points
    place: int


@dataclass(frozen=True)
class Statement:
    """A period's statement in one version; days as ISO, "" for what has not happened.

    `state` is compiled, open (its window runs), over, or superseded by a later version that was posted. `record` is the hash of
    the record that filed it; `counts_to` the last ledger line in it (None in the list, and where there is none).
    `replaces` is the version that was posted before it (0 for none), `corrections` what changed since (in the list always empty).
    """

    unit: str
    unit_title: str
    period: str
    version: int
    versions: int
    state: str
    case: str
    filed_on: str
    record: str
    posted_on: str
    first: str
    last: str
    due: str
    days_late: int
    place: str
    form: str
    contact: str
    document: str
    sent_to: str
    counts_to: Counted | None
    lines: tuple[StatementLine, ...]
    replaces: int = 0
    replaced_on: str = ""
    corrections: tuple[Correction, ...] = ()

    @property
    def check(self) -> str:
        """The short code by which a sheet on the board is compared with the record behind it."""
        return code_of(self.record)


@dataclass(frozen=True)
class Filed:
    """What was filed for one period: the statements in order, and by version how each was posted and numbered."""

    statements: tuple[Any, ...]
    posted: Mapping[int, Mapping[str, Any]]
    documents: Mapping[int, Mapping[str, Any]]
    case: str

    def visible(self, office: bool) -> tuple[int, ...]:
        return tuple(number for number in range(1, len(self.statements) + 1) if office or number in self.posted)

    def replaced(self, number: int) -> int:
        """The version that was on the board before this one; 0 for none."""
        return max((each for each in self.posted if each < number), default=0)


def statements(session: Session, actor: str, day: date, unit: str) -> tuple[Statement, ...]:
    """The last version of each period that the reader may see, newest period first, without lines. Raises NotFound."""
    org, filed = opened(session, actor, day, unit)
    office = holds_office(org, actor, day.isoformat())
    last = [(period, each, each.visible(office)[-1]) for period, each in filed.items() if each.visible(office)]
    return tuple(made(org, period, each, number, day) for period, each, number in sorted(last, key=lambda one: one[0], reverse=True))


def statement(session: Session, actor: str, day: date, unit: str, period: str, version: int | None = None) -> Statement:
    """One version (the last visible one by default) with its lines. Raises NotFound."""
    org, filed = opened(session, actor, day, unit)
    found = filed.get(period)
    shown = found.visible(holds_office(org, actor, day.isoformat())) if found else ()
    if found is None or not shown or (version or shown[-1]) not in shown:
        raise NotFound
    number = version or shown[-1]
    row = found.statements[number - 1]
    rows = json.loads(row.data)["lines"]
    called, people = of_unit(session, org, {str(line[0]) for line in rows}), org.people(row.since)
    lines = (StatementLine(Named(who, called[who]), people[who].group if who in people else "", *figures) for who, *figures in rows)
    whole = made(org, period, found, number, day, lines, counted(session, unit, period, row.event_hash, row.fact_id))
    before = found.statements[whole.replaces - 1] if whole.replaces else None
    return replace(whole, corrections=corrections(session, org, period, before, row)) if before else whole


def opened(session: Session, actor: str, day: date, unit: str) -> tuple[Organisation, dict[str, Filed]]:
    """Everything filed for the unit's periods. Raises NotFound for whoever does not belong to it."""
    org = reachable(session, actor, day, unit)
    if org is None:
        raise NotFound
    return org, of_unit_filed(session, unit)


def of_unit_filed(session: Session, unit: str) -> dict[str, Filed]:
    kept: dict[str, dict[str, list[Any]]] = {}
    for row in OF_UNIT.all(session, unit=unit):
        kept.setdefault(row.subject, {kind: [] for kind in KINDS})[row.kind].append(row)
    cases = {row.period: row.no for row in CLOSING.all(session, unit=unit)}
    return {
        period: Filed(tuple(rows["statement"]), by_version(rows["publicity"]), by_version(rows["document"]), cases.get(period, ""))
        for period, rows in kept.items()
        if rows["statement"]
    }


def posted_state(session: Session, unit: str, period: str, version: int, day: date) -> tuple[str, str]:
    """What a sheet's code tells whoever reads it on the board: its state, and the last day of its window; no line and no name."""
    filed = of_unit_filed(session, unit).get(period)
    if filed is None or not 0 < version <= len(filed.statements):
        return "superseded", ""
    posted = filed.posted.get(version, {})
    return state_of(filed, version, posted, day), str(posted.get("last", ""))


def state_of(filed: Filed, number: int, posted: Mapping[str, Any], day: date) -> str:
    later = any(each > number for each in filed.posted)
    return "superseded" if later else "compiled" if not posted else "open" if day.isoformat() <= str(posted["last"]) else "over"


def by_version(rows: Iterable[Any]) -> dict[int, Mapping[str, Any]]:
    found = (json.loads(row.data) for row in rows)
    return {int(data["version"]): data for data in found}


def made(org: Organisation, period: str, filed: Filed, number: int, day: date, lines: Iterable[StatementLine] = (),
         counts_to: Counted | None = None) -> Statement:  # fmt: skip
    row, posted, document = filed.statements[number - 1], filed.posted.get(number, {}), filed.documents.get(number, {})
    state = state_of(filed, number, posted, day)
    said: dict[str, Any] = {name: str(posted.get(name, "")) for name in ("posted_on", "first", "last", "due", "place", "form", "contact")}
    whole = Statement(org.unit.unit_id, org.titled(row.since), period, number, len(filed.statements), state, filed.case, row.since, row.event_hash,
                      days_late=int(posted.get("days_late", 0)), document=str(document.get("number", "")), sent_to=str(document.get("sent_to", "")),
                      counts_to=counts_to, lines=tuple(lines), **said)  # fmt: skip
    before = filed.replaced(number)
    return replace(whole, replaces=before, replaced_on=str(filed.posted[before]["posted_on"])) if before else whole


def code_of(record: str) -> str:
    return f"{record[:4]}-{record[4:8]}".upper()
