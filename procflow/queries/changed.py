"""Whose points a decision changed: the ledger lines that its case posted, or that rest on it in cases linked to it, member by member. It adds up and judges nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow import audit
from procflow.audit import Record
from procflow.db import AmongMany
from procflow.errors import NotFound
from procflow.facts.cases import LINKED
from procflow.models import LedgerEntry
from procflow.queries import entries
from procflow.queries.asof import until
from procflow.queries.people import Named, of_unit
from procflow.queries.statements import statements
from procflow.queries.titles import component
from procflow.queries.view import View, holds_office, view
from procflow.shapes import Points

POSTED = AmongMany(lambda hashes: select(*entries.COLUMNS).where(LedgerEntry.event_hash.in_(hashes)))
TAKEN_BACK = AmongMany(lambda ids: select(LedgerEntry.reverses, LedgerEntry.recorded_at).where(LedgerEntry.reverses.in_(ids)))


@dataclass(frozen=True, slots=True)
class Posted:
    """One line that rests on the decision: in which case and record it was posted, where it counts; `reversed` whether another took it back."""

    entry: str
    label: str
    component_title: str
    points: Points
    counts_in: str
    clause: str
    recorded_at: str
    case: str
    seq: int
    reverses: str
    reversed: bool


@dataclass(frozen=True, slots=True)
class Share:
    """A member's lines, the latest last; `published` the statements in which they stand, as (period, version)."""

    member: Named
    lines: tuple[Posted, ...]
    published: tuple[tuple[str, int], ...]

    @property
    def points(self) -> int:
        return sum(each.points for each in self.lines)


@dataclass(frozen=True)
class Changed:
    """The case, its record if only one is asked about (None for all), and everybody whose points changed, by name."""

    no: str
    title: str
    unit: str
    unit_title: str
    seq: int | None
    shares: tuple[Share, ...]


def changed(session: Session, actor: str, day: date, no: str, *, seq: int | None = None, asof: str = "") -> Changed:
    """Of a case, or of one record of it. A reader without office there sees the own lines alone. Raises NotFound."""
    of = view(session, actor, day, no)
    office = holds_office(of.org, actor, of.today)
    places = resting(of, seq)
    rows = [
        row for row in POSTED.all(session, places) if (office or row.member_id == actor) and (not asof or row.recorded_at < until(asof))
    ]
    books, twins = entries.books(session, rows), reversals(session, rows, asof)
    called = of_unit(session, of.org, {row.member_id for row in rows})
    told = {each.period: each.version for each in statements(session, actor, day, of.row.unit)} if rows and not asof else {}
    shares = []
    for member in {row.member_id for row in rows}:
        own = sorted(
            (row for row in rows if row.member_id == member), key=lambda row: (row.recorded_at, *places[row.event_hash], row.effect_no)
        )
        lines = tuple(
            Posted(row.entry_id, entries.label(row, books), component(row.component), row.points, row.counts_in, entries.clause(row), row.recorded_at,
                   *places[row.event_hash], row.reverses or "", row.entry_id in twins)
            for row in own
        )  # fmt: skip
        periods = tuple((each, told[each]) for each in sorted({line.counts_in for line in lines}) if each in told)
        shares.append(Share(Named(member, called[member]), lines, periods))
    return Changed(
        no, of.table.title, of.row.unit, of.org.unit.title, seq, tuple(sorted(shares, key=lambda each: (each.member.name, each.member.id)))
    )


def resting(of: View, seq: int | None) -> dict[str, tuple[str, int]]:
    """By hash the records that rest on the case or on one record of it, each with its case and place.

    What a record of it caused in a linked case, and all that this case did from there on, would not have come without it.
    """
    own = audit.chain(of.session, of.row.case_id)
    if seq is not None and not 0 <= seq < len(own):
        raise NotFound
    begun = [each for each in own if seq in (None, int(each.body["case_seq"])) and not each.refused]
    found = {each.hash: (of.row.no, int(each.body["case_seq"])) for each in begun}
    causes = {each.event_id for each in begun}
    rows: dict[str, Any] = {
        row.case_id: row for row in LINKED.all(of.session, of=of.row.case_id, of_too=of.row.case_id, not_=of.row.case_id)
    }
    for row in rows.values():
        records = audit.chain(of.session, row.case_id)
        first = next((place for place, each in enumerate(records) if caused(each, causes)), len(records))
        found |= {each.hash: (row.no, int(each.body["case_seq"])) for each in records[first:] if not each.refused}
    return found


def caused(record: Record, causes: set[str]) -> bool:
    return record.body["cause"] in causes


def reversals(session: Session, rows: list[Any], asof: str) -> set[str]:
    """Of these lines those that another took back, by the day asked about."""
    return {
        str(row.reverses) for row in TAKEN_BACK.all(session, [row.entry_id for row in rows]) if not asof or row.recorded_at < until(asof)
    }
