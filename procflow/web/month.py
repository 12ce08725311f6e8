"""A month as a page of the calendar shows it: its weeks, its days, the duties of several units under one heading. It asks nobody what is due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from procflow.dates import Calendar, Period
from procflow.queries.due import Duty
from procflow.queries.duties import Duties

WORST = ("overdue", "open", "late", "done", "passed")


@dataclass
class Entry:
    """The same thing due in one unit or in several: `units` are (title, how it stands there), `cases` what it is about."""

    duty: Duty
    units: list[tuple[str, str]] = field(default_factory=list)
    cases: list[tuple[str, str]] = field(default_factory=list)
    count: int = 0

    @property
    def state(self) -> str:
        """The worst of them."""
        return min((state for _, state in self.units), key=WORST.index)

    def standing(self, state: str) -> list[str]:
        return [title for title, each in self.units if each == state]


@dataclass(frozen=True)
class Day:
    """A day of the month: `rest` and `makeup` where it differs from an ordinary week, `off` where nobody works, and what is due."""

    date: date
    off: bool
    rest: bool
    makeup: bool
    entries: tuple[Entry, ...]

    @property
    def iso(self) -> str:
        return self.date.isoformat()


@dataclass(frozen=True)
class Month:
    """`weeks` of seven, None for the days of another month; `estimated` while the year's holidays are not known."""

    period: Period
    days: tuple[Day, ...]
    weeks: tuple[tuple[Day | None, ...], ...]
    estimated: bool


def month(period: Period, calendar: Calendar, found: Iterable[Duties]) -> Month:
    by_day = entries(found)
    dates = [period.first + timedelta(days=n) for n in range((period.last - period.first).days + 1)]
    days = tuple(day(each, calendar, by_day.get(each.isoformat(), {})) for each in dates)
    cells: list[Day | None] = [*[None] * period.first.weekday(), *days, *[None] * (6 - period.last.weekday())]
    weeks = tuple(tuple(cells[at : at + 7]) for at in range(0, len(cells), 7))
    return Month(period, days, weeks, bool(calendar.known or calendar.days) and calendar.is_estimated(period.first))


def day(on: date, calendar: Calendar, entries: dict[tuple[str, ...], Entry]) -> Day:
    works, plain = calendar.is_workday(on), on.weekday() < 5
    return Day(on, not works, plain and not works, works and not plain, tuple(entries.values()))


def entries(found: Iterable[Duties]) -> dict[str, dict[tuple[str, ...], Entry]]:
    """By day; what differs only by the unit stands together. A task stands for itself, and a meeting too."""
    by_day: dict[str, dict[tuple[str, ...], Entry]] = {}
    for of in found:
        for each in of.duties:
            alike = (each.title, each.period, each.clause) if each.kind == "fixed" else (each.key, each.state)
            entry = by_day.setdefault(each.day, {}).setdefault((each.kind, *alike), Entry(each))
            entry.units.append((of.unit_title, each.state))
            entry.cases.extend((no, who.name) for no, who in each.cases)
            entry.count += each.count
    return by_day


def eve_of(day: str, eve: str) -> str:
    """What the last working day before a day is called: before a holiday, or only before a weekend."""
    on, before = date.fromisoformat(day), date.fromisoformat(eve)
    return "节前最后工作日" if on.weekday() < 5 or (on - before).days > len(("周六", "周日")) else "此前最后工作日"
