"""A rulebook is proved: one outcome for every score, contradictions named, the holes of the source told by name."""

import pytest

from procflow.regimes.check import check
from procflow.regimes.grading import outcome
from tests.regimes.examples import TOWNSHIP, changed, codes

NOTHING = {"base": 0, "bonus": 0, "deduction_sum": 0, "appraisal": 0}
BANDS = {10_000: "star5", 9000: "star4", 8000: "star3", 7500: "star2", 7000: "star1", 6501: "no_star", 6000: "talk", 0: "unqualified"}


def test_the_township_has_no_contradiction():
    assert codes(check(TOWNSHIP), "error") == codes(check(TOWNSHIP), "warning") == []


def test_the_holes_of_the_township_are_told_by_name():
    assert sorted(codes(check(TOWNSHIP), "hole")) == sorted([
        "BASE_CAP", "FORMULA_SIGN", "QUOTA_BASE", "QUOTA_EXCESS", "VETO_EFFECT", "DEDUCTION_SCALE", "PUBLICITY_TIME", "TALK_TERM",
        "PLACEHOLDER_ITEMS", "MISSING_WORD", "LATER_SHARES", "GAP_DECLARED",
        "SHARED_BOUND", "SHARED_BOUND", "SHARED_BOUND", "SHARED_BOUND",
    ])  # fmt: skip


def test_the_gap_between_65_and_70_is_told_with_its_ends_a3():
    gap = next(finding for finding in check(TOWNSHIP) if finding.code == "GAP_DECLARED")
    assert gap.text() == "得分 (65, 70)：原文没有等次，按“不评星”处理。例如：基础分 66、奖励分 0、年度扣分 0、得分 66"
    assert (gap.path, gap.clause) == ("gaps[0]", "A3")


def test_the_shared_bounds_are_told_and_go_to_the_upper_grade_a1():
    shared = [finding.inputs for finding in check(TOWNSHIP) if finding.code == "SHARED_BOUND"]
    assert {inputs["where"].title(): inputs["taken"] for inputs in shared} == {
        "得分 [100, 100]": "五星级", "得分 [90, 90]": "四星级", "得分 [80, 80]": "三星级", "得分 [60, 60]": "教育谈话、限期整改",
    }  # fmt: skip


def test_every_hundredth_up_to_a_hundred_and_ten_has_the_outcome_of_the_bands_a1_a2_a3():
    for score in range(11_001):
        expected = next(code for least, code in BANDS.items() if score >= least)
        assert outcome(TOWNSHIP, NOTHING | {"score": score}).code == expected


def test_the_lower_grade_takes_the_shared_bound_where_a_regime_says_so_a1():
    lower = changed(("shared_bound: {is: upper,", "shared_bound: {is: lower,"))
    assert outcome(lower, NOTHING | {"score": 9000}).code == "star3"
    assert outcome(lower, NOTHING | {"score": 9001}).code == "star4"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("all: [score > 65, score < 70]", "all: [score > 66, score < 70]", "NO_OUTCOME"),
        ("all: [score >= 75, score <= 80]", "all: [score >= 75, score <= 82]", "BANDS_OVERLAP"),
        ("shared_bound: {is: upper,", "shared_bound: {is: none,", "BANDS_OVERLAP"),
        ("gaps:\n", "gaps:\n  - {code: twice, label: 又一空档, all: [score > 65, score < 70], by: A3}\n", "GAP_TWICE"),
        ("resolution: {is: bands,", "resolution: {is: tests,", "ORDER_INCOMPLETE"),
        ("code: dues, label", "code: study, label", "CODE_TWICE"),
        ("label: 建言献策, component: bonus", "label: 建言献策, component: advice", "UNKNOWN_COMPONENT"),
        ("range: [3, 8]", "range: [8, 3]", "ITEM_RANGE"),
        ("component: base, points: 4, per: quarter", "component: base, points: 4, per: event", "ITEM_PER"),
        ("bonus: {is: [points_group, member_meeting]", "bonus: {is: [member_meeting]", "NO_VERIFIER"),
        ("extension_most: {is: 12,", "extension_most: {is: 13,", "EXTENSION_LIMITS"),
        ("extension_least: {is: 6,", "extension_least: {is: 3,", "EXTENSION_LIMITS"),
        ("rectify_most: {is: 12,", "rectify_most: {is: 13,", "RECTIFICATION_LIMIT"),
        ("least: {is: 3, by: T6}", "least: {is: 6, by: T6}", "GROUP_SIZE"),
        ("term: {is: 90 d,", "term: {is: 200 d,", "TALK_TERM"),
        ("grade: star3, cycle_no: 1", "grade: star9, cycle_no: 1", "UNKNOWN_GRADE"),
        ("{grade: star3, cycle_no: 1, share: 0.15, by: T15}", "{grade: star4, cycle_no: 1, share: 0.15, by: T15}", "SHARE_TWICE"),
        ("share: 0.05,", "share: 0.90,", "SHARES_OVER_ONE"),
        ("cap: {is: none, by: T9", "cap: {is: 20, by: T9", "UNREACHABLE"),
        (
            "  weights: []",
            "  weights:\n    - {source: members, share: 0.6, by: A31}\n    - {source: masses, share: 0.3, by: A31}",
            "WEIGHTS",
        ),
    ],
)
def test_a_contradiction_is_an_error(old, new, code):
    assert code in codes(check(changed((old, new))), "error")


@pytest.mark.parametrize(
    ("grade", "share", "found"),
    [
        ("star4", "0.12", []),
        ("star4", "0.10", ["SHARE_NOT_RAISED"]),
        ("star3", "0.14", ["SHARE_NOT_RAISED"]),
        ("star5", "0.06", ["SHARE_NOT_FIXED"]),
    ],
)
def test_a_later_share_must_rise_and_the_five_star_share_must_not_a11(grade, share, found):
    filed = changed(
        ("share: 0.15, by: T15}\n", f"share: 0.15, by: T15}}\n    - {{grade: {grade}, cycle_no: 2, share: {share}, by: T15}}\n")
    )
    assert codes(check(filed), "error") == found


def test_a_cycle_without_its_own_share_is_a_warning_a11():
    inherited = [finding.inputs["label"] for finding in check(TOWNSHIP, 2) if finding.code == "SHARE_INHERITED"]
    assert inherited == ["四星级", "三星级"]
    assert codes(check(TOWNSHIP, 1), "warning") == []


def test_another_number_of_items_than_the_source_names_is_a_warning_a5():
    fewer = changed(("label: 参加非法组织或活动, component: veto", "label: 参加非法组织或活动, component: task"))
    counted = next(finding for finding in check(fewer) if finding.code == "ITEM_COUNT")
    assert (counted.code, counted.path, counted.inputs) == ("ITEM_COUNT", "catalogue.veto", {"wanted": 4, "found": 3})


def test_a_base_that_full_duty_does_not_reach_is_a_warning_a4():
    counted = next(finding for finding in check(changed(("cap: {is: 70,", "cap: {is: 60,"))) if finding.code == "BASE_SUM")
    assert counted.inputs == {"full": "70", "cap": "60"}


def test_a_catalogue_of_its_own_is_no_hole_a5():
    assert "PLACEHOLDER_ITEMS" not in codes(check(changed(("placeholder: {is: yes, by: A5,", "placeholder: {is: no, by: A5,"))))
