"""From ledger entries to period lines and annual scores, exact and rounded once (A52); it posts nothing and grades nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from math import floor
from types import MappingProxyType
from typing import Protocol

from procflow.dates import Kind, Period
from procflow.regimes.rulebook import Rulebook, RuleUndefinedError

CREDITS = ("base", "bonus", "appraisal", "task")
MEANS = ("mean_periods_plus_appraisal", "mean_months")  # formulas that take the mean of the periods' totals
REGULAR: tuple[Kind, ...] = ("month", "quarter", "half_year", "year")
NO_CAPS: Mapping[str, int] = MappingProxyType({})


class Entry(Protocol):
    """What is read of a ledger entry: signed hundredths (deductions are negative), and the period for which they count ("2024-Q1")."""

    @property
    def member(self) -> str: ...
    @property
    def component(self) -> str: ...
    @property
    def points(self) -> int: ...
    @property
    def counts_in(self) -> str: ...


class Clipped(Entry, Protocol):
    """An entry that also says what the cap kept back; a reversal gives both amounts back with the opposite sign."""

    @property
    def uncredited(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Line:
    """A member's sums for a period in hundredths; `deduction` is the amount taken off, `total` never falls under the floor (A53)."""

    base: int = 0
    bonus: int = 0
    deduction: int = 0
    appraisal: int = 0
    task: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class AnnualFacts:
    """What a member's annual score rests on.

    `lines` are the lines of the periods that count. `possible` is the base that could be earned since joining, for a member who
    joined in mid-year (A16), and None for one who was in scope from the cycle's first day.
    """

    member: str
    lines: tuple[Line, ...]
    veto: bool = False
    appraisal: int = 0
    possible: int | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """A published annual score: components as shown, `raw` before and `effective` after a veto (A13)."""

    member: str
    base: int
    bonus: int
    deduction: int
    appraisal: int
    raw: int
    effective: int
    veto: bool = False
    task: int = 0
    tested: int | None = None  # the bonus as grades test it, where that is not the one shown (A25)

    def figures(self) -> Mapping[str, int]:
        """What the tests of a grade may ask for; every comparison uses these published values."""
        return {
            "score": self.effective,
            "base": self.base,
            "bonus": self.bonus if self.tested is None else self.tested,
            "deduction_sum": self.deduction,
            "appraisal": self.appraisal,
            "task": self.task,
        }


def totals(rulebook: Rulebook, entries: Iterable[Entry], period: Period | str) -> dict[str, Line]:
    """A line for each member with an entry that counts in the period or inside it (a year holds its quarters), by member."""
    sums: dict[str, dict[str, int]] = {}
    counts: dict[str, bool] = {}  # few periods, whatever the number of entries
    for entry in entries:
        if counts.setdefault(entry.counts_in, within(entry.counts_in, str(period))):
            of_member = sums.setdefault(entry.member, {})
            of_member[entry.component] = of_member.get(entry.component, 0) + entry.points
    least = rulebook.value("annual.period_floor")
    return {member: _line(sums[member], least) for member in sorted(sums)}


@cache
def within(counts_in: str, period: str) -> bool:
    """Whether what counts in one period counts in the other too: it is the same, or lies inside."""
    inner, outer = Period.parse(counts_in), Period.parse(period)
    return outer.first <= inner.first and inner.last <= outer.last


def rank(lines: Mapping[str, Line]) -> dict[str, int]:
    """Places by total, best first; equal totals share a place and the next one is left out (1, 1, 3)."""
    ordered = sorted(lines, key=lambda member: (-lines[member].total, member))
    first: dict[int, int] = {}
    for place, member in enumerate(ordered, 1):
        first.setdefault(lines[member].total, place)
    return {member: first[lines[member].total] for member in ordered}


def reapplied(rulebook: Rulebook, entries: Iterable[Clipped], component: str, own: Mapping[str, int] = NO_CAPS) -> dict[str, int]:
    """What a `cap` entry must add per member, because a reversal freed room under the cap or filled none; entries of one cap period.

    `own` are the caps of members whose class has one of its own. An item with a cap asks for no more than that; what stands outside the
    component's cap is left out by the caller.
    """
    credited: dict[str, int] = {}
    asked: dict[tuple[str, str], int] = {}
    for entry in entries:
        if entry.component == component:
            item = getattr(entry, "item", "")
            credited[entry.member] = credited.get(entry.member, 0) + entry.points
            asked[entry.member, item] = asked.get((entry.member, item), 0) + entry.points + entry.uncredited
    sums: dict[str, int] = {}
    for (member, item), amount in asked.items():
        most = rulebook.item_cap(item)
        sums[member] = sums.get(member, 0) + (amount if most is None else min(most, amount))
    whole = rulebook.cap(component).points
    caps = {member: own.get(member, whole) for member in sums}
    due = {member: amount if (most := caps[member]) is None else max(-most, min(most, amount)) for member, amount in sums.items()}
    if component == "base" and (lowest := rulebook.value("components.base.floor")) is not None:
        due = {member: max(lowest, amount) for member, amount in due.items()}
    return {member: due[member] - credited[member] for member in sorted(due) if due[member] != credited[member]}


def occasions(rulebook: Rulebook, year: int) -> tuple[tuple[str, date], ...]:
    """Every occasion of the year on which a base item can be earned, dated on the last day of its month, quarter, half-year or year."""
    of_kind: dict[str, tuple[Period, ...]] = {kind: Period(year, "year").parts(kind) for kind in REGULAR}
    return tuple((item.code, period.last) for item in rulebook.items("base") for period in of_kind.get(item.per, ()))


def possible(rulebook: Rulebook, held: Iterable[tuple[str, date]], since: date) -> int:
    """The base that could be earned on the occasions held on or after the first day in scope (A16)."""
    return sum(rulebook.item(code).high for code, day in held if day >= since)


def annual(rulebook: Rulebook, facts: AnnualFacts) -> Score:
    """A member's annual score by the regime's formula (T12 A6, B15), rounded once, veto applied last."""
    mean = rulebook.value("annual.formula") in MEANS
    if mean and not facts.lines:
        raise RuleUndefinedError("annual.formula")
    share = Fraction(1, len(facts.lines)) if mean else 1  # whole hundredths stay integers: fractions cost ten times as much
    base = _base(rulebook, facts, share)
    summed = sum(line.bonus for line in facts.lines)
    bonus = share * summed
    task = share * sum(line.task for line in facts.lines)
    deduction = sum(line.deduction for line in facts.lines)
    appraisal = facts.appraisal + sum(line.appraisal for line in facts.lines)
    # The mean is one of period totals, each with its own floor; the sum is one of components (T12).
    exact = share * sum(line.total for line in facts.lines) + facts.appraisal if mean else base + bonus + task + appraisal - deduction
    raw = _bounded(rulebook, rounded(exact, rulebook.value("annual.places")))
    zero = facts.veto and rulebook.veto_effect() == "zero_score"
    tested = summed if mean and rulebook.value("grading.bonus") == "sum" else None
    return Score(
        facts.member, rounded(base), rounded(bonus), deduction, appraisal, raw, 0 if zero else raw, facts.veto, rounded(task), tested
    )


def rounded(exact: Fraction | int, places: int = 2) -> int:
    """Hundredths rounded half up to as many decimals of a point (A52)."""
    unit: int = 10 ** (2 - places)
    if isinstance(exact, int):
        return (2 * exact + unit) // (2 * unit) * unit
    return floor(exact / unit + Fraction(1, 2)) * unit


def _line(sums: Mapping[str, int], least: int | None) -> Line:
    gained = {component: sums.get(component, 0) for component in CREDITS}
    total = sum(gained.values()) + sums.get("deduction", 0)
    return Line(**gained, deduction=-sums.get("deduction", 0), total=total if least is None else max(least, total))


def _base(rulebook: Rulebook, facts: AnnualFacts, share: Fraction | int) -> Fraction | int:
    earned = share * sum(line.base for line in facts.lines)
    if facts.possible is None or rulebook.value("midyear.base") != "rate":
        return earned
    most = rulebook.cap("base").points
    if most is None:
        return earned
    return min(Fraction(most), Fraction(earned) * most / facts.possible) if facts.possible else 0


def _bounded(rulebook: Rulebook, score: int) -> int:
    least, most = rulebook.value("annual.floor"), rulebook.value("annual.ceiling")
    score = score if least is None else max(least, score)
    return score if most is None else min(most, score)
