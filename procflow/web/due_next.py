"""What the case of a rating waits for: the step that is the reader's to take now, and what is missing before a step of theirs. It takes none."""

from __future__ import annotations

from dataclasses import dataclass

from procflow.queries import Board, RatedLine, Way, case_page
from procflow.web import here
from procflow.web.auth import current
from procflow.web.cases import onward, turn


@dataclass(frozen=True, slots=True)
class Next:
    """`step` is the way to go on, None where it is not the reader's turn; `missing` are ways of theirs with what they lack."""

    step: Way | None = None
    missing: tuple[Way, ...] = ()


def due_next(no: str) -> Next:
    """Of a case that the reader may see."""
    page = case_page(here.reading(), current().person, here.today(), no)
    ways = onward(page) if turn(page) else []
    return Next(ways[0] if ways else None, tuple(each for each in page.ways if each.kind == "missing"))


def undecided(board: Board) -> tuple[RatedLine, ...]:
    """The lines in a gap for which the rules ask for a decision that was not taken yet."""
    return tuple(each for each in board.lines if each.band.asks and each.confirmed is None)
