"""Days, working days, windows, deadlines and periods (Asia/Shanghai); pure: the calendar is passed in and no clock is read."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import total_ordering
from importlib import import_module
from typing import Literal
from zoneinfo import ZoneInfo

from procflow.wording import MONTHS

ZONE = ZoneInfo("Asia/Shanghai")
Kind = Literal["month", "quarter", "half_year", "year"]
_ONE_DAY = timedelta(days=1)


def local_day(instant: datetime) -> date:
    """The day on which an instant falls in China; ValueError for a datetime without zone."""
    if instant.utcoffset() is None:
        raise ValueError(f"{instant!r} has no time zone")
    return instant.astimezone(ZONE).date()


def start_of(day: date) -> datetime:
    """Local midnight at which the day begins."""
    return datetime.combine(day, time(), ZONE)


def end_of(day: date) -> datetime:
    """24:00 of the day: the first instant that is no longer in it."""
    return start_of(day + _ONE_DAY)


def months_after(day: date, n: int) -> date:
    """The same day of the month n months on; where that month has no such day, its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class Span:
    """A length of time as rules give it: n calendar days ("d") or n working days ("wd")."""

    n: int
    unit: Literal["d", "wd"] = "d"

    def __post_init__(self) -> None:
        if self.n < 0 or self.unit not in ("d", "wd"):
            raise ValueError(f"no span of {self.n} {self.unit}")

    def __str__(self) -> str:
        return f"{self.n}{self.unit}"

    def title(self, lang: str = "zh") -> str:
        if lang == "en":
            return f"{self.n} {'working ' if self.unit == 'wd' else ''}{'day' if self.n == 1 else 'days'}"
        return f"{self.n}{'个工作日' if self.unit == 'wd' else '天'}"


def days(n: int) -> Span:
    return Span(n, "d")


def workdays(n: int) -> Span:
    return Span(n, "wd")


@dataclass(frozen=True)
class Calendar:
    """The days that differ from Monday-to-Friday (True = works), and the years for which the State Council's notice is entered."""

    days: Mapping[date, bool] = field(default_factory=dict)
    known: frozenset[int] = frozenset()

    def is_workday(self, day: date) -> bool:
        return self.days.get(day, day.weekday() < 5)

    def is_estimated(self, day: date) -> bool:
        return day.year not in self.known

    def next_workday(self, day: date) -> date:
        """The day itself if it works, else the first one after it that does (A55)."""
        while not self.is_workday(day):
            day += _ONE_DAY
        return day

    def add(self, start: date, span: Span) -> date:
        """Last day of a span that is counted from the day after `start` (N17)."""
        if span.unit == "d":
            return start + span.n * _ONE_DAY
        last, left = start, span.n
        while left:
            last += _ONE_DAY
            left -= self.is_workday(last)
        return last


@dataclass(frozen=True)
class Window:
    """Days from `first` to `last`, both included; it runs to 24:00 of `last`."""

    first: date
    last: date

    def contains(self, day: date) -> bool:
        return self.first <= day <= self.last

    def over(self, day: date) -> bool:
        return day > self.last


def publicity(posted: date, span: Span, calendar: Calendar) -> Window:
    """The days that count after a sheet was posted; the posting day does not (A34, N17), though objections are accepted on it."""
    if not span.n:
        raise ValueError("a sheet is posted for at least one day")
    return Window(calendar.add(posted, Span(1, span.unit)), calendar.add(posted, span))


@total_ordering
@dataclass(frozen=True)
class Period:
    """A month "2024-03", a quarter "2024-Q1", a half-year "2024-H1" or a year "2024"; ordered by first day, then by length: see `parse`, `of`."""

    year: int
    kind: Kind
    number: int = 1  # which month, quarter or half of the year; 1 for the year itself

    def __post_init__(self) -> None:
        if not (1 <= self.year <= 9999 and self.kind in _IN_A_YEAR and 1 <= self.number <= _IN_A_YEAR[self.kind]):
            raise ValueError(f"no {self.kind} {self.number} of {self.year}")

    @classmethod
    def parse(cls, text: str) -> Period:
        """ValueError unless the text is exactly what `str` of a period gives."""
        found = re.fullmatch(r"([0-9]{4})(?:-([QH])?([0-9]{1,2}))?", text)
        if found:
            kind: Kind = "year" if found[3] is None else _LETTERS[found[2]]
            period = cls(int(found[1]), kind, int(found[3] or 1))
            if str(period) == text:
                return period
        raise ValueError(f"{text!r} is not a period")

    @classmethod
    def of(cls, day: date, kind: Kind) -> Period:
        return cls(day.year, kind, (day.month - 1) * _IN_A_YEAR[kind] // 12 + 1)

    def __str__(self) -> str:
        shown = {"month": f"-{self.number:02d}", "quarter": f"-Q{self.number}", "half_year": f"-H{self.number}", "year": ""}
        return f"{self.year:04d}" + shown[self.kind]

    def __lt__(self, other: Period) -> bool:
        return (self.first, self.last) < (other.first, other.last)

    @property
    def first(self) -> date:
        return date(self.year, (self.number - 1) * self._length + 1, 1)

    @property
    def last(self) -> date:
        month = self.number * self._length
        return date(self.year, month, monthrange(self.year, month)[1])

    def contains(self, day: date) -> bool:
        return self.first <= day <= self.last

    def months(self) -> tuple[Period, ...]:
        return tuple(Period(self.year, "month", month) for month in range(self.first.month, self.last.month + 1))

    def quarter(self) -> Period:
        """The quarter that a month or quarter lies in; a longer period lies in none."""
        return self.inside("quarter")

    def inside(self, kind: Kind) -> Period:
        """The month, quarter, half-year or year that holds this whole period; ValueError where none does."""
        if _IN_A_YEAR[kind] > _IN_A_YEAR[self.kind]:
            raise ValueError(f"{self} is not inside a {kind}")
        return Period.of(self.first, kind)

    def parts(self, kind: Kind) -> tuple[Period, ...]:
        """The shorter periods of a kind that make up this one; itself for its own kind, nothing for a longer one."""
        if _IN_A_YEAR[kind] < _IN_A_YEAR[self.kind]:
            return ()
        found = [Period.of(self.first, kind)]
        while found[-1].last < self.last:
            found.append(found[-1].next())
        return tuple(found)

    def next(self) -> Period:
        return self._moved(1)

    def previous(self) -> Period:
        return self._moved(-1)

    def title(self, lang: str = "zh") -> str:
        """2024年第一季度（1—3月） or Q1 2024 (Jan–Mar)."""
        first, last = self.first.month, self.last.month
        if self.kind == "year":
            return f"{self.year}" if lang == "en" else f"{self.year}年"
        if self.kind == "month":
            return f"{MONTHS[first - 1]} {self.year}" if lang == "en" else f"{self.year}年{first}月"
        if lang == "en":
            return f"{'H' if self.kind == 'half_year' else 'Q'}{self.number} {self.year} ({MONTHS[first - 1]}–{MONTHS[last - 1]})"
        if self.kind == "half_year":
            return f"{self.year}年{'上下'[self.number - 1]}半年（{first}—{last}月）"
        return f"{self.year}年第{'一二三四'[self.number - 1]}季度（{first}—{last}月）"

    @property
    def _length(self) -> int:
        return 12 // _IN_A_YEAR[self.kind]

    def _moved(self, by: int) -> Period:
        year, number = divmod(self.year * _IN_A_YEAR[self.kind] + self.number - 1 + by, _IN_A_YEAR[self.kind])
        return Period(year, self.kind, number + 1)


_IN_A_YEAR: Mapping[Kind, int] = {"month": 12, "quarter": 4, "half_year": 2, "year": 1}
_LETTERS: Mapping[str | None, Kind] = {"Q": "quarter", "H": "half_year", None: "month"}


def chinese_calendar(year: int) -> dict[date, bool] | None:
    """The statutory days of a year that break the week's rhythm: weekdays off and make-up workdays; None for a year not published yet."""
    published = import_module("chinese_calendar.constants")  # imported late: only the seeding of a calendar needs it
    if year not in {day.year for day in published.holidays}:
        return None
    off = {day: False for day in published.holidays if day.year == year and day.weekday() < 5}
    on = {day: True for day in published.workdays if day.year == year and day.weekday() > 4}
    return off | on


def statutory(year: int) -> dict[date, bool]:
    """What the law on holidays gives for a year that is not published yet: weekdays off, no make-up days. An estimate."""
    found = import_module("holidays").country_holidays("CN", years=year)
    return {day: False for day in sorted(found) if day.weekday() < 5}
