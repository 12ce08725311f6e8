"""The score of an appraisal: ballots and pledge weighed, exact until it is registered, then rounded half up once (A31 A52)."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from procflow.regimes.appraisal import GRADES, Scale, line, written
from procflow.regimes.rulebook import RuleUndefinedError, load
from tests.regimes.examples import TOWNSHIP, hundredths

BUREAU = Scale.of(load("bureau_quarterly"))
YEAR = yaml.safe_load((Path(__file__).parent.parent / "data" / "bureau_appraisal_2024.yaml").read_text(encoding="utf-8"))
ballots = st.lists(st.integers(0, 300), min_size=4, max_size=4).filter(any)
pledges = st.integers(0, 100).map(lambda ratio: Fraction(ratio, 100))


@pytest.mark.parametrize("member", YEAR)
def test_the_bureaus_year_gives_the_published_scores_A31(member):
    one = YEAR[member]
    assert BUREAU.points(one["members"], one["masses"], Fraction(one["pledge"])) == hundredths(one["score"])


def test_the_weights_are_six_two_two_on_a_scale_of_ten_A31():
    assert BUREAU.weights == {"members": Fraction(6, 10), "masses": Fraction(2, 10), "pledge": Fraction(2, 10)}
    assert BUREAU.values == {"excellent": 1000, "qualified": 800, "basic": 600, "unqualified": 0}
    assert (BUREAU.most, BUREAU.scores) == (1000, True)


def test_an_appraisal_that_is_input_to_nothing_gives_no_points_T14_A57():
    assert (Scale.of(TOWNSHIP).scores, tuple(Scale.of(TOWNSHIP).values)) == (False, GRADES)


@given(ballots, ballots, pledges)
def test_the_score_is_the_weighed_mean_rounded_half_up_once_A52(members, masses, pledge):
    values = (10, 8, 6, 0)
    mean = [Fraction(sum(n * value for n, value in zip(counts, values, strict=True)), sum(counts)) for counts in (members, masses)]
    exact = Fraction(6, 10) * mean[0] + Fraction(2, 10) * mean[1] + Fraction(2, 10) * 10 * pledge
    places = Decimal(exact.numerator * 10**6 // exact.denominator) / 10**6  # half up looks at the third decimal only: cutting below is safe
    assert BUREAU.points(members, masses, pledge) == int(places.quantize(Decimal("0.01"), ROUND_HALF_UP) * 100)


@given(ballots, ballots, pledges, st.integers(2, 9))
def test_only_the_shares_of_the_grades_matter_and_the_score_stays_between_nothing_and_full(members, masses, pledge, times):
    score = BUREAU.points(members, masses, pledge)
    assert 0 <= score <= 1000
    assert BUREAU.points([times * each for each in members], masses, pledge) == score


@given(ballots, ballots, pledges, st.integers(1, 3))
def test_a_ballot_moved_to_a_better_grade_never_lowers_the_score(members, masses, pledge, place):
    better = list(members)
    if better[place]:
        better[place], better[place - 1] = better[place] - 1, better[place - 1] + 1
    assert BUREAU.points(better, masses, pledge) >= BUREAU.points(members, masses, pledge)


@pytest.mark.parametrize(
    ("members", "masses", "pledge"),
    [((0, 0, 0, 0), (1, 0, 0, 0), Fraction(1)), ((1, 0, 0, 0), (0, 0, 0, 0), Fraction(1)), ((1, 0, 0, 0), (1, 0, 0, 0), None)],
)
def test_a_source_that_weighs_and_says_nothing_is_never_guessed_A31(members, masses, pledge):
    with pytest.raises(RuleUndefinedError) as undefined:
        BUREAU.points(members, masses, pledge)
    assert undefined.value.path == "appraisal.weights"


def test_a_source_without_weight_need_not_say_anything_and_an_unknown_grade_has_no_value():
    ballots_alone = Scale({"members": Fraction(1)}, {"excellent": 2000, "qualified": 1600})
    assert ballots_alone.points((1, 1, 0, 0), (0, 0, 0, 0), None) == 1800
    with pytest.raises(RuleUndefinedError):
        ballots_alone.points((1, 1, 1, 0), (0, 0, 0, 0), None)


def test_a_line_is_filed_with_its_pledge_as_a_decimal():
    assert [written(Fraction(ratio, 100)) for ratio in (0, 5, 50, 85, 90, 100)] == ["0.0", "0.05", "0.5", "0.85", "0.9", "1.0"]
    filed = line("K01", (12, 2, 0, 0), (14, 6, 0, 0), Fraction("0.9"), 951)
    assert filed == {"member": "K01", "members": [12, 2, 0, 0], "masses": [14, 6, 0, 0], "pledge": "0.9", "points": 951, "grade": ""}
    assert line("X15", (), (0, 0, 0, 0), None, 0)["pledge"] == ""
