"""The worked years as they were played, tried under other rules: under their own nobody moves, under one changed parameter exactly whom it should."""

from datetime import date

import pytest

from procflow.grammar import SYSTEM
from procflow.queries.whatif import rules_of, supposed
from procflow.regimes.overrides import overridden

LATER = date(2025, 12, 31)


def tried(played, unit, *typed):
    session = played.session
    found = supposed(session, SYSTEM, LATER, unit, "2024", overridden(rules_of(session, SYSTEM, LATER, unit, "2024"), typed)).found
    session.commit()
    return {each.member: (each.before.grade, each.after.grade) for each in found.moved}, found


def branch(played):
    from procflow.clock import branches

    return branches(played.session)[0]


@pytest.mark.xdist_group("year")
class TestTownship:
    """The township's year (domain 6.1)."""

    def test_under_its_own_rules_nobody_moves_and_the_grades_are_those_of_the_year(self, played):
        moved, found = tried(played, branch(played))
        assert moved == {}
        assert {each.member: each.grade for each in found.stays}["M06"] == "star2"  # the run-off that M07 won still counts (A12)
        assert len(found.stays) == 14

    @pytest.mark.parametrize(
        ("typed", "moves"),
        [
            ("quota.rounding=ceil", {"M02": ("star4", "star5"), "M04": ("star3", "star4"), "M06": ("star2", "star3")}),  # A8
            ("grading.shared_bound=lower", {"M13": ("talk", "unqualified")}),  # A1
            ("veto.effect=bar_rating", {"M12": ("unqualified", "no_star")}),  # A13
        ],
    )
    def test_one_parameter_moves_exactly_whom_it_should(self, played, typed, moves):
        assert tried(played, branch(played), typed)[0] == moves


@pytest.mark.xdist_group("bureau")
def test_under_the_bureau_s_own_rules_nobody_moves_either_and_caps_are_met_as_they_were(bureau):
    moved, found = tried(bureau, branch(bureau))
    assert moved == {}
    assert len(found.stays) == 14
