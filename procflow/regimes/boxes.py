"""Stretches of figures and boxes of them, with open and closed ends kept apart; exact set arithmetic that knows no rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from procflow.regimes.parts import Grade, Test
from procflow.wording import points, say

# The figures that a grade may test, in the order in which a box names them.
METRICS = {"score": "得分", "base": "基础分", "bonus": "奖励分", "deduction_sum": "年度扣分", "appraisal": "评议分", "task": "任务分"}
ENDLESS = 10**12  # hundredths that no figure reaches

# A place between figures: just before (0) or just behind (1) so many hundredths.
Cut: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Every figure between two cuts; nothing where they meet."""

    low: Cut = (-ENDLESS, 0)
    high: Cut = (ENDLESS, 1)

    def meet(self, other: Stretch) -> Stretch:
        return Stretch(max(self.low, other.low), min(self.high, other.high))

    def whole(self, unit: int = 1) -> tuple[int, int]:
        """The least and the greatest figure on a grid of so many hundredths; the first is above the second where there is none."""
        least, most = self.low[0] + self.low[1], self.high[0] - 1 + self.high[1]
        return -(-least // unit) * unit, most // unit * unit

    def __str__(self) -> str:
        """As it is written: [65, 70) holds 65 and not 70."""
        low = "(−∞" if self.low[0] == -ENDLESS else "[("[self.low[1]] + points(self.low[0])
        high = "∞)" if self.high[0] == ENDLESS else points(self.high[0]) + ")]"[self.high[1]]
        return f"{low}, {high}"


ALL = Stretch()


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch for each metric, all of which hold at once; `within` is what is so anyway, and is not told."""

    sides: tuple[Stretch, ...] = (ALL,) * len(METRICS)

    def meet(self, other: Box) -> Box:
        return Box(tuple(one.meet(two) for one, two in zip(self.sides, other.sides, strict=True)))

    def empty(self) -> bool:
        return any(side.low >= side.high for side in self.sides)

    def inside(self, other: Box) -> bool:
        return self.meet(other) == self

    def outside(self) -> list[Box]:
        """The boxes that together hold everything else."""
        return [
            Box((*(ALL,) * place, rest, *(ALL,) * (len(METRICS) - place - 1)))
            for place, side in enumerate(self.sides)
            for rest in (Stretch(ALL.low, side.low), Stretch(side.high, ALL.high))
            if rest.low < rest.high and side != ALL
        ]

    def title(self, lang: str, within: Box) -> str:
        """得分 [70, ∞)、奖励分 [0, 3)."""
        named = [
            f"{say(label, lang)} {side}"
            for label, side, plain in zip(METRICS.values(), self.sides, within.sides, strict=True)
            if side != plain
        ]
        return (", " if lang == "en" else "、").join(named) or say("任何得分", lang)


def of_test(test: Test) -> Box:
    low = {">=": (test.points, 0), ">": (test.points, 1)}.get(test.sign, ALL.low)
    high = {"<": (test.points, 0), "<=": (test.points, 1)}.get(test.sign, ALL.high)
    place = list(METRICS).index(test.metric)
    return Box((*(ALL,) * place, Stretch(low, high), *(ALL,) * (len(METRICS) - place - 1)))


def of_grade(grade: Grade) -> list[Box]:
    """The boxes in which a grade's tests hold: all of `all`, and of `any` one each."""
    common = Box()
    for test in grade.all:
        common = common.meet(of_test(test))
    return tidy([common.meet(of_test(test)) for test in grade.any] if grade.any else [common])


def both(one: Sequence[Box], other: Sequence[Box]) -> list[Box]:
    return tidy(a.meet(b) for a in one for b in other)


def without(one: Sequence[Box], taken: Iterable[Box]) -> list[Box]:
    """What is left of some boxes when others are taken away: the greatest boxes that fit in the rest; they may overlap."""
    left = list(one)
    for box in taken:
        left = both(left, box.outside())
    return left


def tidy(boxes: Iterable[Box]) -> list[Box]:
    """Without the empty ones and those inside another."""
    found = list(dict.fromkeys(box for box in boxes if not box.empty()))
    return [box for box in found if not any(box != other and box.inside(other) for other in found)]
