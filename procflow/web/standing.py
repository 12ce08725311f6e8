"""How a member's points are shown: bars against the full mark, the quarters as a line, what waits for an answer. It adds nothing up anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import url_for
from sqlalchemy.orm import Session

from procflow import queries
from procflow.dates import Period
from procflow.grammar import SYSTEM
from procflow.queries import Ledger, Moment, Row
from procflow.web.records import Shown

WIDEST, BOTTOM, HIGH = 130, 270, 240
FIRST, LAST = 80, 510
STEPS = (500, 1000, 2000, 2500, 5000, 10_000, 20_000, 50_000)
MOST = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """A component's sum beside its full mark (hundredths), over the period that the mark is for."""

    title: str
    url: str
    value: int
    full: int
    yearly: bool


@dataclass(frozen=True, slots=True)
class Todo:
    """How many tasks wait, and the one to begin with: `on` its last day, "" for none."""

    n: int
    title: str
    on: str
    url: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A quarter's total and its place; a `running` quarter is compared with none."""

    x: int
    y: int
    value: int
    period: str
    running: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """The quarters that have begun, as places in a drawing 540 wide; `lines` are heights with their value."""

    lines: tuple[tuple[int, int], ...]
    dots: tuple[Dot, ...]

    @property
    def path(self) -> str:
        return " ".join(f"{dot.x},{dot.y}" for dot in self.dots)

    @property
    def years(self) -> tuple[Dot, ...]:
        """The first quarter shown of each year, where there are two years to tell apart."""
        firsts = {dot.period[:4]: dot for dot in reversed(self.dots)}
        return tuple(firsts[year] for year in sorted(firsts)) if len(firsts) > 1 else ()

    @property
    def top(self) -> int:
        return self.lines[-1][1]


def latest(session: Session, actor: str, day: date, member: str) -> Period:
    """The present quarter, or the one before while this one has no line yet."""
    quarter = Period.of(day, "quarter")
    begun = dict(queries.points(session, actor, day, member, str(quarter)).trend)
    before = quarter.previous()
    return quarter if begun.get(str(quarter)) or not begun.get(str(before)) else before


def bars(ledger: Ledger) -> tuple[Bar, ...]:
    """The components that have a full mark; a mark of the year is measured by the year's sum."""
    found = []
    for each in ledger.sums:
        if each.full:
            yearly = each.per == "year"
            period = ledger.period[:4] if yearly else ledger.period
            url = url_for("points.ledger", member=ledger.member.id, period=period, component=each.component)
            found.append(Bar(each.title, url, each.year if yearly else each.points, each.full, yearly))
    return tuple(found)


def trend(ledger: Ledger, today: date) -> Chart:
    """The quarters up to today, from the first in scope, on a scale from zero; a sum below zero lowers the floor."""
    since = ledger.scope_from or ""
    spans = [(Period.parse(period), period, total) for period, total in ledger.trend]
    begun = [(period, total) for span, period, total in spans if span.first <= today and (total or span.last.isoformat() >= since)]
    values = [0, *(total for _, total in begun)]
    step = next((each for each in STEPS if 2 * each >= max(values) - min(values)), STEPS[-1])
    floor = -(-min(values) // step) * step if min(values) >= 0 else min(values) // step * step
    top = max(floor + 2 * step, -(-max(values) // step) * step)
    scale = (top - floor) // step

    def height(value: int) -> int:
        return round(BOTTOM - HIGH * (value - floor) / (top - floor))

    lines = tuple((height(floor + step * number), floor + step * number) for number in range(scale + 1))
    gap = min(WIDEST, (LAST - FIRST) // max(1, len(begun) - 1))
    dots = (
        Dot(FIRST + gap * place, height(total), total, each, Period.parse(each).last >= today) for place, (each, total) in enumerate(begun)
    )
    return Chart(lines, tuple(dots))


def to_check(session: Session, actor: str, day: date, ledger: Ledger) -> tuple[Row, ...]:
    """Open closings of the period on which the member's own word is due."""
    rows = queries.inbox(session, actor, day, unit=ledger.unit, filters=queries.Filters(step="quarterly_closing.member_check")).rows
    return tuple(row for row in rows if row.period == ledger.period)


def todo(session: Session, actor: str, day: date, unit: str) -> Todo | None:
    """What waits for the reader beside the check of a sheet, which has a note of its own; None where nothing does."""
    found = queries.inbox(session, actor, day, unit=unit, limit=MOST)
    rows = [row for row in found.rows if row.procedure != "quarterly_closing"]
    return Todo(found.counts["todo"], rows[0].title, rows[0].due, url_for("cases.show", no=rows[0].no)) if rows else None


def claims(session: Session, actor: str, day: date) -> tuple[Row, ...]:
    """What the member began last."""
    return queries.inbox(session, actor, day, box="mine", limit=MOST).rows


def matters(moment: Moment, shown: Shown) -> bool:
    """Whether a link of the chain says something of its own: what a person filed or decided, the result of a vote, the entry."""
    if moment.kind in ("evidence", "check"):
        return moment.event.by.id != SYSTEM and bool(moment.event.files or moment.event.form)
    return moment.kind == "entry" or moment.vote is not None


def periods(period: Period) -> tuple[str, ...]:
    """The year and its quarters, to choose from."""
    return (str(period.year), *(f"{period.year}-Q{number}" for number in (1, 2, 3, 4)))
