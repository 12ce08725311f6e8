"""The published plans as the source has them: bands, thresholds, limits, and no hole that is not declared (domain 4.4)."""

import pytest

from procflow.dates import Period
from procflow.regimes.check import check
from procflow.regimes.grading import outcome
from procflow.regimes.judged import judged, newly
from procflow.regimes.rulebook import load
from procflow.regimes.scoring import AnnualFacts, Line, annual
from procflow.regimes.worth import claimed, outcome_of
from tests.regimes.examples import codes
from tests.regimes.test_worth import Booked, Person

NOTHING = {"base": 0, "bonus": 0, "deduction_sum": 0, "appraisal": 0, "task": 0}
DONGYANG, HUANING, YONGZHOU = load("dongyang_2014"), load("huaning_2018"), load("yongzhou_forestry_2018")
YAAN, BRANCH = load("yaan_hospital_2020"), load("branch_70_20_10")
Q1, Q2 = Period(2024, "quarter", 1), Period(2024, "quarter", 2)


@pytest.mark.parametrize(("points", "grade"), [(96, "star5"), (95, "star4"), (90, "star4"), (89, "star3"), (80, "star3"), (79, "star2"),
                                               (70, "star2"), (69, "star1"), (60, "star1"), (59, "unqualified")])  # fmt: skip
def test_whole_points_fall_in_the_bands_of_p2(points, grade):
    assert outcome(HUANING, NOTHING | {"score": points * 100}).code == grade
    assert codes(check(HUANING), "error") == []


def test_the_score_of_p2_is_rounded_so_that_no_band_is_missed_a52():
    assert [annual(HUANING, AnnualFacts("a", (Line(base=base),))).raw for base in (8949, 8950)] == [8900, 9000]


@pytest.mark.parametrize(("points", "measure"), [(8500, "regularize"), (8499, "extend"), (7000, "extend"), (6999, "cancel")])
def test_a_term_of_probation_ends_by_the_score_in_p4(points, measure):
    assert outcome_of(YONGZHOU.thresholds("probation"), {"score": points}).code == measure


@pytest.mark.parametrize(("points", "measure"), [(8500, None), (8499, "cancel")])
def test_under_85_probation_is_cancelled_in_p1(points, measure):
    found = outcome_of(DONGYANG.thresholds("probation"), {"score": points})
    assert (found and found.code) == measure
    assert bool(outcome_of(DONGYANG.thresholds("activists"), {"score": points})) == (measure is not None)


def test_sixty_and_less_at_a_closing_leads_to_the_rectification_branch_once_p1():
    people = {"a": Person(), "b": Person()}
    entries = [Booked(name, "base", 10_000, kind="grant", item="grant") for name in people] + [Booked("a", "deduction", -4000)]
    assert {member: grade.code for member, grade in judged(DONGYANG, entries, people, Q1).items()} == {"a": "to_rectification_branch"}
    later = [*entries, Booked("b", "deduction", -3999, "2024-Q2")]
    assert set(judged(DONGYANG, later, people, Q2)) == {"a"}
    assert newly(DONGYANG, later, people, Q2) == {}
    assert set(newly(DONGYANG, [*later, Booked("b", "deduction", -1, "2024-Q2")], people, Q2)) == {"b"}
    assert judged(YAAN, entries, people, Q1) == {}


def test_p5_has_a_floor_and_no_ceiling():
    assert annual(YAAN, AnnualFacts("a", (Line(base=8000, deduction=9000),))).raw == 0
    assert annual(YAAN, AnnualFacts("a", (Line(base=8000, bonus=50_000),))).raw == 58_000
    assert YAAN.value("scope.kinds") == ("in_service",)


def test_p6_counts_a_city_honour_twice_and_a_veto_makes_the_year_zero():
    assert [claimed(BRANCH, item, 500) for item in ("city_honour", "contribution")] == [1000, 500]
    assert [BRANCH.cap(component).points for component in ("base", "appraisal", "bonus")] == [7000, 2000, 1000]
    assert len(BRANCH.items("veto")) == 5
    assert annual(BRANCH, AnnualFacts("a", (Line(base=7000),), veto=True)).effective == 0
