"""A bar against its full mark, and two bars to compare: how long each is in a space 100 wide. It writes no figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of a comparison: how many before and after, and how long their bars are."""

    title: str
    before: int
    after: int
    long_before: float
    long_after: float


def long(value: float, full: float) -> float:
    """Never longer than the full mark, never below nothing; of no mark no bar."""
    return round(min(max(100 * value / full, 0.0), 100.0), 1) if full > 0 else 0.0


def compared(rows: Sequence[tuple[str, int, int]]) -> tuple[Pair, ...]:
    """Rows of (title, before, after) on one scale."""
    most = max((max(before, after) for _, before, after in rows), default=0)
    return tuple(Pair(title, before, after, long(before, most), long(after, most)) for title, before, after in rows)
