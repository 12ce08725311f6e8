"""A block from Excel as lines: titles in any order, figures as they are written, options by their words, nothing dropped, every fault by row and column."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from procflow import forms
from procflow.web.fields import LONG
from procflow.web.forms import Choices, Option, describe, faults, fill
from procflow.web.pasting import cells, figures, merged
from tests.web import quarter
from tests.web.client import Forms

CHOICES = Choices(
    {"base": (Option("meeting", "组织生活（2 分）"),)},
    (Option("M01", "张建国"), Option("M02", "刘桂兰"), Option("M03", "何敏"), Option("M9", "何敏")),
)
CELL = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=8).filter(lambda text: '"' not in text)
SHEET = "/start/base_registration?about-period=2024-04"


class Line(forms.Form):
    member = forms.Person("党员")
    item = forms.Item("项目", component="base")
    mark = forms.Choice("完成情况", {"present": "已完成", "absent": "未完成"})
    votes = forms.Count("票数")
    points = forms.Points("分值")
    remark = forms.Words("备注", required=False)


class Sheet(forms.Form):
    lines = forms.Lines("登记内容", Line)


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    with quarter.readers("sqlite", tmp_path_factory.mktemp("sheet")) as found:
        yield found


def read(text, **more):
    return fill(Sheet, MultiDict({"lines-paste": text, **more}), CHOICES)


def test_columns_are_known_by_their_titles_in_any_order_and_figures_as_people_write_them():
    filled = read("分值\t姓名\t票数\t项目\t完成情况\n２．５\t张建国\t十二票\t组织生活\t已完成\n−1\t刘桂兰\t３\tmeeting\tDone\n")
    assert filled.values["lines"][0] == {"points": "2.5", "member": "M01", "votes": "12", "item": "meeting", "mark": "present"}
    assert (filled.values["lines"][1]["points"], filled.values["lines"][1]["votes"]) == ("-1", "3")


def test_every_fault_is_told_with_its_row_and_column_and_nothing_is_dropped():
    filled = read("张建国\t组织生活\t已完成\t3\t1\n某某\t广场舞\t来了\t若干\t1\n何敏\t组织生活\t已完成\t3\t1\t早退\t请假条\n")
    found = [(each.line, each.title) for each in faults(describe(Sheet, CHOICES, filled.values, filled.errors))]
    assert found == [(2, "党员"), (2, "项目"), (2, "完成情况"), (2, "票数"), (3, "党员")]
    shown = filled.values["lines"]
    assert (shown[1]["member"], shown[1]["item"], shown[1]["mark"]) == ("某某", "广场舞", "来了")
    assert shown[2]["remark"] == "早退 请假条", "more cells than columns go on in the last one"


def test_a_first_row_that_is_no_row_of_titles_is_a_line_to_be_seen():
    assert read("党员\t项目\t何处\n张建国\t组织生活\t已完成").values["lines"][0] == {"member": "党员", "item": "项目", "mark": "何处"}


def test_what_is_pasted_for_a_line_that_stands_there_goes_into_it_and_twice_is_seen_twice():
    """A month's sheet starts with a line for each member and item: what is pasted belongs there, not below."""
    lines = [{"member": "M01", "item": "meeting", "mark": "present"}, {"member": "M02", "item": "meeting"}]
    pasted = {"member": "M01", "item": "meeting", "mark": "absent"}
    once, twice = (merged(Sheet().fields["lines"], lines, [pasted] * n) for n in (1, 2))
    assert once == [pasted, lines[1]]
    assert twice == [pasted, lines[1], pasted]


@given(st.lists(st.lists(CELL, min_size=1, max_size=6), max_size=6))
def test_cells_parted_by_tabs_are_those_cells(rows):
    assert cells("\n".join("\t".join(row) for row in rows)) == rows


def test_a_cell_with_a_line_break_comes_in_quotation_marks_and_a_lone_mark_is_a_mark():
    assert cells('张建国\t"早退\n请假"\n刘桂兰\t全勤\n') == [["张建国", "早退 请假"], ["刘桂兰", "全勤"]]
    assert cells('张建国\t5"\n刘桂兰\t6') == [["张建国", '5"'], ["刘桂兰", "6"]]


@pytest.mark.parametrize(
    ("said", "read"),
    [("十", "10"), ("二十", "20"), ("三十五", "35"), ("一百零五", "105"), ("两", "2"), ("12", "12"), ("十几", "十几"), ("", "")],
)
def test_chinese_figures_are_figures(said, read):
    assert figures(said) == read


def test_totals_stand_under_columns_of_figures_and_only_there():
    view = describe(Sheet, CHOICES, {"lines": [{"points": "2.5", "votes": "3"}, {"points": "-0.5", "votes": "x"}]})[0]
    assert view.sums == (None, None, None, "3", "2", None)


def test_a_long_sheet_is_typed_with_suggestions_and_stays_light():
    """T14: what fifty people weigh, and five hundred."""
    line = {"member": "M01", "item": "meeting", "mark": "present", "votes": "1", "points": "1"}
    short, long = (describe(Sheet, CHOICES, {"lines": [line] * n})[0] for n in (LONG - 3, LONG))
    assert [cell.kind for cell in short.lines[0]][:3] == ["select", "select", "select"]
    assert [(cell.kind, cell.value) for cell in long.lines[0]][:3] == [("pick", "张建国"), ("pick", "组织生活（2 分）"), ("pick", "已完成")]


def test_a_block_pasted_without_a_script_is_shown_in_the_grid_with_what_is_not_understood(reader):
    browser = reader("Y07")
    rows = "姓名\t基础分项目\t完成情况\t日期\n张建国\t组织生活（2 分）\t未完成\t2024/4/12\n某某\t组织生活\t已完成\t2024年4月12日\n"
    page = sent(browser, {"lines-paste": rows, "lines-fill": "1"})
    said = quarter.words(page)
    assert page.status_code == 422
    assert "第 40 行 党员：名单里没有“某某”" in said
    assert "表格里现在有 40 行 ，1 处认不出" in said, "the known one went into its line"
    assert 'name="lines-1-mark" value="未完成"' in page.get_data(as_text=True)
    assert "登记依据：请填写这一项" not in said, "the rest is not judged yet"


@pytest.mark.parametrize("members", [50, 500])
def test_a_sheet_of_many_members_is_sent_whole_and_its_page_stays_small(reader, members):
    """T14: 100 KB for the usual branch of fifty."""
    row = "张建国\t组织生活（2 分）\t已完成\t2024-04-12\n"
    page = sent(reader("Y07"), {"lines-paste": row * members, "lines-fill": "1"})
    assert page.get_data(as_text=True).count('name="lines-') >= 4 * members
    assert len(page.data) < (100_000 if members == 50 else 500_000)


def sent(browser, more):
    page = browser.get(SHEET).get_data(as_text=True)
    action, fields, _ = next(each for each in Forms(page).forms if each[0].endswith("/check"))
    return browser.post(action, data=dict(fields) | more)
