"""How a year's scores lie among the bands, as a picture and as rows, in the reader's language; and grades before and after. It rates nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from procflow.queries import Board, Outcome
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


def before_and_after(found: Moves, order: Sequence[str]) -> tuple[Pair, ...]:
    """How many have each grade under either rules, in the order of the grades."""
    stays = Counter(each.side.title for each in found.stays)
    before, after = (stays + Counter(getattr(each, side).title for each in found.moved) for side in ("before", "after"))
    titles = sorted({*before, *after}, key=lambda title: order.index(title) if title in order else len(order))
    return compared([(title, before[title], after[title]) for title in titles])


def order(bands: Sequence[Outcome]) -> list[str]:
    return [say(each.label) for each in bands]
