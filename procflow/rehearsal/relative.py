"""A script whose days lie around some day: its ${places} filled in with dates and periods. It knows nothing else of scripts.

`${today-5}` is a day and `${today-5.year}` its year, `${month-1}` a month, `${focus}` the quarter in focus: the last that was over ten days before, so
that its closing can be under way. Each takes `+n` or `-n` in its own units; `.first` and `.last` are its days, which take `+n` or `-n` in days:
`${focus.last+3}`; `.m1`, `.m2`, `.m3` are its months.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from procflow.dates import Period
from procflow.errors import Spoken

PLACE = re.compile(r"\$\{(\w+)([+-]\d+)?(?:\.(first|last|year|m[123])([+-]\d+)?)?\}")
SETTLING = timedelta(days=10)


class UnknownPlace(Spoken):
    """A ${place} that names nothing."""


def filled(text: str, today: date) -> str:
    """The text with every place filled in for this day."""
    return PLACE.sub(lambda found: place(found, today), text)


def place(found: re.Match[str], today: date) -> str:
    name, moved, end, days = found.groups()
    if name == "today":
        day = today + timedelta(days=int(moved or 0))
        return str(day.year) if end == "year" else day.isoformat()
    period = around(name, today)
    if period is None:
        raise UnknownPlace("没有名为“{name}”的日期；可用的有 today、month、quarter、year、focus", name=name)
    for _ in range(abs(int(moved or 0))):
        period = period.next() if int(moved) > 0 else period.previous()
    if end == "year":
        return str(period.year)
    if end in ("first", "last"):
        return ((period.first if end == "first" else period.last) + timedelta(days=int(days or 0))).isoformat()
    return str(period.months()[int(end[1]) - 1]) if end else str(period)


def around(name: str, today: date) -> Period | None:
    match name:
        case "month" | "quarter" | "year":
            return Period.of(today, name)  # type: ignore[arg-type]  # one of the three
        case "focus":
            return focus(today)
    return None


def focus(today: date) -> Period:
    """The last quarter that was over ten days before."""
    return Period.of(today - SETTLING, "quarter").previous()
