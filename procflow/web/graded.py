"""The grades of a year on its case page: score, proposed and confirmed grade of each member, and the ties, as filed last. It adds nothing up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from procflow.guards.grades import undetermined
from procflow.queries import CasePage
from procflow.queries.view import view
from procflow.regimes.rulebook import Rulebook
from procflow.web import here
from procflow.web.auth import current
from procflow.web.choices import Choices
from procflow.web.filters import lang, say

RATING = "annual_rating"


@dataclass(frozen=True, slots=True)
class Line:
    """A member's line: hundredths, grades as they are called; `waiting` for whom the rules leave the grade open."""

    member: str
    base: int
    bonus: int
    deduction: int
    raw: int
    score: int
    veto: bool
    proposed: str
    confirmed: str
    waiting: bool


@dataclass(frozen=True, slots=True)
class Grades:
    """A filed rating, best first; `ties` are (grade, members, places left)."""

    version: int
    lines: tuple[Line, ...]
    ties: tuple[tuple[str, str, int], ...]


def grades(page: CasePage, labels: Choices) -> Grades | None:
    """What was filed last for the year of this case; None for any other case, and before the year was added up."""
    if page.procedure != RATING:
        return None
    gathering = view(here.reading(), current().person, here.today(), page.no).gathering()
    filed, book = gathering.facts({"rating"}).rating, gathering.rules
    if not filed:
        return None
    called = {option.value: option.label for option in labels.people}
    lines = sorted((line(book, each, called) for each in filed["lines"]), key=lambda one: (-one.score, one.member))
    ties = tuple((say(book.outcome(each["grade"]).label), joined(called.get(one, one) for one in each["members"]), int(each["places"]))
                 for each in (*filed["ties"], *filed["unresolved"]))  # fmt: skip
    return Grades(int(filed["version"]), tuple(lines), ties)


def line(book: Rulebook, filed: Mapping[str, Any], called: Mapping[str, str]) -> Line:
    proposed, confirmed = filed["computed"], filed["confirmed"]
    return Line(
        called.get(filed["member"], filed["member"]), filed["base"], filed["bonus"], filed["deduction"], filed["raw"], filed["score"],
        filed["veto"], say(book.outcome(proposed).label), say(book.outcome(confirmed).label) if confirmed else "",
        undetermined(book, proposed) and not confirmed,
    )  # fmt: skip


def joined(names: Iterable[str]) -> str:
    return ("、" if lang() == "zh" else ", ").join(names)
