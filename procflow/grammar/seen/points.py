"""Entries and periods as a guard sees them."""

from __future__ import annotations

from dataclasses import dataclass

from procflow.dates import Period


@dataclass(frozen=True, slots=True)
class EntrySeen:
    id: str
    member: str
    component: str
    item: str
    points: int
    counts_in: str
    kind: str
    uncredited: int = 0
    reversed: bool = False


@dataclass(frozen=True, slots=True)
class PeriodSeen:
    """The case's period: sealed for posting or not, and the earlier ones of its unit that are still open."""

    period: Period
    sealed: bool
    open_before: tuple[str, ...] = ()
