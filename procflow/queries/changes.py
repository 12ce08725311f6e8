"""How points change by entries that are not booked yet: before and after, for each member and component. It adds up; it clips nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from procflow.models import LedgerEntry
from procflow.queries.people import Named
from procflow.queries.titles import component
from procflow.shapes import Points

Sums = dict[tuple[str, str, str], int]


@dataclass(frozen=True, slots=True)
class Change:
    """Points of one member and component in one period, in hundredths; `uncredited` is what the cap cuts off.

    `before`/`after` of the component in the period, `total_before`/`total_after` of all components in the year.
    """

    member: Named
    component: str
    component_title: str
    period: str
    points: Points
    uncredited: Points
    before: Points
    after: Points
    total_before: Points
    total_after: Points


def sums_now(session: Session, entries: list[dict[str, Any]]) -> Sums:
    """The members' sums as they are without these entries, by member, component and period."""
    members = {each["member_id"] for each in entries}
    if not members:
        return {}
    grouped = (LedgerEntry.member_id, LedgerEntry.component, LedgerEntry.counts_in)
    chosen = select(*grouped, func.sum(LedgerEntry.points).label("points")).where(
        LedgerEntry.member_id.in_(members), LedgerEntry.cycle.in_({each["cycle"] for each in entries}),
        LedgerEntry.entry_id.not_in([each["entry_id"] for each in entries]))  # fmt: skip
    return {(row.member_id, row.component, row.counts_in): int(row.points) for row in session.execute(chosen.group_by(*grouped))}


def change(entry: Mapping[str, Any], sums: Sums, called: Mapping[str, str]) -> Change:
    """What this entry changes; `sums` move on, so that several entries of one act add up."""
    key = (entry["member_id"], entry["component"], entry["counts_in"])
    before = sums.get(key, 0)
    total = sum(points for (member, _, period), points in sums.items() if member == key[0] and period[:4] == entry["cycle"])
    sums[key] = before + entry["points"]
    return Change(Named(key[0], called.get(key[0], key[0])), key[1], component(key[1]), key[2], entry["points"], entry["uncredited"], before,
                  sums[key], total, total + entry["points"])  # fmt: skip
