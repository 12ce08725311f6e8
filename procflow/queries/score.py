"""Why a member's year stands where it stands: grade, score, components, lines, and behind each case its decisions, votes, papers and clauses. It decides nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from procflow.errors import NotFound
from procflow.queries.lines import Line
from procflow.queries.origin import Moment, entry
from procflow.queries.people import Named
from procflow.queries.placings import RatedLine
from procflow.queries.points import points
from procflow.queries.ratings import board
from procflow.shapes import Points


@dataclass(frozen=True, slots=True)
class Source:
    """A case that posted lines to this member: its decisions up to there, oldest first."""

    case: str
    procedure_title: str
    lines: tuple[Line, ...]
    chain: tuple[Moment, ...]

    @property
    def points(self) -> int:
        return sum(each.points for each in self.lines)


@dataclass(frozen=True, slots=True)
class Component:
    """A component of the year with the cases that make it up."""

    name: str
    title: str
    points: Points
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Score:
    """A member's year. `rated` is the line of the rating (None while there is none), `rating` the number of its case,
    filed on a day as ISO.
    """

    member: Named
    unit: str
    unit_title: str
    year: str
    rated: RatedLine | None
    rating: str
    rules: str
    filed_on: str
    total: Points
    components: tuple[Component, ...]

    @property
    def cases(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(source.case for each in self.components for source in each.sources if source.chain))


def score(session: Session, actor: str, day: date, unit: str, year: str, member: str, *, asof: str = "") -> Score:
    """As of a day only what had been recorded by then. Raises NotFound for a member whose ledger the reader may not see."""
    found = points(session, actor, day, member, year)
    lines = [each for each in found.lines if not asof or each.recorded_on <= asof]
    shown = {each.entry for each in lines}
    lines = [each if each.reversed_by in shown else replace(each, reversed_by="") for each in lines]
    rated, rating, rules, filed_on = line(session, actor, day, unit, year, member, asof)
    components = tuple(
        Component(each.component, each.title, sum(one.points for one in own), sources(session, actor, day, own))
        for each in found.sums
        if (own := [one for one in lines if one.component == each.component])
    )
    return Score(found.member, unit, found.unit_title, year, rated, rating, rules, filed_on, sum(each.points for each in lines), components)


def line(session: Session, actor: str, day: date, unit: str, year: str, member: str, asof: str) -> tuple[RatedLine | None, str, str, str]:
    """The member's line of the rating, its case, its rules and when it was filed; nothing where there is none that the reader may see."""
    try:
        found = board(session, actor, day, unit, year)
    except NotFound:
        return None, "", "", ""
    own = next((each for each in found.lines if each.member.id == member), None)
    if own is None or (asof and found.filed_on > asof):
        return None, "", "", ""
    return own, found.case, found.rules, found.filed_on


def sources(session: Session, actor: str, day: date, lines: list[Line]) -> tuple[Source, ...]:
    """The lines by the case that posted them, in the order of the lines; one without case stands by itself."""
    by_case: dict[str, list[Line]] = {}
    for each in lines:
        by_case.setdefault(each.case or each.entry, []).append(each)
    told = ((entry(session, actor, day, own[-1].entry), own) for own in by_case.values())
    return tuple(Source(origin.case, origin.procedure_title, tuple(own), origin.chain) for origin, own in told)
