"""What a year would be under other rules as lines to read: who moves and why, who stays, in one language. Page and command line show the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from procflow.queries.whatif import Supposed
from procflow.regimes.diff import Change
from procflow.regimes.told import Told, named, told
from procflow.regimes.whatif import Place
from procflow.shapes import Points
from procflow.wording import say

NOT_RATED = "不评定"
TOGETHER = "几处改动合起来才会变"


@dataclass(frozen=True, slots=True)
class Side:
    """A member under one of the rules: hundredths, the grade's code and title ("" and 不评定 where not rated)."""

    points: Points
    grade: str
    title: str


@dataclass(frozen=True, slots=True)
class Move:
    """`why` in sentences; `by` the parameters each of which does it alone, `together` those that do it only together, by title."""

    member: str
    name: str
    before: Side
    after: Side
    why: tuple[str, ...]
    by: tuple[str, ...]
    together: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stay:
    member: str
    name: str
    side: Side


@dataclass(frozen=True)
class Moves:
    """Everybody of the year, and every change of the rules: those that bear on a rating, those that do not, those left as they were.

    `ties` names those between whom the members' meeting would have to vote under the new rules.
    """

    moved: tuple[Move, ...]
    stays: tuple[Stay, ...]
    ties: tuple[str, ...]
    bearing: tuple[Told, ...]
    other: tuple[Told, ...]
    kept: tuple[Told, ...]


def moves(of: Supposed, lang: str) -> Moves:
    found = of.found
    between = "、" if lang == "zh" else ", "
    moved = tuple(
        Move(each.member, of.called[each.member], side(of, each.before, lang), side(of, each.after, lang),
             tuple(why.text(lang) for why in each.reasons), titles(of, each.alone, lang), titles(of, each.together, lang))
        for each in found.moved
    )  # fmt: skip
    stays = tuple(Stay(each.member, of.called[each.member], side(of, each, lang)) for each in found.stays)
    ties = tuple(
        say("{grade}名额{places}：{members}", lang, grade=say(of.names.get(tie.grade, tie.grade), lang), places=tie.places,
            members=between.join(of.called[member] for member in tie.members))
        for tie in found.after.allotment.ties
    )  # fmt: skip
    return Moves(moved, stays, ties, *(told(changes, lang, of.names) for changes in (found.bearing, found.other, found.kept)))


def side(of: Supposed, place: Place, lang: str) -> Side:
    return Side(place.points, place.grade, say(of.names.get(place.grade, place.grade) or NOT_RATED, lang))


def titles(of: Supposed, changes: Iterable[Change], lang: str) -> tuple[str, ...]:
    return tuple(named(each, lang, of.names) for each in changes)


def as_data(of: Supposed, found: Moves) -> dict[str, object]:
    """The same for programs: points in hundredths."""
    old, new = of.found.old, of.found.new
    return {
        "unit": of.unit, "year": of.year,
        "old": {"id": old.id, "version": old.version, "sha256": old.sha256}, "new": {"id": new.id, "version": new.version, "sha256": new.sha256},
        "moved": [{**asdict(each), "changes": [one.path for one in moved.alone], "only_together": [one.path for one in moved.together],
                   "kinds": [why.kind for why in moved.reasons]} for each, moved in zip(found.moved, of.found.moved, strict=True)],
        "stays": [asdict(each) for each in found.stays], "ties": list(found.ties),
        **{name: [asdict(each) for each in getattr(found, name)] for name in ("bearing", "other", "kept")},
    }  # fmt: skip
