"""Scores counted into columns between the bounds of the bands: every score in just one. It draws nothing and rates nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import gcd

MOST = 9
STEPS = (100, 200, 500, 1000, 2000, 5000, 10_000, 100_000)


@dataclass(frozen=True, slots=True)
class Band:
    """An outcome between its bounds in hundredths, None where open; `gap` where the rules give no grade."""

    title: str
    low: int | None
    high: int | None
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """How many score from `low` up to below `high` (hundredths; None where open), and how many of them fall into a gap."""

    low: int | None
    high: int | None
    count: int
    gaps: int


def columns(scores: Sequence[tuple[int, bool]], bands: Sequence[Band]) -> tuple[Column, ...]:
    """`scores` are (score, whether it falls into a gap); every score lies in just one column."""
    cuts = edges([score for score, _ in scores], bounds(bands))
    spans: list[tuple[int | None, int | None]] = [(None, cuts[0]), *pairwise(cuts), (cuts[-1], None)]
    found = [column(scores, low, high) for low, high in spans]
    fixed = set(bounds(bands))
    return tuple(each for each in found if each.count or (each.low is not None and each.high is not None) or {each.low, each.high} & fixed)


def column(scores: Sequence[tuple[int, bool]], low: int | None, high: int | None) -> Column:
    inside = [gap for score, gap in scores if (low is None or score >= low) and (high is None or score < high)]
    return Column(low, high, len(inside), sum(inside))


def bounds(bands: Sequence[Band]) -> list[int]:
    return sorted({each for band in bands for each in (band.low, band.high) if each is not None})


def edges(scores: Sequence[int], fixed: Sequence[int]) -> list[int]:
    """Where columns part: at every bound, evenly between them where that makes few enough, and above them as far as there is room."""
    low, high = (fixed[0], fixed[-1]) if fixed else (min(scores, default=0), max(scores, default=0))
    if len(fixed) > 2 or (len(fixed) == 2 and high > low):
        apart_by = gcd(*(after - before for before, after in pairwise(fixed)))
        step = next((each for each in (500, 1000, 2000) if apart_by % each == 0 and (high - low) // each <= MOST), apart_by)
        if (high - low) // step > MOST:
            return list(fixed)
    else:
        step = next((each for each in STEPS if high - low < (MOST - 1) * each), 1_000_000)
        low = low if fixed else low // step * step
        high = low
    top = max(scores, default=high)
    while top >= high and (high - low) // step < MOST:
        high += step
    return list(range(low, high + 1, step))
