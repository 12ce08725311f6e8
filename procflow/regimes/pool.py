"""The places of a township shared out over its branches (A7): as whole numbers, in proportion to their members, none lost and none too many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Pool:
    """The members of each branch under one upper unit on the year's last day, by unit; `unit` is the one that is rated."""

    unit: str
    members: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.members.values())

    def part(self, places: int, cycle_no: int) -> int:
        """How many of so many places of the pool are this branch's."""
        return apportioned(self.members, places, cycle_no)[self.unit]


def apportioned(members: Mapping[str, int], places: int, cycle_no: int) -> dict[str, int]:
    """Each branch's whole part of the places, and the places left over to the greatest remainders.

    So everybody has the exact part rounded down or up. Of equal remainders the greater branch comes first; branches with as many
    members take turns from cycle to cycle.
    """
    total = sum(members.values())
    if not total:
        return dict.fromkeys(members, 0)
    exact = {unit: Fraction(places * count, total) for unit, count in members.items()}
    whole = {unit: int(part) for unit, part in exact.items()}
    alike = {count: sorted(unit for unit in members if members[unit] == count) for count in members.values()}
    turns = {unit: (units.index(unit) - cycle_no + 1) % len(units) for units in alike.values() for unit in units}
    first = sorted(members, key=lambda unit: (whole[unit] - exact[unit], -members[unit], turns[unit]))
    for unit in first[: places - sum(whole.values())]:
        whole[unit] += 1
    return whole
