"""What a member earned of each item of the catalogue, and what can still be earned from a day on. It adds up what is given and reads no rights."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from procflow.dates import Kind, Period
from procflow.queries.titles import component
from procflow.regimes.parts import Item
from procflow.regimes.rulebook import Rulebook
from procflow.shapes import Points

SHOWN = ("base", "bonus", "deduction")
REPEATED: dict[str, Kind] = {"month": "month", "quarter": "quarter", "year": "year"}


@dataclass(frozen=True, slots=True)
class Earned:
    """An item: `low`..`high` of one entry, `per` month, quarter, year or event; `points` in `times` entries; `open` is None where nothing limits it."""

    code: str
    label: str
    clause: str
    per: str
    low: Points
    high: Points
    points: Points
    times: int
    open: Points | None


@dataclass(frozen=True)
class Category:
    """A component in the period that its full mark is for (hundredths); without full mark or limit, `full` and `open` are None."""

    component: str
    title: str
    period: str
    points: Points
    full: Points | None
    open: Points | None
    items: tuple[Earned, ...]


def categories(rows: Iterable[Any], at: Period, day: date, book: Rulebook, rated: bool) -> tuple[Category, ...]:
    """`rows` are the ledger lines of the year of `at`; whoever is not `rated` on that day can earn nothing more."""
    kept = list(rows)
    return tuple(category(kept, name, span(book, name, at, day), day if rated else None, book) for name in SHOWN if book.items(name))


def span(book: Rulebook, name: str, at: Period, day: date) -> Period:
    """The period that the component's full mark is for: the year, or the quarter looked at."""
    if book.cap(name).per != "quarter":
        return Period(at.year, "year")
    return Period.of(max(at.first, min(day, at.last)), "quarter") if at.kind == "year" else at.quarter()


def category(rows: list[Any], name: str, within: Period, day: date | None, book: Rulebook) -> Category:
    mine = [row for row in rows if row.component == name and within.first <= Period.parse(row.counts_in).first <= within.last]
    earnable = name != "deduction" and not (name == "base" and book.value("components.base.mode") != "accumulate")
    items = tuple(earned(mine, each, within, day if earnable else None) for each in book.items(name))
    points, full = sum(row.points for row in mine), book.cap(name).points
    left = max(0, full - points) if full is not None else None
    ways = None if any(each.open is None for each in items) else sum(each.open or 0 for each in items)
    limits = [each for each in (left, ways) if each is not None]
    return Category(name, component(name), str(within), points, full, min(limits) if limits else None, items)


def earned(rows: Iterable[Any], item: Item, within: Period, day: date | None) -> Earned:
    mine = [row for row in rows if row.item == item.code]
    undone = {row.reverses for row in mine if row.reverses}
    times = sum(not row.reverses and row.entry_id not in undone for row in mine)
    points = sum(row.points for row in mine)
    return Earned(item.code, item.label, item.clause, item.per, item.low, item.high, points, times, open_from(mine, item, within, day))


def open_from(rows: Iterable[Any], item: Item, within: Period, day: date | None) -> int | None:
    """What the periods that are not over yet may still bring; None for a thing that may happen any number of times."""
    if day is None or day > within.last:
        return 0
    if item.per not in REPEATED:
        return None
    had: dict[Period, int] = {}
    for row in rows:
        at = Period.of(date.fromisoformat(row.occurred_on), REPEATED[item.per])
        had[at] = had.get(at, 0) + row.points
    ahead, found = Period.of(max(day, within.first), REPEATED[item.per]), 0
    while ahead.first <= within.last:
        found += max(0, item.high - had.get(ahead, 0))
        ahead = ahead.next()
    return found
