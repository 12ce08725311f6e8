"""A member's points as pictures, in the reader's language: bars against full marks, the last quarters, a radar. It adds nothing up anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from procflow.dates import Period
from procflow.queries import Category, Ledger
from procflow.web.drawings.bars import long
from procflow.web.drawings.marks import Picture
from procflow.web.drawings.radar import Axis, radar
from procflow.web.drawings.trend import Total
from procflow.web.drawings.trend import trend as drawn
from procflow.web.filters import lang, points, say

QUARTERS = 4
TIMES = {"year": {"month": 12, "quarter": 4, "year": 1}, "quarter": {"month": 3, "quarter": 1}}


@dataclass(frozen=True, slots=True)
class Bar:
    """A sum (hundredths) beside its full mark over `period`, how long its bar is, and its lines; `full` None where nothing caps it."""

    title: str
    url: str
    value: int
    full: int | None
    period: str

    @property
    def long(self) -> float:
        return long(self.value, self.full or 0)


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter's total; `change` against the one before, None for the first shown and for the one that runs."""

    period: str
    label: str
    value: int
    change: int | None
    running: bool
    long: float


@dataclass(frozen=True, slots=True)
class Trend:
    """The same totals twice: drawn, and as rows."""

    picture: Picture
    quarters: tuple[Quarter, ...]


def bars(ledger: Ledger) -> tuple[Bar, ...]:
    """Each component against its full mark; its items instead, where each has a mark of its own and these add up to the whole."""
    found: list[Bar] = []
    for part in ledger.categories:
        each = of_items(ledger, part)
        whole = Bar(part.title, url(ledger, part.period, component=part.component), part.points, part.full, part.period)
        found += each if len(each) > 1 and sum(one.full or 0 for one in each) == part.full and leftover(part) == 0 else [whole]
    return tuple(found)


def of_items(ledger: Ledger, part: Category) -> list[Bar]:
    """The items that come round so and so often in the period of the mark."""
    often = TIMES.get(Period.parse(part.period).kind, {})
    if part.component == "deduction" or any(each.per not in often for each in part.items):
        return []
    return [
        Bar(each.label, url(ledger, part.period, item=each.code), each.points, each.high * often[each.per], part.period)
        for each in part.items
    ]


def leftover(part: Category) -> int:
    """What was booked to the component under no item of today's catalogue: its bar alone shows that."""
    return part.points - sum(each.points for each in part.items)


def url(ledger: Ledger, period: str, **only: Any) -> str:
    return url_for("points.ledger", member=ledger.member.id, period=period, **only)


def trend(ledger: Ledger, today: date) -> Trend | None:
    """The last quarters that have begun, from the first in scope; None before there is any."""
    spans = [(Period.parse(period), total) for period, total in ledger.trend]
    begun = [
        (span, total) for span, total in spans if span.first <= today and (total or span.last.isoformat() >= (ledger.scope_from or ""))
    ]
    shown = begun[-QUARTERS:]
    if not shown:
        return None
    top = max(total for _, total in shown)
    rows = tuple(
        Quarter(str(span), named(span), total, total - shown[at - 1][1] if at and span.last < today else None, span.last >= today, long(total, top))
        for at, (span, total) in enumerate(shown)
    )  # fmt: skip
    totals = [Total(broken(each.label), each.value, points(each.value), each.running) for each in rows]
    return Trend(drawn(totals, say("季度走势"), points), rows)


def named(span: Period) -> str:
    """A quarter without its months."""
    return span.title(lang()).split("（")[0].split(" (")[0]


def broken(label: str) -> str:
    """Where a quarter's name may break: after the year."""
    year, cut, rest = label.partition("年")
    return f"{year}{cut}\n{rest}" if cut else label


def around(found: tuple[Bar, ...]) -> Picture | None:
    """Shares of the full marks around a centre, for whoever asks for it; None where there are too few marks."""
    marks = [each for each in found if each.full]
    return radar([Axis(say(each.title), each.value, each.full or 0) for each in marks], say("占满分的比例"))
