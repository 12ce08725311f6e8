"""The lines of a rating as its board shows them: by band or by a column that the address names, and of many only one page. It ranks nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from procflow.queries import Board, Outcome, RatedLine

MOST = 50
LONGEST = 4
SORTS: dict[str, Callable[[RatedLine], Any]] = {
    "place": lambda one: one.place, "name": lambda one: one.member.name, "base": lambda one: -one.base, "bonus": lambda one: -one.bonus,
    "deduction": lambda one: -one.deduction, "score": lambda one: -one.score,
}  # fmt: skip


@dataclass(frozen=True)
class Ranking:
    """`groups` are bands with their lines, or one group without a band where another order was asked for.

    `bands` are those that have lines, with how many; `band` the one shown, "" for all of them; `page` of `pages`.
    """

    groups: tuple[tuple[Outcome | None, tuple[RatedLine, ...]], ...]
    bands: tuple[tuple[Outcome, int], ...]
    band: str
    sort: str
    back: bool
    page: int
    pages: int
    total: int

    def turned(self, column: str) -> bool:
        """Whether a press on the column's head turns its order round."""
        return self.sort == column and not self.back


def ranking(board: Board, asked: Mapping[str, str]) -> Ranking:
    """What the address asks for; what it asks in vain is left out. Of a long list one band is shown at a time, the best first."""
    many = Counter(each.band.code for each in board.lines)
    bands = tuple((band, many[band.code]) for band in by_score(board.bands) if many[band.code])
    sort, back = asked.get("sort", ""), asked.get("back") == "1"
    band = asked.get("band", "") if asked.get("band", "") in many else bands[0][0].code if len(board.lines) > MOST else ""
    sort = sort if sort in SORTS else "place"
    chosen = sorted(
        (each for each in board.lines if band in ("", each.band.code)), key=lambda one: (SORTS[sort](one), one.place), reverse=back
    )
    pages = max(1, -(-len(chosen) // MOST))
    page = min(number(asked.get("page", "")), pages)
    shown = chosen[(page - 1) * MOST : page * MOST]
    return Ranking(groups(shown, bands, sort, back), bands, band, sort, back, page, pages, len(chosen))


def groups(
    shown: list[RatedLine], bands: tuple[tuple[Outcome, int], ...], sort: str, back: bool
) -> tuple[tuple[Outcome | None, tuple[RatedLine, ...]], ...]:
    if sort != "place":
        return ((None, tuple(shown)),)
    found = tuple((band, tuple(each for each in shown if each.band.code == band.code)) for band, _ in (bands[::-1] if back else bands))
    return tuple((band, lines) for band, lines in found if lines)


def by_score(bands: tuple[Outcome, ...]) -> list[Outcome]:
    """From the highest bounds to the lowest, gaps where their scores lie; what has no bounds comes last, in the order of the rules."""
    return sorted(bands, key=lambda each: -(each.low if each.low is not None else each.high - 1 if each.high is not None else -1))


def number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) <= LONGEST and int(text) else 1
