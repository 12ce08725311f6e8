"""Forms load to canonical data or say, in words, which field cannot be read; nothing is bent into shape."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from procflow import canon
from procflow.engine.attempt import flat
from procflow.forms import Choice, Code, Count, Day, Form, Lines, Opinion, Person, Points, Reason, Sentence, Several, Text, Words, Yes
from procflow.wording import points as figure


class Line(Form):
    member = Person("党员")
    points = Points("分值")
    note = Text("备注", required=False)


class Sheet(Form):
    day = Day("日期")
    kind = Choice("类别", {"a": "甲", "b": "乙"})
    people = Several("名单", Person)
    lines = Lines("分项", Line)
    sure = Yes("确认")
    number = Count("人数", most=500)
    place = Words("地点", required=False)
    order = Code("文号", required=False)


GOOD = {
    "day": "2024-04-19", "kind": "a", "people": "M01，M02", "lines": [{"member": "M01", "points": "2.5"}], "sure": "on", "number": " 12 ",
    "place": " ", "order": None,
}  # fmt: skip


def messages(form, **given):
    with pytest.raises(ValidationError) as caught:
        form().load(given)
    return flat(caught.value.messages)


def test_a_form_loads_to_canonical_data():
    loaded = Sheet().load(GOOD)
    assert loaded == {
        "day": "2024-04-19", "kind": "a", "people": ["M01", "M02"], "lines": [{"member": "M01", "points": 250, "note": None}],
        "sure": True, "number": 12, "place": None, "order": None,
    }  # fmt: skip
    assert canon.loads(canon.dumps(loaded)) == loaded


@given(st.integers(-1_000_000, 1_000_000))
def test_points_are_read_as_they_are_shown(hundredths):
    assert Points("分值").read(figure(hundredths)) == hundredths
    assert Points("分值").read(f" {hundredths / 100:.2f} ") == hundredths


NO_POINTS = [
    "",
    "2.555",
    "1e5",
    "1E+999999",
    "1E+99999999999",
    "NaN",
    "Infinity",
    "8_0",
    "两分",
    "10000.01",
    2.5,
    True,
    None,
    [],
    "--1",
    ".",
]


@pytest.mark.parametrize("bad", NO_POINTS)
def test_points_are_refused_rather_than_rounded(bad):
    with pytest.raises(ValidationError, match="分值写法不对"):
        Points("分值").read(bad)


@pytest.mark.parametrize(("given", "read"), [("8", 800), (8, 800), ("+2.5", 250), ("-3", -300), ("８", 800), ("2.500", 250)])
def test_points_may_be_typed_in_the_usual_ways(given, read):
    assert Points("分值").read(given) == read


@pytest.mark.parametrize("bad", ["-1", "1.0", "", "一", True, None, 2.0, "1000000", "501"])
def test_a_count_is_a_whole_number_within_its_bounds(bad):
    with pytest.raises(ValidationError):
        Count("人数", most=500).read(bad)


@pytest.mark.parametrize("bad", ["2024-02-30", "19/04/2024", "", None, 20240419, "2024-4-19"])
def test_a_day_is_an_iso_day(bad):
    with pytest.raises(ValidationError, match="日期写法不对"):
        Day("日期").read(bad)


def test_a_day_written_without_hyphens_is_kept_in_the_one_way():
    assert Day("日期").read("20240419") == "2024-04-19"


@pytest.mark.parametrize("bad", ["", "张三", "a b", "../x", "x" * 81, 5, None, "-x", "x;y"])
def test_a_code_is_short_and_plain(bad):
    with pytest.raises(ValidationError):
        Code("编号").read(bad)


def test_a_list_names_each_once_however_it_is_separated():
    assert Several("名单").read("M01, M02，M03 M04") == ["M01", "M02", "M03", "M04"]
    for bad in (["M01", "M01"], [], "", {"M01": 1}, ["M01", 5], None):
        with pytest.raises(ValidationError):
            Several("名单").read(bad)
    assert Several("名单", required=False).read([]) == []


@pytest.mark.parametrize("bad", ["c", "", None, 0, [], {}])
def test_a_choice_is_one_of_those_named(bad):
    with pytest.raises(ValidationError):
        Choice("类别", {"a": "甲"}).read(bad)


@pytest.mark.parametrize("bad", [False, "false", "off", "", None, 0, [], "no"])
def test_a_statement_must_be_ticked(bad):
    with pytest.raises(ValidationError, match="请先确认"):
        Yes("确认").read(bad)


@given(st.text())
def test_free_text_becomes_fit_for_a_record_or_is_refused(written):
    try:
        read = Text("说明", most=50).read(written)
    except ValidationError:
        assert not canon.clean(written) or len(canon.clean(written)) > 50
        return
    assert canon.loads(canon.dumps(read)) == read == unicodedata.normalize("NFC", read).strip()


def test_a_text_that_is_too_long_says_how_long_it_may_be():
    with pytest.raises(ValidationError) as caught:
        Text("说明", most=50).read("长" * 51)
    said = caught.value.messages[0]
    assert isinstance(said, Sentence)
    assert (str(said), said.inputs) == ("文字太长，最多 {most} 字", {"most": 50})


def test_what_is_not_required_may_be_missing_empty_or_blank():
    assert [Opinion().load(given)["opinion"] for given in ({}, {"opinion": None}, {"opinion": "  "}, {"opinion": " 同意 "})] == [
        None,
        None,
        None,
        "同意",
    ]


def test_every_message_is_a_chinese_sentence_also_the_library_s_own():
    found = [
        messages(Reason), messages(Reason, reason=None), messages(Reason, reason="  "), messages(Reason, reason=5), messages(Reason, reason="好", more=1),
        messages(Sheet, **{**GOOD, "lines": None}), messages(Sheet, **{**GOOD, "lines": "x"}), messages(Sheet, **{**GOOD, "lines": [None]}),
        messages(Sheet, **{**GOOD, "lines": ["x"]}), messages(Sheet, **{**GOOD, "lines": []}), messages(Sheet, **{**GOOD, "lines": [{"member": "M01"}]}),
    ]  # fmt: skip
    assert all(
        "一" <= letter <= "龥" or letter in " ，。、：0123456789"
        for each in found
        for told in each.values()
        for said in told
        for letter in said
    ), found


def test_a_wrong_line_is_named_by_its_place():
    lines = [{"member": "M01", "points": "1"}, {"member": "张三", "points": "x", "more": 1}]
    assert sorted(messages(Sheet, **{**GOOD, "lines": lines})) == ["lines.1.member", "lines.1.more", "lines.1.points"]


def test_every_field_has_a_title_and_may_have_a_hint():
    assert [each.title for each in Sheet().fields.values()] == ["日期", "类别", "名单", "分项", "确认", "人数", "地点", "文号"]
    assert Text("做了什么", hint="写明时间").hint == "写明时间"
