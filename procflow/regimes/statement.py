"""A period's statement: a line for each member in scope, with what a reversal gave back under a cap; it files and posts nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from procflow.dates import Period
from procflow.regimes.rulebook import Rulebook
from procflow.regimes.scoring import Clipped, Line, rank, reapplied, totals

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


def freed(rulebook: Rulebook, entries: Iterable[Booked], period: Period) -> tuple[Freed, ...]:
    """What `cap` entries must add in this period so that every cap is exactly met (domain §4.1); later periods are not looked at."""
    found = []
    standing = [each for each in entries if not each.reversed and each.component in CAPPED]
    periods = {each.counts_in for each in standing}  # few, whatever the number of entries
    for component in CAPPED:
        cap = rulebook.cap(component)
        if cap.points is not None:
            shared = {each for each in periods if in_cap(each, period, cap.per)}
            within = [asked(each) for each in standing if each.component == component and each.counts_in in shared]
            due = reapplied(rulebook, within, component)
            found += [Freed(member, component, points, str(period)) for member, points in due.items()]
    return tuple(found)


def in_cap(counts_in: str, period: Period, per: str | None) -> bool:
    """Whether an entry shares its cap with this period: the period's own, or with a yearly cap what came before it too."""
    at = Period.parse(counts_in)
    return at == period if per == "quarter" else at.year == period.year and at.last <= period.last


def asked(entry: Booked) -> Freed:
    """An entry as the cap sees it: an earlier `cap` entry only credits what had been asked for before."""
    uncredited = -entry.points if entry.kind == "cap" else entry.uncredited
    return Freed(entry.member, entry.component, entry.points, entry.counts_in, uncredited)


def lines(rulebook: Rulebook, entries: Iterable[Booked], people: Mapping[str, Scoped], period: Period) -> dict[str, Line]:
    """A line for everyone in scope on any day of the period and everyone with an entry, zero ones too, with what caps give back."""
    booked = tuple(entries)
    found = totals(rulebook, (*booked, *freed(rulebook, booked, period)), period)
    first, last = period.first.isoformat(), period.last.isoformat()
    members = {name for name, one in people.items() if one.scope_from and one.scope_from <= last and first <= (one.scope_until or last)}
    return {member: found.get(member, Line()) for member in sorted(members | found.keys())}


def rows(found: Mapping[str, Line]) -> list[Row]:
    """The lines as data: member, base, bonus, deduction, task, total (hundredths), place."""
    places = rank(found)
    return [[member, one.base, one.bonus, one.deduction, one.task, one.total, places[member]] for member, one in found.items()]


def sums(entries: Iterable[Booked], period: Period) -> dict[str, int]:
    """The plain sum of each member's entries that count in the period or inside it: what the lines are checked against."""
    found: dict[str, int] = {}
    within = f"{period}-"
    for each in entries:
        if f"{each.counts_in}-".startswith(within):
            found[each.member] = found.get(each.member, 0) + each.points
    return found
