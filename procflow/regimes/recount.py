"""A year's ledger as other rules would have credited it: amounts, grants and caps anew from what was asked for. It rates nobody and posts nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from procflow.dates import Period
from procflow.regimes.parts import Item
from procflow.regimes.rulebook import Rulebook
from procflow.regimes.scoring import rounded
from procflow.regimes.statement import CAPPED, NOBODY, Booked, Scoped, freed, granted

ANEW = ("components.base.mode", "components.base.cap", "components.base.per", "components.base.carry_over")


class Posted(Booked, Protocol):
    """An entry that also names its item of the catalogue; "" for none."""

    @property
    def item(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Recounted:
    """What a member gets of an item in a period, in hundredths; of kind `cap` what a cap takes off it again, or gives."""

    member: str
    component: str
    points: int
    counts_in: str
    item: str = ""
    kind: str = "original"
    uncredited: int = 0
    reversed: bool = False


def recounted(old: Rulebook, new: Rulebook, entries: Iterable[Posted], people: Mapping[str, Scoped] = NOBODY) -> tuple[Recounted, ...]:
    """The standing entries under the new rules: each item at its new points, each cap met exactly at the end of every period.

    What was undone, and what a cap gave back, is left out: the amounts asked for are counted instead.
    """
    posted = tuple(each for each in entries if not each.reversed)
    found = asked_for(old, new, posted)
    for period in in_order({each.counts_in for each in posted}):
        if regrants(old, new):
            found += [
                Recounted(each.member, "base", each.points, str(period), each.item, "grant") for each in granted(new, found, people, period)
            ]
        found += [
            Recounted(each.member, each.component, each.points, str(period), kind="cap") for each in freed(new, found, period, people)
        ]
    return (*found, *over_the_rest(new, found))


def asked_for(old: Rulebook, new: Rulebook, entries: Iterable[Posted]) -> list[Recounted]:
    catalogue = {(item.component, item.code): item for item in old.items()}, {(item.component, item.code): item for item in new.items()}
    sums: dict[tuple[str, str, str, str, str], int] = {}
    for each in entries:
        if each.kind == "cap" or (each.kind == "grant" and regrants(old, new)):
            continue
        before, after = (items.get((each.component, each.item)) for items in catalogue)
        key = (each.member, each.component, each.counts_in, each.item, "grant" if each.kind == "grant" else "original")
        sums[key] = sums.get(key, 0) + repriced(each, before, after)
    return [
        Recounted(member, component, points, counts_in, item, kind) for (member, component, counts_in, item, kind), points in sums.items()
    ]


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


def regrants(old: Rulebook, new: Rulebook) -> bool:
    """Whether the base that everybody is given (A32) is another; what was carried over of a year before is then not given again."""
    return any(old.value(path) != new.value(path) for path in ANEW) and (old.granted().points, new.granted().points) != (None, None)


def in_order(periods: Iterable[str]) -> list[Period]:
    """The periods as they end; what counts in the year as a whole comes last and has no closing of its own."""
    found = (Period.parse(each) for each in periods)
    return sorted((each for each in found if each.kind != "year"), key=lambda each: (each.last, each.first))


def over_the_rest(new: Rulebook, lines: Iterable[Recounted]) -> list[Recounted]:
    """What the cap of a component that no closing clips keeps back, in the period in which it is passed: the appraisal's."""
    sums: dict[tuple[str, str, str], int] = {}
    for each in lines:
        most = new.cap(each.component).points
        if each.component == "appraisal" and each.component not in CAPPED and most is not None:
            key = (each.member, each.component, each.counts_in)
            sums[key] = sums.get(key, 0) + each.points
    return [Recounted(member, component, most - points, counts_in, kind="cap") for (member, component, counts_in), points in sums.items()
            if (most := new.cap(component).points) is not None and points > most]  # fmt: skip
