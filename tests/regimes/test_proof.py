"""A file is proofread whether finished or not: the literal text of both sources is told with its holes, each with line and column."""

from pathlib import Path

import pytest

from procflow.regimes.phrases import tests as read_as
from procflow.regimes.proof import proof
from tests.regimes.examples import TEXT, changed_text

DATA = Path(__file__).parent.parent / "data"


def told(name: str) -> list:
    return proof((DATA / f"{name}_literal.yaml").read_text(encoding="utf-8"))


def found(name: str, code: str) -> list[str]:
    return [each.finding.text() for each in told(name) if each.finding.code == code]


def line_of(name: str, text: str) -> int:
    return next(n for n, line in enumerate((DATA / f"{name}_literal.yaml").read_text(encoding="utf-8").splitlines(), 1) if text in line)


def test_the_township_as_it_stands_has_no_rule_between_65_and_70_a3():
    assert found("township", "NO_OUTCOME") == ["得分 (65, 70)：没有等次，也未声明为空档。例如：基础分 66、奖励分 0、年度扣分 0、得分 66"]


def test_its_neighbours_both_include_their_bounds_a1():
    shared = [each.finding for each in told("township") if each.finding.code == "OVERLAP"]
    assert [each.inputs["where"].title() for each in shared] == [f"得分 [{bound}, {bound}]" for bound in (100, 90, 80, 60)]


def test_one_band_lacks_its_word_a2():
    (word,) = [each for each in told("township") if each.finding.code == "MISSING_WORD"]
    assert word.finding.text() == "“70分以上75分的”：75分没有写“以上”或“以下”，75分本身归哪一边不明"
    assert (word.line, word.column) == (line_of("township", "star1"), 37)


def test_the_whole_of_the_base_the_catalogue_and_the_sign_of_the_formula_are_missing_a4_a5_a6():
    missing = found("township", "MISSING")
    assert "没有写明基础分总额（cap）" in missing
    assert "没有项目目录，须列出各分项的项目和分值（items）" in missing
    assert any("基础分值增加分值-扣减分值" in each for each in found("township", "UNREADABLE"))


def test_the_bureau_as_it_stands_gives_some_members_no_grade_a26():
    (hole,) = [each.finding for each in told("bureau") if each.finding.code == "NO_OUTCOME"]
    assert hole.inputs["where"].title() == (
        "得分 [70, ∞)、基础分 [0, 60)、年度扣分 [0, 10) 或 得分 [70, ∞)、奖励分 [0, 3)、年度扣分 [0, 10)"
    )


def test_its_two_lowest_grades_hold_at_once_a27():
    (both,) = [each for each in told("bureau") if each.finding.code == "OVERLAP" and each.finding.inputs["label"] == "基本合格"]
    assert both.finding.inputs["where"].title() == "得分 (−∞, 60) 或 年度扣分 [20, ∞)"
    assert both.line == line_of("bureau", "code: unqualified")
    good = [each.finding for each in told("bureau") if each.finding.code == "OVERLAP" and each.finding.inputs["other"] == "基本合格"]
    assert all("年度扣分 [10, ∞)" in each.inputs["where"].title() for each in good)


def test_its_deadlines_say_neither_hard_nor_soft():
    assert [each.finding.path for each in told("bureau") if each.finding.code == "NO_BINDING"] == [
        "claims.cutoff_day",
        "publicity.quarter.due_day",
    ]


@pytest.mark.parametrize(("old", "new", "code", "column"), [
    ("bonus: {is: [points_group, member_meeting]", "bonus: {is: [village_head, member_meeting]", "UNKNOWN_ROLE", 16),
    ("reply: {is: 3 d, by: §3.14, bind: S}", "reply: {is: 3 d, by: §3.14}", "NO_BINDING", 10),
    ("extension_most: {is: 12,", "extension_most: {is: 13,", "EXTENSION_LIMITS", 20),
    ("rectify_most: {is: 12,", "rectify_most: {is: 13,", "RECTIFICATION_LIMIT", 17),
    ("score > 65, score < 70]", "score > 66, score < 70]", "NO_OUTCOME", 3),
    ("code: dues, label", "code: study, label", "CODE_TWICE", 3),
    ("placeholder: {is: yes, by: A5,", "placeholder: {is: yes, by: A5, colour: red,", "UNREADABLE", 34),
])  # fmt: skip
def test_every_message_has_its_line_and_column(old, new, code, column):
    text = changed_text((old, new))
    each = next(one for one in proof(text) if one.finding.code == code)
    assert each.column == column
    assert 1 <= each.line <= len(text.splitlines())


def test_a_finished_file_is_told_the_same_as_its_rulebook():
    assert [each.finding.severity for each in proof(TEXT)].count("error") == 0
    placed = {each.finding.path: each.line for each in proof(TEXT)}
    assert placed["components.base.cap"] == 1 + TEXT.splitlines().index(
        "    cap: {is: 70, by: [T8, A4], note: 原文未定基础分总额，备案时须确认}"
    )


def test_nothing_at_all_is_told_as_nothing():
    assert [each.finding.text() for each in proof("")] == ["文件为空"]
    assert proof("a: [")[0].finding.code == "UNREADABLE"


@pytest.mark.parametrize(("phrase", "said"), [
    ("100分以上", [("score", ">=", 10_000)]),
    ("90分以上100分以下", [("score", ">=", 9000), ("score", "<=", 10_000)]),
    ("得分低于70分", [("score", "<", 7000)]),
    ("年度违规扣分达到10分以上", [("deduction_sum", ">=", 1000)]),
    ("奖励积分不低于5分", [("bonus", ">=", 500)]),
    ("超过3.5分", [("score", ">", 350)]),
    ("基本分不满60分", [("base", "<", 6000)]),
])  # fmt: skip
def test_the_words_of_a_regulation_are_read_as_their_meaning_n16(phrase, said):
    found, open_ended = read_as(phrase)
    assert ([(each["metric"], each["sign"], each["points"]) for each in found], open_ended) == (said, [])
