"""The parts of a rulebook that callers hold in hand: items, grades, caps, quotas, publicity; plain frozen data."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from procflow.dates import Kind, Period, Span

SIGNS = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt}


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the catalogue. `low`..`high` are the hundredths of one entry, never negative; `sign` says how they count (veto: 0)."""

    code: str
    label: str
    component: str
    sign: int
    low: int
    high: int
    per: str
    evidence: int
    proof: str
    clause: str
    cap: int | None = None  # the most that it brings in the cap's period of its component, or in the year
    outside_cap: bool = False
    path: tuple[str, ...] = ()
    source: str = ""
    placeholder: bool = False  # its points are not set yet


@dataclass(frozen=True, slots=True)
class Test:
    """One bound of a grade: `score >= 90.00`, the points in hundredths."""

    __test__ = False  # not for pytest to collect

    metric: str
    sign: str
    points: int

    def holds(self, figures: Mapping[str, int]) -> bool:
        holds: bool = SIGNS[self.sign](figures[self.metric], self.points)
        return holds


@dataclass(frozen=True, slots=True)
class Grade:
    """An outcome of the annual score, or (`gap`) a declared hole between the outcomes.

    `all` and `any` must both hold where they are given; without either it holds for every score. `may`: the clause says 可.
    """

    code: str
    label: str
    clause: str
    all: tuple[Test, ...] = ()
    any: tuple[Test, ...] = ()
    star: bool = False
    award: bool = False
    may: bool = False
    opens: tuple[str, ...] = ()
    gap: bool = False
    decided_by: str = ""
    choices: tuple[str, ...] = ()  # of a gap: the grades to choose from; any where it names none
    at: str = "year"  # or "period": held against every closing

    def holds(self, figures: Mapping[str, int]) -> bool:
        for test in self.all:  # plain loops: this is asked for every grade of every member
            if not test.holds(figures):
                return False
        return not self.any or any(test.holds(figures) for test in self.any)


@dataclass(frozen=True, slots=True)
class MemberClass:
    """A class of members: `of` are standings, "retired", "in_service" or codes of groups; what is empty or None is as for everybody.

    `times` is how many hundredths of a base item's points a member of the class gets.
    """

    code: str
    label: str
    of: tuple[str, ...]
    base_cap: int | None
    items: tuple[str, ...]
    times: int
    clause: str


@dataclass(frozen=True, slots=True)
class Multiplier:
    """Items that count `times` hundredths of what was verified."""

    code: str
    label: str
    items: tuple[str, ...]
    times: int
    clause: str


@dataclass(frozen=True, slots=True)
class Cap:
    """The most that a component may count, in hundredths, `per` year, half-year, quarter or month; None is no cap."""

    points: int | None
    per: Kind | None


@dataclass(frozen=True, slots=True)
class Level:
    """A grade's filed share in one cycle. `inherited`: no figure was filed for the cycle, an earlier one stands; `grown`: by formula (A11)."""

    grade: str
    cycle_no: int
    share: Fraction
    clause: str
    inherited: bool = False
    grown: bool = False


@dataclass(frozen=True, slots=True)
class Growth:
    """How much a grade's share rises with each year that has no figure of its own, and where that ends."""

    grade: str
    add: Fraction
    most: Fraction
    clause: str


@dataclass(frozen=True, slots=True)
class Publicity:
    """How a sheet is posted: by whom, where, for how long, and by which day of the month after its period."""

    by: str
    span: Span
    start_counts: bool
    places: tuple[str, ...]
    due_day: int | None

    def due(self, period: Period) -> date | None:
        """The last day on which the sheet of a period is posted in time; None where the rules name no day."""
        if self.due_day is None:
            return None
        after = Period.of(period.last, "month").next()
        return after.first.replace(day=min(self.due_day, after.last.day))


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry of a list of reasons or forms: a code, its title, and the clause it stands on."""

    code: str
    label: str
    clause: str


@dataclass(frozen=True, slots=True)
class Policy:
    """One parameter in force: its path, its value as written canonically, the clauses behind it and the note beside it."""

    path: str
    value: object
    clause: str
    note: str = ""
