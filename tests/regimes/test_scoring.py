"""Sums, ranks, annual scores: exact, rounded once, in whatever order the entries come."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.regimes.grading import grade
from procflow.regimes.rulebook import RuleUndefinedError
from procflow.regimes.scoring import AnnualFacts, Line, annual, occasions, possible, rank, reapplied, rounded, totals
from tests.regimes.examples import TOWNSHIP, Posted, changed

ENTRIES = st.lists(
    st.builds(
        Posted,
        member=st.sampled_from(["M01", "M02", "M03"]),
        component=st.sampled_from(["base", "bonus", "deduction"]),
        points=st.integers(-500, 1000),
        counts_in=st.sampled_from(["2024-Q1", "2024-Q2", "2025-Q1"]),
    ),
    max_size=30,
)


@given(ENTRIES, st.randoms(use_true_random=False))
def test_the_order_of_entries_makes_no_difference(entries, chance):
    shuffled = list(entries)
    chance.shuffle(shuffled)
    assert totals(TOWNSHIP, entries, "2024-Q1") == totals(TOWNSHIP, shuffled, "2024-Q1")


@given(ENTRIES)
def test_a_line_is_the_sum_of_its_entries_and_never_under_zero_a53(entries):
    for member, line in totals(TOWNSHIP, entries, "2024").items():
        exact = sum(entry.points for entry in entries if entry.member == member and entry.counts_in.startswith("2024"))
        assert line.base + line.bonus - line.deduction == exact
        assert line.total == max(0, exact)


def test_a_reversal_takes_back_what_was_posted():
    entries = [Posted("M05", "bonus", 1000, "2024-Q2"), Posted("M05", "bonus", -1000, "2024-Q2"), Posted("M05", "bonus", 600, "2024-Q2")]
    assert totals(TOWNSHIP, entries, "2024-Q2") == {"M05": Line(bonus=600, total=600)}


def test_equal_totals_share_a_place():
    lines = {"A": Line(total=100), "B": Line(total=300), "C": Line(total=300), "D": Line(total=50)}
    assert rank(lines) == {"B": 1, "C": 1, "A": 3, "D": 4}


@given(st.lists(st.integers(0, 9), max_size=30))
def test_a_place_is_one_more_than_the_number_of_those_with_a_better_total(points):
    lines = {f"M{n}": Line(total=each) for n, each in enumerate(points)}
    assert rank(lines) == {name: 1 + sum(other.total > one.total for other in lines.values()) for name, one in lines.items()}


@given(st.integers(-(10**6), 10**6), st.sampled_from([0, 1, 2]))
def test_whole_hundredths_are_rounded_as_fractions_are_a52(exact, places):
    assert rounded(exact, places) == rounded(Fraction(exact), places)


def test_a_full_year_of_duty_reaches_the_base_and_the_first_star_exactly_a4():
    assert possible(TOWNSHIP, occasions(TOWNSHIP, 2024), date(2024, 1, 1)) == 7000
    score = annual(TOWNSHIP, AnnualFacts("M01", (Line(base=7000, total=7000),)))
    assert grade(TOWNSHIP, score).code == "star1"


def test_an_occasion_counts_as_possible_from_the_day_of_joining_a16():
    assert possible(TOWNSHIP, occasions(TOWNSHIP, 2024), date(2024, 7, 1)) == 3500
    assert possible(TOWNSHIP, [("study", date(2024, 7, 9)), ("study", date(2024, 7, 11))], date(2024, 7, 11)) == 150


@given(st.integers(0, 7000), st.integers(0, 7000))
def test_the_midyear_rate_never_passes_the_base_a16(earned, could):
    score = annual(TOWNSHIP, AnnualFacts("M10", (Line(base=earned),), possible=could))
    assert 0 <= score.base <= 7000
    if could >= earned > 0:
        assert score.base == rounded(Fraction(earned * 7000, could))


def test_bonus_and_deduction_are_not_scaled_in_midyear_a16():
    score = annual(TOWNSHIP, AnnualFacts("M10", (Line(base=1000, bonus=400, deduction=100),), possible=3500))
    assert (score.base, score.bonus, score.deduction, score.raw) == (2000, 400, 100, 2300)


@pytest.mark.parametrize(("exact", "shown"), [(Fraction(1, 2), 1), (Fraction(149, 100), 1), (Fraction(3, 2), 2), (0, 0)])
def test_half_a_hundredth_is_rounded_up_a52(exact, shown):
    assert rounded(exact) == shown


def test_integer_plans_round_the_score_to_whole_points_a52():
    whole = changed(("places: {is: 2,", "places: {is: 0,"))
    assert annual(whole, AnnualFacts("M01", (Line(base=6950),))).raw == 7000
    assert annual(whole, AnnualFacts("M01", (Line(base=6949),))).raw == 6900


def test_the_year_is_rounded_once_and_not_part_by_part_a52():
    whole = changed(("places: {is: 2,", "places: {is: 0,"))
    score = annual(whole, AnnualFacts("M10", (Line(base=2, bonus=3),), possible=300))
    assert (score.base, score.raw) == (47, 0)  # 46.67 + 3 is less than half a point, 47 + 3 would be half a point


def test_a_year_under_zero_is_zero_a53():
    assert annual(TOWNSHIP, AnnualFacts("M14", (Line(base=100, deduction=500),))).raw == 0


def test_a_veto_makes_the_score_zero_and_keeps_the_raw_one_a13():
    score = annual(TOWNSHIP, AnnualFacts("M12", (Line(base=6800, bonus=2000),), veto=True))
    assert (score.raw, score.effective, score.veto) == (8800, 0, True)
    assert grade(TOWNSHIP, score).code == "unqualified"


@pytest.mark.parametrize(
    ("effect", "points", "code"),
    [("force_unqualified", 8800, "unqualified"), ("bar_rating", 8800, "no_star"), ("bar_rating", 6200, "talk")],
)
def test_a_regime_may_give_the_veto_another_effect_a13(effect, points, code):
    other = changed(("effect: {is: zero_score,", f"effect: {{is: {effect},"))
    score = annual(other, AnnualFacts("M12", (Line(base=points),), veto=True))
    assert (score.effective, grade(other, score).code) == (points, code)


def test_a_mean_of_periods_adds_the_appraisal_and_counts_each_period_once_b15():
    mean = changed(("formula: {is: sum_periods,", "formula: {is: mean_periods_plus_appraisal,"))
    lines = tuple(Line(base=base, total=base) for base in (6300, 6100, 6600, 6300))
    score = annual(mean, AnnualFacts("K12", lines, appraisal=663))
    assert (score.base, score.raw) == (6325, 6988)
    with pytest.raises(RuleUndefinedError):
        annual(mean, AnnualFacts("K12", ()))


def test_a_reversal_that_frees_room_under_the_cap_lets_the_clipped_part_in_a24():
    posted = [Posted("K07", "base", 6000, "2024", 0), Posted("K07", "base", 1000, "2024", 500), Posted("K07", "base", -600, "2024", 0)]
    assert reapplied(TOWNSHIP, posted, "base") == {"K07": 500}
    done = [*posted, Posted("K07", "base", 500, "2024", -500)]
    assert reapplied(TOWNSHIP, done, "base") == {}


def test_without_a_cap_there_is_nothing_to_apply_again_t9():
    assert reapplied(TOWNSHIP, [Posted("M01", "bonus", 5000, "2024")], "bonus") == {}
