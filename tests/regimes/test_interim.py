"""The interim rating of an extension: quarters out of 90 made to be out of 100, graded by score and deductions alone (A43)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.regimes.interim import interim
from procflow.regimes.rulebook import RuleUndefinedError, load
from tests.regimes.examples import TOWNSHIP, changed

BUREAU = load("bureau_quarterly")
BEGAN = date(2025, 3, 15)


def row(total, deduction=0):
    return ["K12", 0, 0, deduction, 0, total, 1]


@pytest.mark.parametrize(
    ("totals", "score", "grade"),
    [((8100, 9000), 9500, "excellent"), ((6300, 6300), 7000, "qualified"), ((6299, 6300), 6999, "basic"), ((5400, 5400), 6000, "basic"),
     ((5399, 5399), 5999, "unqualified"), ((6299, 6299), 6999, "basic"), ((0,), 0, "unqualified")],
)  # fmt: skip
def test_the_mean_of_the_quarters_counts_out_of_ninety_A43(totals, score, grade):
    rows = {f"2025-Q{number}": row(total) for number, total in enumerate(totals, 2)}
    found = interim(BUREAU, rows, BEGAN)
    assert (found.score, found.grade.code, found.periods) == (score, grade, tuple(rows))


@pytest.mark.parametrize(
    ("taken_off", "grade"), [((999, 0), "qualified"), ((500, 500), "basic"), ((1000, 999), "basic"), ((1000, 1000), "unqualified")]
)
def test_the_deductions_of_these_quarters_are_added_up_A43(taken_off, grade):
    rows = {f"2025-Q{number}": row(7000, each) for number, each in enumerate(taken_off, 2)}
    assert interim(BUREAU, rows, BEGAN).grade.code == grade


def test_only_periods_that_ended_since_the_extension_began_count_A43():
    rows = {"2024-Q4": row(9000), "2025": row(9000), "2025-Q1": row(6300), "2025-Q2": row(6300)}
    assert interim(BUREAU, rows, BEGAN).periods == ("2025-Q1", "2025-Q2")
    assert interim(BUREAU, rows, date(2025, 3, 31)).periods == ("2025-Q2",)  # that day was still of the first term


@pytest.mark.parametrize(("rules", "rows"), [(TOWNSHIP, {"2025-Q2": row(9000)}), (BUREAU, {}), (BUREAU, {"2024-Q4": row(9000)})])
def test_without_an_answer_of_the_rules_or_a_closed_quarter_nothing_is_guessed_A43(rules, rows):
    with pytest.raises(RuleUndefinedError) as caught:
        interim(rules, rows, BEGAN)
    assert caught.value.path == "probation.interim_of"


def test_a_hole_that_somebody_must_decide_is_no_answer_A26():
    rules = changed(
        ("interim_of: {is: none, by: A43, note: 本细则的考核以年度评定为准}", "interim_of: {is: 100, by: A43}"),
        ("all: [score > 65, score < 70], by: A3", "all: [score > 65, score < 70], decided_by: branch_committee, by: A26"),
    )
    with pytest.raises(RuleUndefinedError) as caught:
        interim(rules, {"2025-Q2": row(6700)}, BEGAN)
    assert caught.value.path == "gaps"
    assert interim(rules, {"2025-Q2": row(7000)}, BEGAN).grade.code == "star1"


@given(st.lists(st.integers(0, 9000), min_size=1, max_size=4), st.integers(0, 3000))
def test_every_figure_falls_into_one_grade_of_the_bureau_and_never_above_a_hundred_A43(totals, taken_off):
    rows = {f"2026-Q{number}": row(total, taken_off if number == 1 else 0) for number, total in enumerate(totals, 1)}
    found = interim(BUREAU, rows, BEGAN)
    assert 0 <= found.score <= 100_00
    assert found.grade in BUREAU.grades
    assert abs(found.score - sum(totals) / len(totals) * 100 / 90) <= 0.5 + 1e-6
