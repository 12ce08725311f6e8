"""What one registered line, claim or member is worth: grants, classes of members, multipliers, carry-over, thresholds; it posts nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from procflow.regimes.parts import Grade, Item, MemberClass
from procflow.regimes.rulebook import Rulebook
from procflow.regimes.scoring import rounded
from procflow.regimes.shares import exact
from procflow.regimes.tree import ONCE


def class_of(rules: Rulebook, person: object) -> MemberClass | None:
    """The first class that names the person's standing, group, or being retired or in service; None where the plan has no such class."""
    retired = bool(getattr(person, "retired", False))
    known = {getattr(person, "standing", ""), getattr(person, "group", ""), "retired" if retired else "in_service"}
    return next((each for each in rules.classes if known & set(each.of)), None)


def base_cap(rules: Rulebook, person: object) -> int | None:
    """The whole base of a person: of the class, where it has one of its own."""
    own = class_of(rules, person)
    given = rules.value("components.base.cap")
    return given if own is None or own.base_cap is None else own.base_cap


def asked_of(rules: Rulebook, item: str, person: object) -> bool:
    """Whether the person's class has the item at all."""
    own = class_of(rules, person)
    return own is None or not own.items or item in own.items


def registered(rules: Rulebook, item: Item, mark: str, person: object = None) -> int:
    """The points of a line of the book (A32): a duty done adds, where the base is granted a duty missed takes off, in adjusting both."""
    mode = "accumulate" if item.component != "base" else rules.value("components.base.mode")
    own = class_of(rules, person)
    points = rounded_factor(item.low, own.times if own and item.component == "base" else ONCE)
    if mark == "present" and mode != "grant_and_deduct":
        return points
    return -points if mark == "absent" and mode != "accumulate" else 0


def claimed(rules: Rulebook, item: str, points: int) -> int:
    """What verified points count: as many, or a multiple where the plan multiplies the item."""
    times = next((each.times for each in rules.multipliers if item in each.items), ONCE)
    return rounded_factor(points, times)


def carried(rules: Rulebook, last: int) -> int:
    """What of last year's score begins this year's base."""
    return rounded(last * exact(rules.value("components.base.carry_over")))


def outcome_of(thresholds: Sequence[Grade], figures: Mapping[str, int]) -> Grade | None:
    """The first threshold that holds; None where the plan says nothing for these figures."""
    return next((each for each in thresholds if each.holds(figures)), None)


def rounded_factor(points: int, times: int) -> int:
    """Half up, away from nothing: points are never negative here."""
    return rounded((2 * points * times + ONCE) // (2 * ONCE))
