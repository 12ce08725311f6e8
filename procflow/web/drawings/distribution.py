"""How many have which score: columns on the scale of the scores, lines where a band begins, holes between bands marked. It rates nobody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from procflow.web.drawings.columns import Band, Column, bounds
from procflow.web.drawings.marks import Box, Line, Picture, Words, apart, below

WIDE, TOP, BOTTOM, SIDE = 580, 40, 214, 20


def distribution(
    found: Sequence[Column], bands: Sequence[Band], title: str, desc: str, written: Callable[[int], str], hole: str
) -> Picture:
    """`written` says a bound, `hole` is what a gap is called."""
    most, broad = max((each.count for each in found), default=0) or 1, (WIDE - 2 * SIDE) / max(1, len(found))

    def tall(count: int) -> float:
        return round((BOTTOM - TOP) * count / most, 1)

    boxes, words = [], []
    for at, each in enumerate(found):
        x = SIDE + broad * at
        rated = each.count - each.gaps
        parts = ((rated, tall(rated), "ink"), (each.gaps, tall(each.count), "gap"))
        boxes += [Box(x + broad * 0.14, BOTTOM - top, broad * 0.72, tall(count), kind) for count, top, kind in parts if count]
        words += [Words(x + broad / 2, BOTTOM - tall(each.count) - 8, str(each.count), "strong")] if each.count else []
    places = {each.low: SIDE + broad * at for at, each in enumerate(found) if each.low is not None}
    lines = [Line(((SIDE, BOTTOM), (WIDE - SIDE, BOTTOM)), "axis")]
    fixed = [cut for cut in bounds(bands) if cut in places]
    lines += [Line(((places[cut], TOP - 20), (places[cut], BOTTOM + 6)), "band") for cut in fixed]
    ticks = apart([Words(places[cut], BOTTOM + 24, written(cut), "quiet") for cut in (fixed or places)], WIDE)
    starts = [SIDE, *(places[cut] for cut in fixed), WIDE - SIDE]
    cuts: list[int | None] = [None, *fixed, None]
    names: list[Words] = []
    for at, (left, right) in enumerate(pairwise(starts)):
        said, gap = called(bands, cuts[at], cuts[at + 1], hole)
        names += below((left + right) / 2, BOTTOM + 50, said, right - left - 2, "gap" if gap else "")
    return Picture(WIDE, BOTTOM + 82, title, desc, tuple(boxes), tuple(lines), words=(*words, *ticks, *names))


def called(bands: Sequence[Band], low: int | None, high: int | None, hole: str) -> tuple[str, bool]:
    """What a stretch between two bounds is called: the grade that covers it, else a gap."""
    over = [band for band in bands if covers(band, low, high)]
    grades = [band for band in over if not band.gap]
    return (grades[0].title, False) if grades else (hole, True) if over else ("", False)


def covers(band: Band, low: int | None, high: int | None) -> bool:
    begins = band.low is None or (low is not None and band.low <= low)
    ends = band.high is None or (high is not None and band.high >= high)
    return begins and ends and (band.low, band.high) != (None, None)
