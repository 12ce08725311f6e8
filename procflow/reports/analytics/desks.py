"""Deadlines by desk: kept, missed, still to come; a desk is a role, and no person is named. It reads no database."""

from __future__ import annotations

from collections.abc import Iterable

from procflow.queries.titles import role
from procflow.reports.analytics.reading import Deadline
from procflow.reports.analytics.shapes import Desk
from procflow.reports.analytics.stays import between


def desks(found: Iterable[Deadline], as_of: str) -> tuple[Desk, ...]:
    """Those with the most missed first."""
    by_desk: dict[str, list[Deadline]] = {}
    for each in found:
        by_desk.setdefault(each.desk, []).append(each)
    counted = [desk(name, of, as_of) for name, of in by_desk.items()]
    return tuple(sorted(counted, key=lambda each: (-each.missed, -each.due, each.desk)))


def desk(name: str, of: Iterable[Deadline], as_of: str) -> Desk:
    """The last day itself is in time."""
    kept = late = overdue = ahead = worst = 0
    for each in of:
        after = between(each.due, each.done or as_of)
        if each.done and after <= 0:
            kept += 1
        elif each.done:
            late, worst = late + 1, max(worst, after)
        elif after > 0:
            overdue, worst = overdue + 1, max(worst, after)
        else:
            ahead += 1
    return Desk(name, role(name), kept, late, overdue, ahead, worst)
