"""A year rated again under other rules: who moves, why, and which change of the rules does it alone. It reads no ledger and files nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from procflow.regimes.because import Reason, reasons
from procflow.regimes.diff import Change, apply, diff
from procflow.regimes.rating import Rating
from procflow.regimes.recount import Recounted, recounted
from procflow.regimes.rerated import Place, Ratings, Year, differs, places
from procflow.regimes.rulebook import Rulebook

__all__ = ["Moved", "Place", "WhatIf", "Year", "whatif"]

# What a ledger can be rated anew by; who decides, how a vote is taken and by when belong to what was done and are not done again.
BEARING = ("components", "annual.formula", "annual.floor", "annual.ceiling", "annual.period_floor", "annual.places", "annual.rounding",
           "veto.effect", "grading", "grades", "gaps", "quota", "tie", "midyear", "items", "scope.classes")  # fmt: skip
KEPT = ("cycle.period",)  # points lie in the periods in which they were posted


@dataclass(frozen=True)
class Moved:
    """A member whose grade or score is another: from where to where, why, and the changes that alone would do it.

    Where none does alone, `together` are changes that do it only together.
    """

    member: str
    before: Place
    after: Place
    reasons: tuple[Reason, ...]
    alone: tuple[Change, ...]
    together: tuple[Change, ...] = ()

    @property
    def regraded(self) -> bool:
        return self.before.grade != self.after.grade


@dataclass(frozen=True)
class WhatIf:
    """A year under two sets of rules. `bearing` are the changes that can move a rating, `other` those that cannot, `kept` those left as they were."""

    old: Rulebook
    new: Rulebook
    before: Rating
    after: Rating
    moved: tuple[Moved, ...]
    stays: tuple[Place, ...]
    bearing: tuple[Change, ...]
    other: tuple[Change, ...]
    kept: tuple[Change, ...]
    recounted: tuple[Recounted, ...] = field(repr=False, default=())


def whatif(old: Rulebook, new: Rulebook, year: Year) -> WhatIf:
    """The year under both rules. RuleUndefinedError where the new ones, or the old, have no answer for it."""
    changes = diff(old, new)
    kept = tuple(each for each in changes if each.path in KEPT)
    other = tuple(each for each in changes if each not in kept and not bears(each))
    bearing = tuple(each for each in changes if each not in kept and bears(each))
    ratings = Ratings(old, year)
    new_kept = apply(old, [each for each in changes if each not in kept])
    before, after = ratings.rating(old), ratings.rating(new_kept)
    one, two = places(before), places(after)
    members = sorted(one | two)
    moved = [member for member in members if differs(one.get(member), two.get(member))]
    causes = {member: tuple(each for each in bearing if alone(ratings, each, one, two, member)) for member in moved}
    shared = together(ratings, bearing, two, [member for member in moved if not causes[member]])
    found = tuple(
        Moved(member, one.get(member, Place(member)), two.get(member, Place(member)), reasons(old, new_kept, before, after, member),
              causes[member], () if causes[member] else shared)
        for member in moved
    )  # fmt: skip
    stays = tuple(one[member] for member in members if member not in causes)
    return WhatIf(old, new, before, after, found, stays, bearing, other, kept, recounted(old, new_kept, year.entries, year.roster))


def bears(change: Change) -> bool:
    return any(change.path == path or change.path.startswith(f"{path}.") for path in BEARING) and not worded(change)


def worded(change: Change) -> bool:
    """Whether only clause or note are written otherwise."""

    def said(data: object) -> object:
        return {name: value for name, value in data.items() if name not in ("by", "note", "bind")} if isinstance(data, Mapping) else data

    return change.kind == "changed" and said(change.old) == said(change.new)


def alone(ratings: Ratings, change: Change, one: Mapping[str, Place], two: Mapping[str, Place], member: str) -> bool:
    """Whether this change by itself gives the member another grade; or, where the grade stays, another score."""
    found = ratings.under([change])
    if not found:
        return False
    before, after, now = (each.get(member, Place(member)) for each in (one, two, found))
    return now.grade != before.grade if before.grade != after.grade else now.points != before.points


def together(ratings: Ratings, changes: Sequence[Change], two: Mapping[str, Place], members: Sequence[str]) -> tuple[Change, ...]:
    """Changes none of which can be left out if these members are to come where the new rules put them."""
    if not members:
        return ()
    needed = list(changes)
    for each in changes:
        fewer = [one for one in needed if one is not each]
        found = ratings.under(fewer)
        if found and not any(differs(found.get(member, Place(member)), two.get(member, Place(member))) for member in members):
            needed = fewer
    return tuple(needed)
