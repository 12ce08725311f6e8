"""The rating of a lengthened probation from its closed quarters, by the tests of score and deductions alone (A43); it knows no case and decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from procflow.dates import Period
from procflow.regimes.grading import chosen
from procflow.regimes.parts import Grade, Test
from procflow.regimes.rulebook import Rulebook, RuleUndefinedError
from procflow.regimes.scoring import rounded

ASKED = ("score", "deduction_sum")
DEDUCTION, TOTAL = 3, 5  # their places in a row of a statement


@dataclass(frozen=True, slots=True)
class Interim:
    """`score` in hundredths out of 100 points, `deductions` the sum taken off, over the periods that counted."""

    score: int
    deductions: int
    grade: Grade
    periods: tuple[str, ...]


def interim(rulebook: Rulebook, rows: Mapping[str, Sequence[int | str]], since: date) -> Interim:
    """The rating over the closed periods that ended after `since`, the day before the extension began.

    `rows` are the member's row of each closed period's statement, by period. RuleUndefinedError where the rules give no answer:
    no figure that stands for 100 points, no closed period, no grade for the score, or one that somebody must decide.
    """
    most = rulebook.value("probation.interim_of")
    counted = {name: row for name, row in rows.items() if Period.parse(name).kind != "year" and Period.parse(name).last > since}
    if not most or not counted:
        raise RuleUndefinedError("probation.interim_of")
    totals, taken_off = (sum(int(row[place]) for row in counted.values()) for place in (TOTAL, DEDUCTION))
    score = rounded(Fraction(totals * 100_00, len(counted) * most), rulebook.value("annual.places"))
    return Interim(score, taken_off, graded(rulebook, {"score": score, "deduction_sum": taken_off}), tuple(sorted(counted)))


def graded(rulebook: Rulebook, figures: Mapping[str, int]) -> Grade:
    """The outcome by the tests of score and deductions; a grade that has no such test has no say."""
    grades, gaps = (
        tuple(each for each in map(narrowed, listed) if each and each.holds(figures)) for listed in (rulebook.grades, rulebook.gaps)
    )
    found = chosen(rulebook, grades or gaps)
    if found.decided_by:
        raise RuleUndefinedError("gaps")
    return rulebook.outcome(found.code)


def narrowed(grade: Grade) -> Grade | None:
    """The grade with these tests alone; None where that leaves nothing of what it asks."""
    every, either = asking(grade.all), asking(grade.any)
    lost = (grade.any and not either) or (grade.all and not every and not either)
    return None if lost else replace(grade, all=every, any=either)


def asking(tests: Iterable[Test]) -> tuple[Test, ...]:
    return tuple(each for each in tests if each.metric in ASKED)
