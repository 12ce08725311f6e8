"""What has come of a rehearsal so far, in the words of its script: every kind of expectation with its reading. It compares and changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from procflow.rehearsal.of_cases import OfCases
from procflow.rehearsal.of_people import OfPeople
from procflow.rehearsal.of_points import OfPoints
from procflow.rehearsal.of_ratings import OfRatings
from procflow.rehearsal.of_sheets import OfSheets
from procflow.rehearsal.stock import Reading, Stock

# expected as a whole, so many levels down: what is not named must not be there
WHOLE = {"adjourned": 0, "late": 0, "scores": 1, "routed": 0, "uncredited": 1, "quarters": 1, "means": 1, "unrated": 1}


class Outcome:
    """The unit's records, facts and entries as they stand; `cases` gives each case's number by its name in the script."""

    def __init__(self, session: Session, unit: str, cases: Mapping[str, str], number: Callable[[str], str]) -> None:
        stock = Stock(session, unit, {no: name for name, no in cases.items()}, number)
        self.kinds: Mapping[str, Reading] = {
            **OfCases(stock).kinds, **OfPoints(stock).kinds, **OfPeople(stock).kinds, **OfSheets(stock).kinds, **OfRatings(stock).kinds,
        }  # fmt: skip

    def found(self, kind: str, expected: Any) -> Any:
        return self.kinds[kind](expected if isinstance(expected, Mapping) else {})
