"""Rows put under the headings of a table; it sorts by day alone and knows no rule."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol, TypeVar

HEADINGS = ("逾期和今天", "本周", "以后")


class Due(Protocol):
    """Anything with a last day, as ISO text; "" for none."""

    @property
    def due(self) -> str: ...


T = TypeVar("T", bound=Due)


def by_urgency(rows: Iterable[T], today: date) -> list[tuple[str, list[T]]]:
    """The rows under 逾期和今天, 本周, 以后, each by day; headings without rows are left out."""
    sunday = today + timedelta(days=6 - today.weekday())
    groups: dict[str, list[T]] = {heading: [] for heading in HEADINGS}
    for row in sorted(rows, key=lambda row: row.due or "9999"):
        late, soon = row.due and row.due <= today.isoformat(), row.due and row.due <= sunday.isoformat()
        groups[HEADINGS[0] if late else HEADINGS[1] if soon else HEADINGS[2]].append(row)
    return [(heading, found) for heading, found in groups.items() if found]
