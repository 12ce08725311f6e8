"""A regime file is read strictly: every flaw is told, with its line and path, and all of them at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.regimes.reader import FORMAT, RegimeError, parse
from procflow.regimes.rulebook import read
from tests.regimes.examples import TEXT, changed_text


def flaws(text: str) -> list[tuple[str, str]]:
    with pytest.raises(RegimeError) as caught:
        read(text, "example.yaml")
    return [(flaw.path, flaw.sentence.format(**flaw.inputs)) for flaw in caught.value.errors]


@pytest.mark.parametrize(
    ("old", "new", "path", "sentence"),
    [
        ("cap: {is: 70,", "cap: {is: 70.005,", "components.base.cap", "应为分值，至多两位小数，实为“70.005”"),
        ("cap: {is: 70,", "cap: {is: NaN,", "components.base.cap", "应为分值，至多两位小数，实为“NaN”"),
        ("cap: {is: 70, by: [T8, A4]", "cap: {is: 70, by: [T8, A68]", "components.base.cap", "依据“A68”不是已知的条款号"),
        ("start: {is: 01-01, by: T12}", "start: {is: 01-01}", "cycle.start", "缺少：by"),
        ("start: {is: 01-01,", "start: {is: 13-01,", "cycle.start", "应为“月-日”，如 01-15，实为“13-01”"),
        ("carry_unused: {is: no,", "carry_unused: {is: false,", "quota.carry_unused", "应为 yes 或 no，实为“false”"),
        ("share: 0.05,", "share: 5,", "quota.levels[0].share", "应为 0 到 1 之间的比例，至多四位小数，或写成分数，如 1/3，实为“5”"),
        ("reply: {is: 3 d, by: §3.14, bind: S}", "reply: {is: 3 d, by: §3.14}", "deductions.reply", "期限须注明 bind: H(硬)或 bind: S(软)"),
        ("reply: {is: 3 d,", "reply: {is: three days,", "deductions.reply", "应为天数，如 3 d 或 5 wd，实为“three days”"),
        ("facts_by: {is: branch_committee,", "facts_by: {is: village_head,", "objection.facts_by", "不认识的角色：village_head"),
        ("late: {is: refuse,", "late: {is: perhaps,", "claims.late", "应为下列之一：next_period、refuse，实为“perhaps”"),
        ("least: {is: 3, by: T6}", "least: {is: three, by: T6}", "points_group.least", "应为整数，实为“three”"),
        ("due_day: {is: 15,", "due_day: {is: 32,", "publicity.quarter.due_day", "应为一个月中的某日(1–31)，实为“32”"),
        ("findings: {is: [omission, misrecord, selective, procedure]", "findings: {is: omission", "inspection.findings", "应为列表"),
        ("least: {is: 3, by: T6}", "least: {is: [3], by: T6}", "points_group.least", "应为单个值"),
        ("range: [3, 8]", "range: [3]", "items[17].range", "幅度应为两个数，如 [1, 10]"),
        ("all: [score >= 100]", "all: [score == 100]", "grades[0].all", "应为条件，如 score >= 90，实为“score == 100”"),
        (
            "code: star5, label: 五星级",
            "code: Star 5, label: 五星级",
            "grades[0].code",
            "应为小写字母、数字和下划线组成的代码，实为“Star 5”",
        ),
        ("reported_at: {is: 组织生活会,", "reported_at: {is: '',", "annual.reported_at", "不得为空"),
        ("version: 2024-1", "version: 2024-1\nversion: 2024-2", "", "键重复：version"),
        ("veto:\n  effect:", "veto:\n  colour: {is: red, by: T7}\n  effect:", "veto", "不认识的键：colour"),
        ("version: 2024-1", "version: [2024-1]", "version", "应为单个值"),
        ("points_group:\n  least: {is: 3, by: T6}\n  most: {is: 5, by: T6}", "points_group: five", "points_group", "应为一组键和值"),
    ],
)
def test_a_flaw_is_told_in_a_sentence_at_its_path(old, new, path, sentence):
    assert (path, sentence) in flaws(changed_text((old, new)))


def test_all_flaws_are_told_together_in_the_order_of_the_lines():
    text = changed_text(
        ("start: {is: 01-01,", "start: {is: never,"),
        ("  handle: {is: 2 wd, by: §3.5, bind: S}\n", ""),
        ("least: {is: 3,", "least: {is: x,"),
    )
    with pytest.raises(RegimeError) as caught:
        read(text, "example.yaml")
    lines = [flaw.line for flaw in caught.value.errors]
    assert [flaw.path for flaw in caught.value.errors] == ["cycle.start", "objection", "points_group.least"]
    assert lines == sorted(lines)
    assert lines[0] == 1 + text.splitlines().index("  start: {is: never, by: T12}")
    assert str(caught.value).startswith(f"example.yaml:{lines[0]}:15: cycle.start: ")


def test_a_file_that_is_no_yaml_is_told_by_line():
    with pytest.raises(RegimeError) as caught:
        read("id: x\ntitle: [open\n")
    assert (caught.value.errors[0].line, caught.value.errors[0].path) == (3, "")


@pytest.mark.parametrize("text", ["", "# nothing but a comment\n"])
def test_an_empty_file_is_no_regime(text):
    assert flaws(text) == [("", "文件为空")]


def test_a_list_at_the_top_is_no_regime():
    assert ("", "应为一组键和值") in flaws("- id: township\n")


def test_a_key_that_is_no_word_is_told():
    assert ("", "应为单个值") in flaws("[a, b]: c\n")


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text):
    with pytest.raises(RegimeError):
        parse(text)


def test_no_figure_is_ever_a_float():
    def walk(value):
        if isinstance(value, dict):
            return [each for below in value.values() for each in walk(below)]
        return [each for below in value for each in walk(below)] if isinstance(value, list) else [value]

    tree = parse(TEXT)
    assert tree["format"] == FORMAT
    assert {type(value) for value in walk(tree)} <= {str, int, bool, type(None)}
