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
    """The case's period: closed for posting or not, the earlier ones of its unit that are still open, and whose lines are being restated."""

    period: Period
    sealed: bool
    open_before: tuple[str, ...] = ()
    reopened: frozenset[str] = frozenset()

    def open_for(self, *members: str) -> bool:
        """Whether points of these members may be posted: nobody's are once the period is closed, but for lines that are being restated."""
        return not self.sealed or (bool(members) and self.reopened.issuperset(members))
