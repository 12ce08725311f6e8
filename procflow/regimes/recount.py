"""A year's ledger as other rules would have credited it: amounts and caps anew from what was asked for. It rates nobody and posts nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from procflow.dates import Period
from procflow.regimes.parts import Item
from procflow.regimes.rulebook import Rulebook
from procflow.regimes.scoring import rounded
from procflow.regimes.statement import Booked

CAPPED = ("base", "bonus", "task", "appraisal")


class Posted(Booked, Protocol):
    """An entry that also names its item of the catalogue; "" for none."""

    @property
    def item(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Recounted:
    """What a member gets of a component in a period, in hundredths, and what the cap keeps back."""

    member: str
    component: str
    points: int
    counts_in: str
    uncredited: int = 0
    kind: str = "original"
    reversed: bool = False


def recounted(old: Rulebook, new: Rulebook, entries: Iterable[Posted]) -> tuple[Recounted, ...]:
    """The standing entries under the new rules: each item at its new points, each cap met exactly at the end of every period.

    What was undone, and what a cap gave back, is left out: the amounts asked for are counted instead.
    """
    catalogue = {(item.component, item.code): item for item in old.items()}, {(item.component, item.code): item for item in new.items()}
    asked: dict[tuple[str, str], dict[str, int]] = {}
    for each in entries:
        if not each.reversed and each.kind != "cap":
            before, after = (items.get((each.component, each.item)) for items in catalogue)
            of_member = asked.setdefault((each.member, each.component), {})
            of_member[each.counts_in] = of_member.get(each.counts_in, 0) + repriced(each, before, after)
    return tuple(line for (member, component), sums in asked.items() for line in capped(new, member, component, in_order(sums)))


def repriced(entry: Posted, before: Item | None, after: Item | None) -> int:
    """What the entry asks for: of an item with fixed points in proportion to its new points, of one with a range within the new range.

    A correction, and an item that the new catalogue does not have, asks for what it asked for.
    """
    asked = entry.points + entry.uncredited
    if entry.kind != "original" or before is None or after is None or (before.low, before.high) == (after.low, after.high):
        return asked
    if fixed(before) and fixed(after):
        return rounded(Fraction(asked) * after.high / before.high)
    size = max(after.low, min(after.high, abs(asked)))
    return -size if asked < 0 else size


def fixed(item: Item) -> bool:
    return item.low == item.high > 0


def in_order(sums: Mapping[str, int]) -> list[tuple[str, int]]:
    """By period; what counts in the year as a whole comes after its last one."""
    return sorted(sums.items(), key=lambda one: (Period.parse(one[0]).last, -len(one[0])))


def capped(rulebook: Rulebook, member: str, component: str, asked: Sequence[tuple[str, int]]) -> list[Recounted]:
    """One member's component period by period: what the cap has room for until then, less what it had room for before."""
    cap = rulebook.cap(component)
    if component not in CAPPED or cap.points is None:
        return [Recounted(member, component, points, counts_in) for counts_in, points in asked]
    found, sums, given = [], dict[str, int](), dict[str, int]()
    for counts_in, points in asked:
        span = counts_in if cap.per == "quarter" else counts_in[:4]
        sums[span] = sums.get(span, 0) + points
        due = max(-cap.points, min(cap.points, sums[span]))
        credited, given[span] = due - given.get(span, 0), due
        found.append(Recounted(member, component, credited, counts_in, points - credited))
    return found
