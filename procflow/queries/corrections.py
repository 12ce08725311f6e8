"""What a later version of a statement says otherwise than the one that was posted before, line by line, and the ledger lines that made it so."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from procflow.access import Organisation
from procflow.db import Prepared
from procflow.models import LedgerEntry
from procflow.queries import entries
from procflow.queries.deciders import deciders
from procflow.queries.people import Named, of_unit
from procflow.queries.titles import component
from procflow.shapes import Points

FIGURES = ("base", "bonus", "deduction", "task", "total")
SINCE = Prepared(
    select(*entries.COLUMNS)
    .where(LedgerEntry.unit == bindparam("unit"), LedgerEntry.counts_in == bindparam("period"),
           LedgerEntry.recorded_at > bindparam("after"), LedgerEntry.recorded_at <= bindparam("at"))
    .order_by(LedgerEntry.recorded_at, LedgerEntry.entry_id)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """A ledger line between two versions: its item, hundredths, clause and case, whether it undoes another, and who decided (a message id)."""

    label: str
    points: Points
    undoes: bool
    clause: str
    case: str
    decided: str


@dataclass(frozen=True)
class Correction:
    """A member's line that changed: `changes` are (title, before, after) of each figure; both None for a line that was not there or is gone."""

    member: Named
    changes: tuple[tuple[str, Points | None, Points | None], ...]
    reasons: tuple[Reason, ...]


def corrections(session: Session, org: Organisation, period: str, before: Any, now: Any) -> tuple[Correction, ...]:
    """`before` and `now` are the rows of two statements of the period; lines of which only the place moved are not named."""
    old, new = figures(before), figures(now)
    changed = sorted(member for member in old.keys() | new.keys() if old.get(member) != new.get(member))
    if not changed:
        return ()
    called, why = of_unit(session, org, changed), reasons(session, org, period, before, now)
    return tuple(Correction(Named(who, called[who]), told(old.get(who), new.get(who)), tuple(why.get(who, ()))) for who in changed)


def figures(row: Any) -> dict[str, dict[str, int]]:
    return {str(who): dict(zip(FIGURES, sums, strict=False)) for who, *sums in json.loads(row.data)["lines"]}


def told(old: Mapping[str, int] | None, new: Mapping[str, int] | None) -> tuple[tuple[str, int | None, int | None], ...]:
    titles = {name: "合计" if name == "total" else component(name) for name in FIGURES}
    pairs = [(title, old[name] if old else None, new[name] if new else None) for name, title in titles.items()]
    return tuple((title, before, after) for title, before, after in pairs if before != after)


def reasons(session: Session, org: Organisation, period: str, before: Any, now: Any) -> dict[str, list[Reason]]:
    """The lines that were recorded after the one statement, up to the other, by member."""
    filed = entries.behind(session, {before.event_hash: before.fact_id, now.event_hash: now.fact_id})
    if len(filed) < 2:
        return {}
    after, at = (str(filed[each.event_hash].body["recorded_at"]) for each in (before, now))
    rows = SINCE.all(session, unit=org.unit.unit_id, period=period, after=after, at=at)
    books, decided = entries.books(session, rows), deciders(session, org, rows)
    return grouped((row.member_id, reason(row, books, decided)) for row in rows)


def reason(row: Any, books: Mapping[str, Any], decided: Mapping[str, Any]) -> Reason:
    case, by = decided.get(row.entry_id, ("", None))
    label = "上限重新计算" if row.kind == "cap" else entries.label(row, books)
    return Reason(label, row.points, bool(row.reverses), entries.clause(row), case, by.title if by else "")


def grouped(pairs: Iterable[tuple[str, Reason]]) -> dict[str, list[Reason]]:
    found: dict[str, list[Reason]] = {}
    for member, each in pairs:
        found.setdefault(member, []).append(each)
    return found
