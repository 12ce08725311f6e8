"""Places of a limited grade: never more than the share gives, and nobody tied gets one without a vote."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.regimes.quotas import allot, places
from procflow.regimes.rulebook import RuleUndefinedError
from tests.regimes.examples import TOWNSHIP, changed, score

STARS = ["star5", "star4", "star3", "star2", "star1"]
POINTS = st.integers(0, 120).map(lambda whole: whole * 100)


@st.composite
def units(draw):
    bonus = st.integers(0, 3).map(lambda whole: whole * 100)
    return [score(f"M{n:02}", draw(POINTS), bonus=draw(bonus)) for n in range(draw(st.integers(0, 25)))]


def six(*points: int) -> list:
    return [score(f"M{n}", each * 100) for n, each in enumerate(points, 1)]


def grades(allotment) -> dict[str, str]:
    return {member: rated.grade for member, rated in allotment.rated.items()}


@given(units(), st.integers(0, 60))
def test_no_grade_has_more_members_than_places_a8_a9(scores, members):
    found = allot(TOWNSHIP, scores, members, 1)
    for share in found.shares:
        assert len(share.chosen) <= share.places == members * share.level.share // 1
        assert sum(rated.grade == share.level.grade for rated in found.rated.values()) == len(share.chosen)


@given(units(), st.integers(0, 60), st.randoms(use_true_random=False))
def test_the_order_in_which_scores_come_makes_no_difference(scores, members, chance):
    shuffled = list(scores)
    chance.shuffle(shuffled)
    assert allot(TOWNSHIP, scores, members, 1) == allot(TOWNSHIP, shuffled, members, 1)


@given(units(), st.integers(0, 60))
def test_nobody_rises_above_the_band_and_a_higher_score_is_never_graded_lower_a9(scores, members):
    found = allot(TOWNSHIP, scores, members, 1)
    order = [grade.code for grade in TOWNSHIP.grades]
    order.insert(order.index("talk"), "no_star")
    for rated in found.rated.values():
        assert order.index(rated.grade) >= order.index(rated.band)
    ranked = sorted(scores, key=lambda each: -each.effective)
    tied = {member for tie in found.ties for member in tie.members}
    for better, worse in pairwise(ranked):
        if better.effective > worse.effective and not tied & {better.member, worse.member}:
            assert order.index(found.rated[better.member].grade) <= order.index(found.rated[worse.member].grade)


@given(units(), st.integers(0, 60))
def test_an_excess_star_stays_a_star_a9(scores, members):
    for rated in allot(TOWNSHIP, scores, members, 1).rated.values():
        assert (rated.grade in STARS) == (rated.band in STARS)


def test_a_branch_under_twenty_has_no_five_star_place_a8():
    found = allot(TOWNSHIP, six(110, 95), 19, 1)
    assert grades(found) == {"M1": "star4", "M2": "star3"}
    assert found.rated["M1"].cascaded_from == ("star5",)


def test_one_run_off_gives_one_place_and_the_next_round_the_next_a12():
    scores = six(95, 95, 95)
    first = allot(TOWNSHIP, scores, 20, 1, winners={"star4": ["M2"]})
    assert [(tie.members, tie.places) for tie in first.ties] == [(("M1", "M3"), 1)]
    second = allot(TOWNSHIP, scores, 20, 1, winners={"star4": ["M2", "M3"]})
    assert (grades(second), second.ties) == ({"M1": "star3", "M2": "star4", "M3": "star4"}, ())


def test_a_vote_for_somebody_who_is_not_tied_gives_nothing_a12():
    found = allot(TOWNSHIP, six(96, 95, 95), 20, 1, winners={"star4": ["M9", "M1"]})
    assert [(tie.members, tie.places) for tie in found.ties] == [(("M2", "M3"), 1)]


@pytest.mark.parametrize(("bonus", "deduction", "base"), [(100, 0, 0), (0, -100, 0), (0, 0, 100)])
def test_the_chain_asks_for_bonus_then_deduction_then_base_a12(bonus, deduction, base):
    equal = {"bonus": 1000, "deduction": 500, "base": 5000}
    better = {"bonus": 1000 + bonus, "deduction": 500 + deduction, "base": 5000 + base}
    found = allot(TOWNSHIP, [score("M1", 9500, **equal), score("M2", 9500, **better)], 10, 1)
    assert (grades(found), found.shares[1].chosen_by) == ({"M1": "star3", "M2": "star4"}, "chain")


def test_unused_places_are_not_carried_unless_the_regime_says_so_a10():
    carrying = changed(("carry_unused: {is: no,", "carry_unused: {is: yes,"))
    scores = six(95, 94, 93)
    assert [share.places for share in allot(TOWNSHIP, scores, 20, 1).shares] == [1, 2, 3]
    assert [share.places for share in allot(carrying, scores, 20, 1).shares] == [1, 3, 3]


def test_without_a_cascade_the_excess_has_no_star_a9():
    strict = changed(("excess: {is: cascade,", "excess: {is: none,"))
    assert grades(allot(strict, six(110, 105), 20, 1)) == {"M1": "star5", "M2": "no_star"}


def test_an_excess_with_nowhere_to_go_is_not_guessed_a9():
    strict = changed(
        ("excess: {is: cascade,", "excess: {is: none,"),
        ("gaps:\n  - {code: no_star, label: 不评星, all: [score > 65, score < 70], by: A3}", "gaps: []"),
    )
    with pytest.raises(RuleUndefinedError):
        allot(strict, six(110, 105), 20, 1)


@pytest.mark.parametrize(("rounding", "least", "expected"), [("floor", 0, 0), ("half_up", 0, 1), ("ceil", 0, 1), ("floor", 1, 1)])
def test_a_regime_may_round_its_places_otherwise_a8(rounding, least, expected):
    other = changed(("  rounding: {is: floor,", f"  rounding: {{is: {rounding},"), ("min_slots: {is: 0,", f"min_slots: {{is: {least},"))
    assert places(other, other.quota("star5", 1), 12) == expected


def test_a_member_who_stands_twice_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="twice"):
        allot(TOWNSHIP, [score("M1", 100), score("M1", 200)], 20, 1)
