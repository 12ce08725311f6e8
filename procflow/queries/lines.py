"""Ledger lines as a reader sees them, and their sums beside the full mark of each component. It adds up what is given and reads no rights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from procflow.canon import unstamp
from procflow.dates import Period, local_day
from procflow.queries import entries
from procflow.queries.deciders import Decider
from procflow.queries.sources import sources
from procflow.queries.titles import COMPONENTS, component
from procflow.regimes.rulebook import Rulebook
from procflow.shapes import Points


@dataclass(frozen=True, slots=True)
class Line:
    """One ledger line; points in hundredths. `total` runs over the lines shown; `reversed_by` and `reverses` name its twin.

    `late`: recorded on a later day than it happened, or flagged so. `decided` says whose decision it was, `source` where the line of an
    opening balance stood before.
    """

    entry: str
    occurred_on: str
    recorded_on: str
    late: bool
    item: str
    label: str
    component: str
    component_title: str
    points: Points
    uncredited: Points
    kind: str
    counts_in: str
    booked_in: str
    rule: str
    clause: str
    case: str
    decided: Decider | None
    total: Points
    reverses: str
    reversed_by: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """A component's sum in the period and in the year, beside its full mark (hundredths, None without one) per year or quarter."""

    component: str
    title: str
    points: Points
    year: Points
    full: Points | None
    per: str


def lines(session: Session, shown: Iterable[Any], rows: Iterable[Any], decided: Mapping[str, tuple[str, Decider]]) -> tuple[Line, ...]:
    books, twins = entries.books(session, rows), {row.reverses: row.entry_id for row in rows if row.reverses}
    brought, found, total = sources(session, rows), [], 0
    for row in shown:
        total += row.points
        case, by = decided.get(row.entry_id, ("", None))
        recorded = local_day(unstamp(row.recorded_at)).isoformat()
        found.append(Line(
            row.entry_id, row.occurred_on, recorded, row.occurred_on < recorded or "late" in row.flags.split(), row.item, entries.label(row, books),
            row.component, component(row.component), row.points, row.uncredited, row.kind, row.counts_in, row.booked_in, row.rule.split(" ")[0],
            entries.clause(row), case, by, total, row.reverses or "", twins.get(row.entry_id, ""),
            brought.get(row.entry_id, ""),
        ))  # fmt: skip
    return tuple(found)


def inside(counts_in: str, period: Period) -> bool:
    """Whether what counts in one period counts in another that holds it; a month shows the lines of its quarter that count by quarter."""
    at = Period.parse(counts_in)
    return period.first <= at.first and at.last <= period.last


def components(rows: Iterable[Any], at: Period, book: Rulebook | None) -> tuple[Sum, ...]:
    year: dict[str, int] = {}
    now: dict[str, int] = {}
    for row in rows:
        year[row.component] = year.get(row.component, 0) + row.points
        if inside(row.counts_in, at):
            now[row.component] = now.get(row.component, 0) + row.points
    caps = {name: book.cap(name) for name in COMPONENTS if name != "veto"} if book else {}
    wanted = [name for name in COMPONENTS if name in year or (name in caps and caps[name].points)]
    return tuple(Sum(name, component(name), now.get(name, 0), year.get(name, 0), caps[name].points if name in caps else None,
                     (caps[name].per or "") if name in caps else "") for name in wanted)  # fmt: skip


def trend(rows: Iterable[Any], year: int) -> tuple[tuple[str, int], ...]:
    """The total of each quarter of the year."""
    quarters = [Period(year, "quarter", number) for number in (1, 2, 3, 4)]
    return tuple((str(quarter), sum(row.points for row in rows if inside(row.counts_in, quarter))) for quarter in quarters)
