"""What the case of a rating waits for: the step that is the reader's to take now, and what is missing before a step of theirs. It takes none."""

from __future__ import annotations

from dataclasses import dataclass

from procflow.queries import Board, RatedLine, Way, case_page
from procflow.queries.view import view
from procflow.web import here
from procflow.web.auth import current
from procflow.web.cases import onward, turn

BEFORE = ("totalled", "tie_vote", "tie_lot", "proposed")


@dataclass(frozen=True, slots=True)
class Next:
    """`step` is the way to go on, None where it is not the reader's turn; `missing` are ways of theirs with what they lack.

    `exceed` is how the rules let a share be exceeded while grades are still to be confirmed: "superior_receipt", "soft", or "".
    """

    step: Way | None = None
    missing: tuple[Way, ...] = ()
    exceed: str = ""


def due_next(no: str) -> Next:
    """Of a case that the reader may see."""
    page = case_page(here.reading(), current().person, here.today(), no)
    ways = onward(page) if turn(page) else []
    rules = view(here.reading(), current().person, here.today(), no).gathering().rules
    exceed = str(rules.value("quota.override")) if page.state in BEFORE else "none"
    missing = tuple(each for each in page.ways if each.kind == "missing")
    return Next(ways[0] if ways else None, missing, "" if exceed == "none" else exceed)


def undecided(board: Board) -> tuple[RatedLine, ...]:
    """The lines in a gap for which the rules ask for a decision that was not taken yet."""
    return tuple(each for each in board.lines if each.band.asks and each.confirmed is None)
