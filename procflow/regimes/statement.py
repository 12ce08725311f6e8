"""A period's statement: a line for each member in scope, with what a reversal gave back under a cap; it files and posts nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from procflow.dates import Kind, Period
from procflow.regimes.rulebook import Rulebook
from procflow.regimes.scoring import NO_CAPS, Clipped, Line, rank, reapplied, totals, within
from procflow.regimes.worth import base_cap, carried

CAPPED = ("base", "bonus", "task")
Row = list[str | int]


class Booked(Clipped, Protocol):
    """An entry that also says what sort it is, and whether it is undone (both halves of a reversal say so)."""

    @property
    def kind(self) -> str: ...
    @property
    def reversed(self) -> bool: ...


class Scoped(Protocol):
    """A person's first and last day in scope, as ISO text; empty for none."""

    @property
    def scope_from(self) -> str: ...
    @property
    def scope_until(self) -> str: ...


NOBODY: Mapping[str, Scoped] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Freed:
    """Points that a cap gives back (or takes) anew; shaped like the entry that it will become."""

    member: str
    component: str
    points: int
    counts_in: str
    uncredited: int = 0
    kind: str = "cap"
    reversed: bool = False
    item: str = "cap"


def freed(rulebook: Rulebook, entries: Iterable[Booked], period: Period, people: Mapping[str, Scoped] = NOBODY) -> tuple[Freed, ...]:
    """What `cap` entries must add in this period so that every cap is exactly met (domain §4.1); later periods are not looked at.

    `people` are asked for the cap of their class.
    """
    found = []
    standing = [each for each in entries if not each.reversed and each.component in CAPPED and not rulebook.outside_cap(of_item(each))]
    periods = {each.counts_in for each in standing}  # few, whatever the number of entries
    for component in CAPPED:
        cap = rulebook.cap(component)
        if bounded(rulebook, component):
            shared = {each for each in periods if in_cap(each, period, cap.per)}
            within = [asked(each) for each in standing if each.component == component and each.counts_in in shared]
            due = reapplied(rulebook, within, component, own_caps(rulebook, people) if component == "base" else NO_CAPS)
            found += [Freed(member, component, points, str(period)) for member, points in due.items()]
    return tuple(found)


def bounded(rulebook: Rulebook, component: str) -> bool:
    """Whether anything of the component is clipped: by its own cap or floor, or an item's."""
    floor = component == "base" and rulebook.value("components.base.floor") is not None
    return floor or rulebook.cap(component).points is not None or any(item.cap is not None for item in rulebook.items(component))


def own_caps(rulebook: Rulebook, people: Mapping[str, Scoped]) -> dict[str, int]:
    """The caps of those whose class has a base of its own."""
    if not rulebook.classes or rulebook.cap("base").points is None:
        return {}
    return {name: most for name, one in people.items() if (most := base_cap(rulebook, one)) is not None}


def in_cap(counts_in: str, period: Period, per: Kind | None) -> bool:
    """Whether an entry shares its cap with this period: what lies in the same year, half-year, quarter or month, up to the period's end."""
    at = Period.parse(counts_in)
    shared = Period.of(period.first, per or "year")
    return shared.first <= at.first and at.last <= min(shared.last, period.last)


def asked(entry: Booked) -> Freed:
    """An entry as the cap sees it: an earlier `cap` entry only credits what had been asked for before."""
    uncredited = -entry.points if entry.kind == "cap" else entry.uncredited
    return Freed(entry.member, entry.component, entry.points, entry.counts_in, uncredited, item=of_item(entry))


def of_item(entry: Booked) -> str:
    return str(getattr(entry, "item", ""))


def granted(rulebook: Rulebook, entries: Iterable[Booked], people: Mapping[str, Scoped], period: Period,
            last_year: Mapping[str, int] = NO_CAPS) -> tuple[Freed, ...]:  # fmt: skip
    """The base that everybody in scope is given once in its own period (A32), or what is carried over of last year's score instead."""
    given, rate = rulebook.granted(), rulebook.value("components.base.carry_over")
    if given.points is None and not rate:
        return ()
    shared = Period.of(period.first, given.per or "year")
    had = {each.member for each in entries if each.kind == "grant" and not each.reversed and within(each.counts_in, str(shared))}
    found = []
    for name in sorted(in_scope(people, period) - had):
        whole = base_cap(rulebook, people[name]) if given.points is not None else None
        points = carried(rulebook, last_year[name]) if rate and name in last_year else whole
        found += [Freed(name, "base", points, str(period), kind="grant", item="grant")] if points else []
    return tuple(found)


def in_scope(people: Mapping[str, Scoped], period: Period) -> set[str]:
    """Everyone in scope on any day of the period."""
    first, last = period.first.isoformat(), period.last.isoformat()
    return {name for name, one in people.items() if one.scope_from and one.scope_from <= last and first <= (one.scope_until or last)}


def lines(rulebook: Rulebook, entries: Iterable[Booked], people: Mapping[str, Scoped], period: Period,
          last_year: Mapping[str, int] = NO_CAPS) -> dict[str, Line]:  # fmt: skip
    """A line for everyone in scope on any day of the period and everyone with an entry, zero ones too, with grants and what caps give back."""
    booked = tuple(entries)
    found = totals(rulebook, (*booked, *closing_entries(rulebook, booked, people, period, last_year)), period)
    return {member: found.get(member, Line()) for member in sorted(in_scope(people, period) | found.keys())}


def closing_entries(rulebook: Rulebook, entries: Iterable[Booked], people: Mapping[str, Scoped], period: Period,
                    last_year: Mapping[str, int] = NO_CAPS) -> tuple[Freed, ...]:  # fmt: skip
    """What a closing posts by itself: grants first, then what caps give back or take."""
    booked = tuple(entries)
    grants = granted(rulebook, booked, people, period, last_year)
    return (*grants, *freed(rulebook, (*booked, *grants), period, people))


def running(rulebook: Rulebook, entries: Iterable[Booked], people: Mapping[str, Scoped], period: Period, kind: Kind) -> dict[str, Line]:
    """The lines of all of a longer period up to this one's end: what a year's ranking, or a grade held against a closing, looks at."""
    whole = Period.of(period.first, kind)
    if whole.first >= period.first:
        return lines(rulebook, entries, people, period)
    until = [
        each for each in entries if whole.first <= Period.parse(each.counts_in).first and Period.parse(each.counts_in).last <= period.last
    ]
    found = totals(rulebook, (*until, *closing_entries(rulebook, until, people, period)), whole)
    return {member: found.get(member, Line()) for member in sorted(in_scope(people, period) | found.keys())}


def rows(found: Mapping[str, Line]) -> list[Row]:
    """The lines as data: member, base, bonus, deduction, task, total (hundredths), place."""
    places = rank(found)
    return [[member, one.base, one.bonus, one.deduction, one.task, one.total, places[member]] for member, one in found.items()]


def sums(entries: Iterable[Booked], period: Period) -> dict[str, int]:
    """The plain sum of each member's entries that count in the period or inside it: what the lines are checked against."""
    found: dict[str, int] = {}
    for each in entries:
        if within(each.counts_in, str(period)):
            found[each.member] = found.get(each.member, 0) + each.points
    return found
