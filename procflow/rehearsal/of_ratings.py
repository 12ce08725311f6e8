"""What a year comes to: scores, grades, places, means, who is not rated, and what grades lead to. It compares and changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

from procflow.access import organisation
from procflow.grammar import PersonSeen
from procflow.regimes.scoring import rounded
from procflow.rehearsal.of_points import OfPoints
from procflow.rehearsal.rated import figures, score, share, tie
from procflow.rehearsal.stock import Names, Reading, Stock
from procflow.wording import points

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
            "means": self.means,
            "unrated": self.unrated,
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

    def means(self, wanted: Names) -> Names:
        """For a year, the mean of the quarters that count, of everybody in scope at its end, rated or not (B15 A23); nobody's who has none."""
        quarters, org = OfPoints(self.stock).lines(), organisation(self.stock.session, self.stock.unit)
        found: dict[str, dict[str, str]] = {}
        for year in wanted:
            there = {name for name, person in org.people(f"{year}-12-31").items() if person.in_scope(f"{year}-12-31")}
            for member, periods in ((name, quarters[name]) for name in sorted(there & quarters.keys())):
                counted = [line["score"] for period, line in periods.items() if period.startswith(f"{year}-") and line["counts"]]
                if counted:
                    found.setdefault(year, {})[member] = points(rounded(Fraction(sum(counted), len(counted))))
        return found

    def unrated(self, wanted: Names) -> Names:
        """For a year, whoever was in scope for a day of it and is not rated: exempt at its end, an activist, or one who left (B2 B3 A41)."""
        org = organisation(self.stock.session, self.stock.unit)
        return {year: {name: why(person, year) for name, person in org.people(f"{year}-12-31").items()
                       if person.scope_from and person.scope_from <= f"{year}-12-31" and name not in self.scores({year: {}})[year]}
                for year in wanted}  # fmt: skip

    @cached_property
    def ratings(self) -> Mapping[str, Mapping[str, Any]]:
        return dict(self.stock.facts("rating"))


def why(person: PersonSeen, year: str) -> str:
    """Why somebody in scope is not rated: exempt at the year's end, or what the person is."""
    return "exempt" if person.scope_until and person.scope_until < f"{year}-12-31" else person.standing
