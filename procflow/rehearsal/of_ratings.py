"""What a year comes to: scores, grades, places, means, who is not rated, and what grades lead to. It compares and changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from procflow.rehearsal.rated import figures, score, share, tie
from procflow.rehearsal.stock import Names, Reading, Stock

LEADING = ("award", "education_rectification", "unqualified_handling", "probation_case")


class OfRatings:
    """One reading for each kind of expectation about a year."""

    def __init__(self, stock: Stock) -> None:
        self.stock = stock
        self.kinds: Mapping[str, Reading] = {
            "scores": self.scores,
            "rating": self.rating,
            "consequences": self.consequences,
            "led": self.led,
        }

    def scores(self, wanted: Names) -> Names:
        """For a year, each member's annual score and grade, as the rating filed last has them."""
        return {year: {line["member"]: score(line) for line in self.ratings.get(year, {}).get("lines", ())} for year in wanted}

    def rating(self, wanted: Names) -> Names:
        """For a year, the components of each score, and how the places of each limited grade were given."""
        return {
            year: {
                "version": data.get("version", ""),
                "lines": {line["member"]: figures(line) for line in data.get("lines", ())},
                "shares": {each["grade"]: share(each) for each in data.get("shares", ())},
                "ties": [tie(each) for each in data.get("ties", ())],
                "unresolved": [tie(each) for each in data.get("unresolved", ())],
            }
            for year in wanted
            for data in [self.ratings.get(year, {})]
        }

    def consequences(self, wanted: Names) -> Names:
        """For a year that is rated, whom each thing that a final grade leads to concerns: the members about whom such a case was begun."""
        return {year: {name: sorted(members) for name, members in led.items()} for year, led in self.led(wanted).items()}

    def led(self, wanted: Names) -> Names:
        """The same, each member with the state in which the case lies."""
        rated = [self.stock.case(f"annual_rating/{year}").period for year in wanted]
        return {
            year: {name: {row.subject: row.state for row in self.stock.of(name) if row.period == year} for name in LEADING}
            for year in rated
        }

    @cached_property
    def ratings(self) -> Mapping[str, Mapping[str, Any]]:
        return dict(self.stock.facts("rating"))
