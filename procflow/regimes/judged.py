"""Who falls in a grade that is held against every closing (P1): by the figures of the base's own period so far; it opens nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from procflow.dates import Period
from procflow.regimes.parts import Grade
from procflow.regimes.rulebook import Rulebook
from procflow.regimes.scoring import Line
from procflow.regimes.statement import Booked, Scoped, running
from procflow.regimes.worth import outcome_of


def judged(rules: Rulebook, entries: Iterable[Booked], people: Mapping[str, Scoped], period: Period) -> dict[str, Grade]:
    """Each member's grade of the period, where one of the plan's period grades holds; a member out of scope has none."""
    if not rules.period_grades:
        return {}
    found = running(rules, entries, people, period, rules.value("components.base.per") or rules.value("cycle.period"))
    graded = {member: outcome_of(rules.period_grades, figures(line)) for member, line in found.items() if member in people}
    return {member: grade for member, grade in graded.items() if grade}


def newly(rules: Rulebook, entries: Iterable[Booked], people: Mapping[str, Scoped], period: Period) -> dict[str, Grade]:
    """Those who were not in that grade at the closing before, in the same year: what it leads to is begun once."""
    booked, now = tuple(entries), judged(rules, entries, people, period)
    if period.previous().year != period.year:
        return now
    before = judged(rules, [each for each in booked if Period.parse(each.counts_in).last < period.first], people, period.previous())
    return {member: grade for member, grade in now.items() if member not in before or before[member].code != grade.code}


def figures(line: Line) -> dict[str, int]:
    """A line as a test of a grade sees it."""
    return {
        "score": line.total,
        "base": line.base,
        "bonus": line.bonus,
        "deduction_sum": line.deduction,
        "appraisal": line.appraisal,
        "task": line.task,
    }
