"""Who is rated for a year, by which of its periods, and of how many members the shares are taken (A7 A15 A16 A23); it adds up no points."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Protocol, cast

from procflow.dates import Kind, Period
from procflow.regimes.pool import Pool
from procflow.regimes.rulebook import Rulebook, RuleUndefinedError
from procflow.regimes.scoring import occasions, possible
from procflow.regimes.statement import Scoped

MEMBERS = ("formal", "probationary")


class Known(Scoped, Protocol):
    """A person as of the year's last day: also the standing there, e.g. "formal"."""

    @property
    def standing(self) -> str: ...


def rated(rulebook: Rulebook, year: Period, roster: Mapping[str, Known]) -> dict[str, tuple[Period, ...]]:
    """The members who are rated, each with the periods that count: enrolled to the year's end, and in scope for periods enough (A15, A23)."""
    least = rulebook.value("midyear.min_periods") or 0
    found = {member: counting(rulebook, year, roster[member]) for member in sorted(roster) if enrolled(roster[member], year)}
    return {member: periods for member, periods in found.items() if len(periods) >= least}


def enrolled(person: Known, year: Period) -> bool:
    """A member of the branch who was in scope on the year's last day; activists are scored, never graded (B3)."""
    last = year.last.isoformat()
    return person.standing in MEMBERS and bool(person.scope_from) and person.scope_from <= last <= (person.scope_until or last)


def counting(rulebook: Rulebook, year: Period, person: Known) -> tuple[Period, ...]:
    """All periods of the year; where only those taken part in count, the ones with days enough in scope (A23)."""
    periods = parts(year, rulebook.value("cycle.period"))
    if rulebook.value("midyear.denominator") != "participating":
        return periods
    least = rulebook.value("midyear.min_days") or 1
    return tuple(period for period in periods if days_in_scope(person, period) >= least)


def days_in_scope(person: Known, period: Period) -> int:
    first = max(period.first, date.fromisoformat(person.scope_from))
    last = min(period.last, date.fromisoformat(person.scope_until)) if person.scope_until else period.last
    return max(0, (last - first).days + 1)


def could_earn(rulebook: Rulebook, year: Period, person: Known) -> int | None:
    """The base that was possible since joining, for who came into scope in mid-year; None for who was in scope from the first day (A16)."""
    since = date.fromisoformat(person.scope_from)
    return possible(rulebook, occasions(rulebook, year.year), since) if since > year.first else None


def counted(rulebook: Rulebook, year: Period, roster: Mapping[str, Known], scored: Collection[object], pool: Pool | None = None) -> int:
    """Of how many members the shares are taken: all of the branch, those enrolled, those rated, or all of the township (A7)."""
    match rulebook.value("quota.base"):
        case "total_members":
            return sum(person.standing in MEMBERS for person in roster.values())
        case "enrolled":
            return sum(enrolled(person, year) for person in roster.values())
        case "township_pool":
            if pool is None:
                raise RuleUndefinedError("quota.base")
            return pool.total
    return len(scored)


def parts(year: Period, kind: str) -> tuple[Period, ...]:
    """The months, quarters or halves of a year."""
    return year.parts(cast("Kind", kind))
