"""Which figures a member can have at all: the limits of a regime, and an example that its own arithmetic adds up; it grades nobody."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from procflow.regimes.boxes import ENDLESS, METRICS, Box, Stretch
from procflow.regimes.rulebook import Rulebook
from procflow.regimes.scoring import MEANS, AnnualFacts, Line, Score, annual
from procflow.wording import points, say

BEYOND = 100_000  # hundredths above the last bound of a figure without limit: as good as any further one
PARTS = ("base", "bonus", "task", "appraisal")
PERIODS = {"month": 12, "quarter": 4, "half_year": 2, "year": 1}
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Example:
    """Somebody's figures for a year, as the regime's formula gives them."""

    figures: Mapping[str, int]
    veto: bool = False

    def title(self, lang: str = "zh") -> str:
        """基础分 66、奖励分 0、年度扣分 0、得分 66."""
        shown = [name for name in METRICS if name != "score" and (self.figures[name] or name in ("base", "bonus", "deduction_sum"))]
        named = [f"{say(METRICS[name], lang)} {points(self.figures[name])}" for name in (*shown, "score")]
        return (", " if lang == "en" else "、").join([*named, *([say("一票否决", lang)] if self.veto else [])])


def limits(rules: Rulebook) -> Box:
    """The box that holds every figure there can be: caps, floor and ceiling considered."""
    score = Stretch(*(cut(rules.value(f"annual.{end}"), side) for end, side in (("floor", 0), ("ceiling", 1))))
    if rules.value("annual.floor") is None and not rules.items("deduction") and most(rules, "deduction_sum") is None:
        score = Stretch((-ENDLESS, 0), score.high)
    return Box((score, *(Stretch((0, 0), cut(most(rules, name), 1)) for name in METRICS if name != "score")))


def most(rules: Rulebook, metric: str) -> int | None:
    """The most that a component can come to in a year (a mean of periods: in each); None without a limit."""
    component = "deduction" if metric == "deduction_sum" else metric
    cap = rules.cap(component)
    if cap.points is None or (component in ("base", "bonus") and any(item.outside_cap for item in rules.items(component))):
        return None
    mean = rules.value("annual.formula") in MEANS
    times = PERIODS.get(cap.per or "year", 1) if not mean else 1
    if mean and (component == "deduction" or (component == "bonus" and summed(rules))):
        times = PERIODS.get(cap.per or "year", 1)
    return cap.points * times


def example(rules: Rulebook, box: Box) -> Example | None:
    """Somebody whose figures lie in the box; None where nobody's can."""
    sides = dict(zip(METRICS, box.meet(limits(rules)).sides, strict=True))
    score = sides.pop("score").whole(10 ** (2 - rules.value("annual.places")))
    ranges = {name: bounded(side.whole()) for name, side in sides.items()}
    if score[0] > score[1] or any(least > greatest for least, greatest in ranges.values()):
        return None
    for spread in (True, False) if rules.value("annual.formula") in MEANS else (True,):
        if found := climb(rules, ranges, score, spread):
            return found
    if rules.items("veto") and rules.value("veto.effect") == "zero_score" and score[0] <= 0 <= score[1]:
        return Example(rated(rules, {name: least for name, (least, _) in ranges.items()}, True, True).figures(), True)
    return None


def climb(rules: Rulebook, ranges: Mapping[str, Range], score: Range, spread: bool) -> Example | None:
    """Goes from the least figures to the greatest, a hundredth at a time: the score only rises on the way, so halving finds the place."""
    whole = {name: max(least, greatest // 100 * 100) for name, (least, greatest) in ranges.items()}
    steps = [("deduction_sum", *ranges["deduction_sum"]), *((name, ranges[name][0], whole[name]) for name in PARTS)]
    steps += [(name, whole[name], ranges[name][1]) for name in PARTS]  # whole points first: an example with few decimals
    length = sum(greatest - least for _, least, greatest in steps)

    def at(step: int) -> Score:
        return rated(rules, placed(steps, step), False, spread)

    lowest, highest = at(0).effective, at(length).effective
    if max(lowest, score[0]) > min(highest, score[1]):
        return None
    wanted = pleasant(max(lowest, score[0]), min(highest, score[1]), lowest >= score[0])
    found = at(bisect_left(range(length + 1), wanted, key=lambda step: at(step).effective))
    return Example(found.figures()) if score[0] <= found.effective <= score[1] else None


def placed(steps: list[tuple[str, int, int]], step: int) -> dict[str, int]:
    """The figures after so many steps: first the deductions fall, then one component after the other rises."""
    found: dict[str, int] = {}
    for name, least, greatest in steps:
        taken = min(step, greatest - least)
        step -= taken
        if taken or name not in found:
            found[name] = greatest - taken if name == "deduction_sum" else least + taken
    return found


def rated(rules: Rulebook, figures: Mapping[str, int], veto: bool, spread: bool) -> Score:
    """The year of somebody with these figures, by the regime's own arithmetic; deductions evenly over the year, or all in one period."""
    gained = {name: figures[name] for name in PARTS if name != "appraisal"}
    if rules.value("annual.formula") not in MEANS:
        line = Line(**gained, deduction=figures["deduction_sum"], appraisal=figures["appraisal"])
        return annual(rules, AnnualFacts("", (line,), veto))
    n, floor = PERIODS[rules.value("cycle.period")], rules.value("annual.period_floor")
    taken = even(figures["deduction_sum"], n) if spread else [figures["deduction_sum"], *(0,) * (n - 1)]
    each_time = [{**gained, "bonus": part} for part in even(gained["bonus"], n)] if summed(rules) else [gained] * n
    totals = [sum(got.values()) - each for got, each in zip(each_time, taken, strict=True)]
    lines = tuple(
        Line(**got, deduction=each, total=total if floor is None else max(floor, total))
        for got, each, total in zip(each_time, taken, totals, strict=True)
    )
    return annual(rules, AnnualFacts("", lines, veto, figures["appraisal"]))


def summed(rules: Rulebook) -> bool:
    """Whether grades test the bonus of the whole year where everything else is a mean (A25)."""
    return rules.value("annual.formula") in MEANS and rules.value("grading.bonus") == "sum"


def even(amount: int, n: int) -> list[int]:
    """So many hundredths over n periods, as evenly as whole hundredths go."""
    whole, rest = divmod(amount, n)
    return [whole + (number < rest) for number in range(n)]


def pleasant(least: int, greatest: int, from_below: bool) -> int:
    """A round figure between two: the lowest, or where nothing bounds it below, the highest."""
    for unit in (100, 50, 10):
        low, high = -(-least // unit) * unit, greatest // unit * unit
        if low <= high:
            return high if from_below else low
    return greatest if from_below else least


def bounded(figures: Range) -> Range:
    least, greatest = figures
    return least, greatest if greatest < ENDLESS - 1 else least + BEYOND


def cut(given: int | None, side: int) -> tuple[int, int]:
    return ((ENDLESS if side else -ENDLESS) if given is None else given, side)
