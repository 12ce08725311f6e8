"""Proves that whatever figures a member can have fall in exactly one outcome or a declared gap, and shows where they do not, with somebody as example."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from procflow.regimes.boxes import Box, both, of_grade, without
from procflow.regimes.findings import Finding
from procflow.regimes.parts import Grade
from procflow.regimes.reach import Example, example, limits
from procflow.regimes.rulebook import Rulebook
from procflow.wording import say

THRESHOLDS: tuple[Literal["probation", "activists"], ...] = ("probation", "activists")


@dataclass(frozen=True, slots=True)
class Region:
    """Boxes that somebody can be in, and somebody who is."""

    boxes: tuple[Box, ...]
    within: Box
    member: Example

    def title(self, lang: str = "zh") -> str:
        return say(" 或 ", lang).join(box.title(lang, self.within) for box in self.boxes)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The grades or gaps of a regime, each with its boxes and its place in the file."""

    rules: Rulebook
    within: Box
    grades: tuple[tuple[Grade, list[Box]], ...]
    gaps: tuple[tuple[Grade, list[Box]], ...]

    def region(self, boxes: Sequence[Box]) -> Region | None:
        """What of the boxes can be; None where nobody's figures can."""
        found = [(box.meet(self.within), member) for box in boxes if (member := example(self.rules, box))]
        return Region(tuple(box for box, _ in found), self.within, found[0][1]) if found else None

    def rest(self) -> list[Box]:
        """Where no grade holds."""
        return without([self.within], (box for _, boxes in self.grades for box in boxes))


def findings(rules: Rulebook) -> Iterator[Finding]:
    """Grades that nobody can reach, figures without outcome, declared gaps, and where two outcomes hold at once."""
    within = limits(rules)
    grades, gaps = (tuple((each, of_grade(each)) for each in table) for table in (rules.grades, rules.gaps))
    outcomes = Outcomes(rules, within, grades, gaps)
    yield from _unreachable(outcomes)
    yield from _holes(outcomes)
    for (place, one), (other_place, other) in combinations(enumerate(grades), 2):
        if region := outcomes.region(both(one[1], other[1])):
            yield _overlap(rules, region, one[0], other[0], other_place, adjacent=other_place == place + 1)


def _unreachable(outcomes: Outcomes) -> Iterator[Finding]:
    order = outcomes.rules.value("grading.order") or () if outcomes.rules.value("grading.resolution") == "tests" else ()
    tables = {path: outcomes.rules.thresholds(path) for path in THRESHOLDS}
    further = [(f"{path}.thresholds[{n}]", each) for path, rows in tables.items() for n, each in enumerate(rows)]
    further += [("grades", each) for each in outcomes.rules.period_grades]
    for where, grade in further:
        if not outcomes.region(of_grade(grade)):
            yield Finding(
                "error", "UNREACHABLE", where, "谁也得不到“{label}”：上限以内没有这样的得分", {"label": grade.label}, grade.clause
            )
    for place, (grade, boxes) in enumerate(outcomes.grades):
        named = {"label": grade.label}
        if not outcomes.region(boxes):
            yield Finding("error", "UNREACHABLE", f"grades[{place}]", "谁也得不到“{label}”：上限以内没有这样的得分", named, grade.clause)
        elif grade.code in order:
            earlier = order[: order.index(grade.code)]
            taken = [box for other, theirs in outcomes.grades if other.code in earlier for box in theirs]
            if not outcomes.region(without(boxes, taken)):
                yield Finding("error", "UNREACHABLE", f"grades[{place}]", "谁也得不到“{label}”：前面的等次已全部包含", named, grade.clause)


def _holes(outcomes: Outcomes) -> Iterator[Finding]:
    rest = outcomes.rest()
    for place, (gap, boxes) in enumerate(outcomes.gaps):
        if region := outcomes.region(both(rest, boxes)):
            inputs: dict[str, object] = {"where": region, "label": gap.label, "member": region.member}
            yield Finding(
                "hole", "GAP_DECLARED", f"gaps[{place}]", "{where}：原文没有等次，按“{label}”处理。例如：{member}", inputs, gap.clause
            )
        else:
            yield Finding("warning", "GAP_IDLE", f"gaps[{place}]", "“{label}”所指的得分都有等次", {"label": gap.label}, gap.clause)
    for (_, one), (place, other) in combinations(enumerate(outcomes.gaps), 2):
        if region := outcomes.region(both(rest, both(one[1], other[1]))):
            inputs = {"where": region, "label": one[0].label, "other": other[0].label, "member": region.member}
            yield Finding(
                "error",
                "GAP_TWICE",
                f"gaps[{place}]",
                "{where}：声明了两个空档，“{label}”“{other}”。例如：{member}",
                inputs,
                other[0].clause,
            )
    if region := outcomes.region(without(rest, (box for _, boxes in outcomes.gaps for box in boxes))):
        inputs = {"where": region, "member": region.member}
        yield Finding("error", "NO_OUTCOME", "grades", "{where}：没有等次，也未声明为空档。例如：{member}", inputs)


def _overlap(rules: Rulebook, region: Region, one: Grade, other: Grade, place: int, *, adjacent: bool) -> Finding:
    inputs: dict[str, object] = {"where": region, "label": one.label, "other": other.label, "member": region.member}
    clause = " ".join(dict.fromkeys(f"{one.clause} {other.clause}".split()))
    at = f"grades[{place}]"
    settled, order = rules.value("grading.shared_bound"), rules.value("grading.order") or ()
    if rules.value("grading.resolution") == "tests":
        if not {one.code, other.code} <= set(order):
            return Finding("error", "ORDER_INCOMPLETE", at, "{where}：“{label}”与“{other}”重叠，未规定先后。例如：{member}", inputs, clause)
        inputs["taken"] = one.label if order.index(one.code) < order.index(other.code) else other.label
        return Finding(
            "hole", "OVERLAP_ORDERED", at, "{where}：同属“{label}”与“{other}”，按先后归入“{taken}”。例如：{member}", inputs, clause
        )
    if rules.value("grading.resolution") is None:
        return Finding("error", "OVERLAP", at, "{where}：同属“{label}”与“{other}”，未规定归入哪一个。例如：{member}", inputs, clause)
    if settled is None or not adjacent or not _one_score(region):
        return Finding("error", "BANDS_OVERLAP", at, "{where}：同属“{label}”与“{other}”。例如：{member}", inputs, clause)
    inputs["taken"] = one.label if settled == "upper" else other.label
    return Finding("hole", "SHARED_BOUND", at, "{where}：同属“{label}”与“{other}”，归入“{taken}”。例如：{member}", inputs, clause)


def _one_score(region: Region) -> bool:
    return all(box.sides[0].low[0] == box.sides[0].high[0] for box in region.boxes)
