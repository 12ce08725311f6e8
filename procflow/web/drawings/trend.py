"""Totals one after the other as a line with labelled points, on a scale from zero. It adds nothing up and names no period."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from procflow.web.drawings.marks import SIZE, Dot, Line, Picture, Words, below

WIDE, TOP, BOTTOM = 480, 44, 236
FIRST, LAST = 112, 424
STEPS = (500, 1000, 2000, 2500, 5000, 10_000, 20_000, 50_000)


@dataclass(frozen=True, slots=True)
class Total:
    """A period as it is called (a line break where it may break), its total in hundredths and as it is written; `running` may still change."""

    label: str
    value: int
    shown: str
    running: bool = False


def trend(totals: Sequence[Total], title: str, written: Callable[[int], str]) -> Picture:
    """The totals from left to right; `written` says a value of the scale."""
    floor, step, count = scale([each.value for each in totals])
    gap = (LAST - FIRST) / max(1, len(totals) - 1)

    def height(value: int) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * (value - floor) / (step * count), 1)

    ticks = [floor + step * number for number in range(count + 1)]
    places = [(FIRST + gap * at if len(totals) > 1 else (FIRST + LAST) / 2, height(each.value)) for at, each in enumerate(totals)]
    values = tuple(Words(x, y - 16, each.shown, "strong") for (x, y), each in zip(places, totals, strict=True))
    names = (word for (x, _), each in zip(places, totals, strict=True) for word in below(x, BOTTOM + 30, each.label, min(gap, 116) - 6))
    desc = "; ".join(f"{each.label} {each.shown}".replace("\n", "") for each in totals)
    return Picture(
        WIDE, BOTTOM + 62, title, desc,
        lines=(*(Line(((56, height(tick)), (WIDE - 4, height(tick))), "grid") for tick in ticks), *path(places, totals)),
        dots=tuple(Dot(x, y) for x, y in places),
        words=(*(Words(48, height(tick) + SIZE / 3, written(tick), "quiet", "end") for tick in ticks), *values, *names),
    )  # fmt: skip


def path(places: Sequence[tuple[float, float]], totals: Sequence[Total]) -> list[Line]:
    """The line between totals that stand; what leads to one that may still change is only hinted at."""
    stand = [place for place, each in zip(places, totals, strict=True) if not each.running]
    if not stand:
        return []
    return [Line(tuple(stand), "trend"), *([Line((stand[-1], places[-1]), "running")] if totals[-1].running else [])]


def scale(values: Sequence[int]) -> tuple[int, int, int]:
    """Where the scale begins, its step and how many steps: from zero; a total below zero lowers the floor."""
    low, high = min([0, *values]), max([0, *values])
    step = next((each for each in STEPS if 3 * each >= high - low), None) or -(-(high - low) // 300) * 100
    floor = low // step * step
    return floor, step, max(1, -(-(high - floor) // step))
