"""How a year's scores lie among the bands, as a picture and as rows, in the reader's language; and grades before and after. It rates nobody."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from procflow.queries import Board
from procflow.queries.moves import Moves
from procflow.web.drawings.bars import Pair, compared, long
from procflow.web.drawings.columns import Band, Column, columns
from procflow.web.drawings.distribution import called, distribution
from procflow.web.drawings.marks import Picture
from procflow.web.filters import points, say


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of scores in words and the grade that it stands for, how many lie in it, how many of them in a gap, and how long its bar is."""

    title: str
    band: str
    count: int
    gaps: int
    long: float


@dataclass(frozen=True, slots=True)
class Spread:
    picture: Picture
    rows: tuple[Row, ...]
    total: int


def spread(board: Board) -> Spread:
    scores = [(each.score, each.band.gap) for each in board.lines]
    bands = [Band(say(each.label), each.low, each.high, each.gap) for each in board.bands]
    found = columns(scores, bands)
    most = max((each.count for each in found), default=0)
    rows = tuple(
        Row(between(each), called(bands, each.low, each.high, say("空档"))[0], each.count, each.gaps, long(each.count, most))
        for each in found
    )
    said = "; ".join(f"{row.title} {say('{n} 人', n=row.count)}" for row in rows)
    return Spread(distribution(found, bands, say("得分分布"), said, points, say("空档")), rows, len(scores))


def between(column: Column) -> str:
    if column.low is None:
        return say("{n} 以下", n=points(column.high or 0))
    return say("{n} 以上", n=points(column.low)) if column.high is None else f"{points(column.low)}—{points(column.high)}"


def before_and_after(found: Moves) -> tuple[Pair, ...]:
    """How many have each grade under either rules, from the grade of the best score down."""
    before, after = ([*(each.side for each in found.stays), *(getattr(each, side) for each in found.moved)] for side in ("before", "after"))
    best: dict[str, int] = {}
    for each in (*before, *after):
        best[each.title] = max(best.get(each.title, each.points), each.points)
    many, now = (Counter(each.title for each in sides) for sides in (before, after))
    return compared([(title, many[title], now[title]) for title in sorted(best, key=lambda title: (-best[title], title))])
