"""Every figure a member can have falls in one outcome, a declared gap, or a box that the check shows with somebody in it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procflow import canon
from procflow.regimes.check import check
from procflow.regimes.coverage import findings
from procflow.regimes.grading import matching
from procflow.regimes.reach import example, limits, rated
from procflow.regimes.rulebook import Rulebook, bundled, load, read
from procflow.regimes.sorts import scalar
from tests.regimes.examples import TEXT, TOWNSHIP, changed, codes

BUREAU = load("bureau_quarterly")
SIGNS = st.sampled_from([">=", ">", "<", "<="])
METRICS = st.sampled_from(["score", "score", "base", "bonus", "deduction_sum"])
TESTS = st.builds("{} {} {}".format, METRICS, SIGNS, st.integers(0, 12).map(lambda tens: tens * 10))
ROWS = st.tuples(st.sampled_from(["all", "any"]), st.lists(TESTS, min_size=1, max_size=3))


def plan(rows):
    """The township with other grades, no order between them, and no gap declared."""
    tree = canon.loads(TOWNSHIP.canonical)
    tree["grading"]["shared_bound"]["is"] = None
    tree["gaps"] = []
    tree["grades"] = [
        {"code": f"g{n}", "label": f"g{n}", kind: [scalar("tests", test) for test in tests], "by": ["T16"]}
        for n, (kind, tests) in enumerate(rows)
    ]
    return Rulebook(b"", tree)


def boxes(found, *wanted):
    return [box for each in found if each.code in wanted for box in each.inputs["where"].boxes]


def inside(box, figures):
    order = ("score", "base", "bonus", "deduction_sum", "appraisal", "task")
    return all(
        low <= figures[name] <= high for name, (low, high) in ((name, side.whole()) for name, side in zip(order, box.sides, strict=True))
    )


@given(
    st.lists(ROWS, min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 7000), st.integers(0, 9000), st.integers(0, 9000)), min_size=9, max_size=9),
)
@settings(max_examples=40)
def test_the_boxes_hold_exactly_those_without_a_grade_or_with_two(rows, people):
    rules = plan(rows)
    found = list(findings(rules))
    holes, overlaps = boxes(found, "NO_OUTCOME"), boxes(found, "BANDS_OVERLAP")
    for base, bonus, deduction in people:
        parts = {"base": base, "bonus": bonus, "deduction_sum": deduction, "appraisal": 0, "task": 0}
        figures = rated(rules, parts, False, True).figures()
        outcomes = len(matching(rules, figures))
        assert any(inside(box, figures) for box in holes) == (outcomes == 0)
        assert any(inside(box, figures) for box in overlaps) == (outcomes > 1)


@given(st.lists(ROWS, min_size=1, max_size=3))
@settings(max_examples=25)
def test_whoever_is_shown_adds_up_under_the_formula_and_lies_in_the_box(rows):
    rules = plan(rows)
    for each in findings(rules):
        if each.code in ("NO_OUTCOME", "BANDS_OVERLAP"):
            shown = each.inputs["member"].figures
            assert any(inside(box, shown) for box in each.inputs["where"].boxes)
            added = max(0, shown["base"] + shown["bonus"] - shown["deduction_sum"])
            assert shown["score"] == (0 if each.inputs["member"].veto else added)
            assert len(matching(rules, shown)) == (0 if each.code == "NO_OUTCOME" else 2) or each.code == "BANDS_OVERLAP"


@pytest.mark.parametrize("regime", bundled())
def test_a_bundled_plan_has_no_hole_that_it_does_not_declare(regime):
    assert codes(check(load(regime)), "error") == []


def test_the_hole_of_the_bureau_is_low_bonus_or_low_base_at_seventy_and_more_a26():
    gap = next(each for each in check(BUREAU) if each.code == "GAP_DECLARED")
    assert [box.title("zh", limits(BUREAU)) for box in gap.inputs["where"].boxes] == [
        "得分 [70, 100]、基础分 [0, 60)、年度扣分 [0, 10)", "得分 [70, 100]、奖励分 [0, 3)、年度扣分 [0, 10)",
    ]  # fmt: skip
    shown = gap.inputs["member"].figures
    assert shown["base"] + shown["bonus"] + shown["appraisal"] == shown["score"] == 7000


def test_where_two_grades_hold_the_order_of_the_tests_is_told_a27():
    worst = [each for each in check(BUREAU) if each.code == "OVERLAP_ORDERED" and each.inputs["other"] == "不合格"][-1]
    assert worst.inputs["where"].title() == "得分 [0, 60) 或 年度扣分 [20, ∞)"
    assert worst.inputs["taken"] == "不合格"


def test_a_grade_that_the_grades_before_it_take_whole_is_unreachable():
    text = bundled()["bureau_quarterly"].read_text(encoding="utf-8")
    old = re.search(r"order: \{is: \[.*?\]", text)[0]
    assert "UNREACHABLE" in codes(check(read(text.replace(old, "order: {is: [unqualified, basic, qualified, excellent]"))), "error")


def test_between_whole_points_there_is_no_hole_where_scores_are_whole_a52():
    """Bands of whole numbers, 60–69 and 70–79, leave nobody out where the score is rounded to whole points."""
    whole = {"score >= 75, score <= 80": "score >= 76, score <= 80", "score >= 70, score < 75": "score >= 70, score <= 75"}
    text = TEXT
    for old, new in whole.items():
        text = text.replace(old, new)
    assert "NO_OUTCOME" in codes(check(read(text)), "error")
    assert "NO_OUTCOME" not in codes(check(read(text.replace("places: {is: 2,", "places: {is: 0,"))), "error")


def test_a_veto_puts_somebody_at_zero_whatever_the_figures_a13():
    strict = changed(
        ("code: unqualified, label: 不合格, all: [score <= 60]", "code: unqualified, label: 不合格, all: [score <= 60, base < 50]")
    )
    shown = next(each for each in check(strict) if each.code == "NO_OUTCOME").inputs["member"]
    assert inside(limits(strict), shown.figures)
    assert matching(strict, shown.figures) == ()


def test_deductions_of_one_period_stop_at_its_floor_a53():
    """Thirty points a quarter lost in a single one of 90 leave the mean at three quarters of the rest: above what an even spread would leave."""
    parts = {"base": 8000, "bonus": 1000, "deduction_sum": 40_000, "appraisal": 0, "task": 0}
    assert rated(BUREAU, parts, False, False).effective == 6750
    assert rated(BUREAU, parts, False, True).effective == 0
    assert TOWNSHIP.value("annual.period_floor") == 0
    assert example(BUREAU, limits(BUREAU)) is not None
