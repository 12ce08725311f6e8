"""How a few or many lengths of time spread: median and nine tenths, in tenths of a day. Pure arithmetic; it knows no case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

DAY = 10  # tenths of a day


@dataclass(frozen=True, slots=True)
class Spread:
    """`median` and `p90` (nine of ten took no longer) in tenths of a day, `longest` in days; all 0 where `n` is 0."""

    n: int = 0
    median: int = 0
    p90: int = 0
    longest: int = 0


def spread(lengths: Sequence[int]) -> Spread:
    """Of whole days: the median of an even number lies halfway between two, the nine tenths are a length that there was (nearest rank)."""
    if not lengths:
        return Spread()
    found, n = sorted(lengths), len(lengths)
    median = (found[(n - 1) // 2] + found[n // 2]) * DAY // 2
    return Spread(n, median, found[-(-n * 9 // 10) - 1] * DAY, found[-1])


def written(tenths: int) -> str:
    """35 as 3.5, 30 as 3."""
    whole, rest = divmod(tenths, DAY)
    return f"{whole}.{rest}" if rest else str(whole)
