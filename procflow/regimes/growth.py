"""Shares that rise by formula in years without a figure of their own (T15 A11): what is wrong with the formula, and how far it goes. It files nothing."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from procflow.regimes.findings import Finding
from procflow.regimes.rulebook import Rulebook
from procflow.regimes.shares import number

PATH = "quota.growth"


def findings(rulebook: Rulebook) -> Iterator[Finding]:
    """A formula that raises nothing, nothing of its own, or more than there is."""
    by_formula, rows = rulebook.value("quota.later_years") == "formula", rulebook.value(PATH)
    if by_formula != bool(rows):
        sentence = "以后年度按公式提升，却没有写每年提升多少" if by_formula else "写明了每年提升多少，以后年度却不按公式提升"
        yield Finding("error", "GROWTH", PATH if rows else "quota.later_years", sentence, clause=rulebook.clause("quota.later_years"))
    if not by_formula:
        return
    yield from of_rows(rulebook)
    end = last_year(rulebook)
    if total(rulebook, end) > 1:
        cycle = bisect_left(range(1, end + 1), True, key=lambda cycle: total(rulebook, cycle) > 1) + 1
        yield Finding("error", "SHARES_OVER_ONE", PATH, "第{cycle_no}年度各等次比例之和超过一", {"cycle_no": cycle}, "T15 A11")


def of_rows(rulebook: Rulebook) -> Iterator[Finding]:
    labels, times = {grade.code: grade.label for grade in rulebook.grades}, Counter(each.grade for each in rulebook.growth)
    for place, rise in enumerate(rulebook.growth):
        at, named = f"{PATH}[{place}]", {"label": labels.get(rise.grade, rise.grade)}
        filed = [level for level in rulebook.levels if level.grade == rise.grade]
        if rise.grade not in labels:
            yield Finding("error", "UNKNOWN_GRADE", at, "比例所指的等次不存在：{label}", named, rise.clause)
        elif not filed:
            yield Finding("error", "GROWTH", at, "“{label}”没有备案的比例，无从提升", named, rise.clause)
        if times[rise.grade] > 1:
            yield Finding("error", "GROWTH", at, "“{label}”写了两次每年提升多少", named, rise.clause)
        if rise.grade in rulebook.value("quota.fixed"):
            yield Finding("error", "SHARE_NOT_FIXED", at, "“{label}”的比例各年不变，不能逐年提升", named, "T15 A11")
        if not rise.add:
            yield Finding("error", "SHARE_NOT_RAISED", at, "“{label}”每年提升为零", named, "T15 A11")
        for level in filed:
            if level.share >= rise.most:
                said = {**named, "cycle_no": level.cycle_no, "most": number(rise.most)}
                yield Finding("error", "SHARE_NOT_RAISED", at, "“{label}”第{cycle_no}年度的比例已到上限{most}，不能再提升", said, "T15 A11")


def last_year(rulebook: Rulebook) -> int:
    """The cycle from which on nothing rises any more."""
    filed = [level.cycle_no for level in rulebook.levels]
    risen = [level.cycle_no + ceil((rise.most - level.share) / rise.add) for rise in rulebook.growth if rise.add
             for level in rulebook.levels if level.grade == rise.grade]  # fmt: skip
    return max([1, *filed, *risen])


def total(rulebook: Rulebook, cycle_no: int) -> Fraction:
    """All shares of a cycle together; it never falls from one to the next, for every figure filed must raise."""
    return sum((level.share for grade in rulebook.grades if (level := rulebook.quota(grade.code, cycle_no))), Fraction(0))


def lowered(old: Rulebook, new: Rulebook) -> list[str]:
    """The grades that a new formula would give less, in some year, than they have under the old rules the year before."""
    years = range(2, max(last_year(old), last_year(new)) + 1)
    return [rise.grade for rise in new.growth if any(less(old, new, rise.grade, cycle) for cycle in years)]


def less(old: Rulebook, new: Rulebook, grade: str, cycle_no: int) -> bool:
    before, now = old.quota(grade, cycle_no - 1), new.quota(grade, cycle_no)
    return bool(before and now and now.share < before.share)
