"""The grades of a year as the committee confirms them: of members rated, within its discretion and the places, its own left to others."""

import pytest

from procflow.decide import decide
from procflow.guards import grades
from procflow.machines import tables
from procflow.regimes.rating import as_data, rate
from procflow.wording import say
from tests.machines.rated import ENTRIES, FILED, ROSTER, Y2024, year
from tests.machines.world import TOWNSHIP, asked, code, resolution
from tests.regimes.examples import changed

TABLE = tables()["annual_rating"]
OPEN_GAP = ("all: [score > 65, score < 70], by: A3", "all: [score > 65, score < 70], decided_by: branch_committee, by: A26")
MAY = ("star: yes, award: yes, by: [T16, A2]}", "star: yes, award: yes, may: yes, by: [T16, A2]}")
OPEN, DISCRETION = changed(OPEN_GAP), changed(OPEN_GAP, MAY)


def confirming(*decisions, rules=TOWNSHIP, **more):
    given = {"form": {"resolution": "ZW-1", "decisions": [{"reason": "x", **each} for each in decisions]}, "rules": rules,
             "rating": as_data(rate(rules, Y2024, ENTRIES, ROSTER, 1), 1), "state": "proposed", "actor": "Y02", "roles": ("branch_committee",),
             "resolution": resolution("branch_committee", ("Y01", "Y02"))}  # fmt: skip
    return year(**{**given, **more})


def test_those_not_rated_are_not_graded_A15():
    assert code(grades.all_rated, confirming({"member": "X15", "grade": "star1"})) == "NOT_RATED"
    assert decide(TABLE, "confirm", confirming({"member": "X15", "grade": "star1"})).code == "NOT_RATED"


def test_nobody_is_decided_twice():
    twice = ({"member": "M05", "grade": "star1"}, {"member": "M05", "grade": "talk"})
    assert code(grades.each_decided_once, confirming(*twice)) == "DUPLICATE"


@pytest.mark.parametrize(("rules", "decisions", "found"), [
    (TOWNSHIP, (), ""), (OPEN, (), "RULE_UNDEFINED"), (OPEN, ("no_star",), "RULE_UNDEFINED"), (OPEN, ("best",), "RULE_UNDEFINED"), (OPEN, ("talk",), ""),
])  # fmt: skip
def test_a_hole_that_must_be_decided_is_decided_with_a_grade_A26(rules, decisions, found):
    assert code(grades.undetermined_decided, confirming(*({"member": "M05", "grade": each} for each in decisions), rules=rules)) == found


@pytest.mark.parametrize(("rules", "grade", "found"), [
    (TOWNSHIP, "star1", ""), (TOWNSHIP, "star2", "GUARD_FAILED"), (DISCRETION, "star2", ""), (DISCRETION, "star3", "GUARD_FAILED"),
    (DISCRETION, "talk", "GUARD_FAILED"), (DISCRETION, "best", "GUARD_FAILED"),
])  # fmt: skip
def test_a_grade_is_raised_by_one_where_the_clause_says_may_and_never_lowered_A28(rules, grade, found):
    assert code(grades.within_discretion, confirming({"member": "M04", "grade": grade}, rules=rules)) == found


def test_a_hole_without_star_that_nobody_need_decide_stays_as_it_is_A3():
    assert code(grades.within_discretion, confirming({"member": "M05", "grade": "star1"})) == "GUARD_FAILED"


def test_no_decision_gives_more_places_than_there_are_T15():
    over = asked(grades.within_places, confirming({"member": "M05", "grade": "star4"}, rules=OPEN))
    assert say(over.sentence, "zh", **over.inputs) == "四星级的人数超过名额"
    assert code(grades.within_places, confirming({"member": "M05", "grade": "star1"}, rules=OPEN)) == ""


@pytest.mark.parametrize(("present", "found"), [(("Y01", "Y02"), "SELF_DEALING"), (("Y02", "Y03"), ""), (("Y01", "Y02", "Y03"), "")])
def test_a_member_of_the_committee_takes_no_part_in_the_own_grade(present, found):
    said = confirming({"member": "Y01", "grade": "star1"}, resolution=resolution("branch_committee", present))
    assert code(grades.own_grade_left_to_others, said) == found


def test_the_committee_s_grades_are_filed_beside_the_computed_ones():
    found = decide(TABLE, "confirm", confirming({"member": "M05", "grade": "talk"}, rules=OPEN))
    (filed,) = found.effects
    lines = {line["member"]: (line["computed"], line["confirmed"]) for line in filed.data["lines"]}
    assert (lines["M05"], lines["M04"]) == (("no_star", "talk"), ("star1", "star1"))
    assert decide(TABLE, "confirm", confirming(resolution=None)).code == "GUARD_FAILED"
    assert grades.undecided(OPEN, FILED) == ["M05"]
