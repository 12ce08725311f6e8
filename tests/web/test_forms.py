"""Forms from the browser to the schema and back: nothing typed is lost, nothing wrong is let through, every fault is said in words."""

from datetime import date

import pytest
from flask import render_template_string
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from procflow import forms
from procflow.web.forms import Choices, Option, answers, describe, faults, fill, flat, typed

PEOPLE = (Option("p-zhang", "张建国"), Option("p-li", "李秀英"), Option("p-li2", "李秀英"), Option("p-he", "何敏"))
ITEMS = (Option("volunteer", "志愿服务", "每次 1 分"), Option("donation", "捐助"))
CHOICES = Choices({"bonus": ITEMS}, PEOPLE, (Option("HY-0928", "9月28日 党员大会"),), (Option("D1ZB-JL-2025-0001", "奖励加分 · 何敏"),))
KEYS = {"pass": "合格", "fail": "不合格"}


class Line(forms.Form):
    member = forms.Person("党员")
    item = forms.Item("项目", component="bonus")
    points = forms.Points("分值")
    on = forms.Day("日期")
    remark = forms.Text("说明", required=False)


class Everything(forms.Form):
    opinion = forms.Text("意见", hint="写明理由")
    code = forms.Code("文号")
    item = forms.Item("项目", component="bonus")
    person = forms.Person("党员")
    meeting = forms.Meeting("会议")
    case = forms.CaseRef("相关事项")
    entry = forms.EntryRef("积分条目", required=False)
    place = forms.Words("地点")
    points = forms.Points("分值")
    count = forms.Count("人数", most=500)
    on = forms.Day("日期")
    result = forms.Choice("结论", KEYS)
    sure = forms.Yes("内容属实")
    names = forms.Several("名单", forms.Person)
    lines = forms.Lines("明细", Line)


def words(most):
    """Give text that a form keeps as it is: no ends to strip, nothing that Unicode would write another way."""
    return st.from_regex(rf"[A-Za-z0-9一-龥]([A-Za-z0-9一-龥，。\n ]{{0,{most}}}[A-Za-z0-9一-龥])?", fullmatch=True)


def one_of(options):
    return st.sampled_from([option.value for option in options])


codes = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,20}", fullmatch=True)
hundredths = st.integers(-1_000_000, 1_000_000)
days = st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(date.isoformat)
lines = st.lists(
    st.fixed_dictionaries(
        {"member": one_of(PEOPLE), "item": one_of(ITEMS), "points": hundredths, "on": days, "remark": st.none() | words(30)}
    ), min_size=1, max_size=4,
)  # fmt: skip
everything = st.fixed_dictionaries(
    {
        "opinion": words(60), "code": codes, "item": one_of(ITEMS), "person": one_of(PEOPLE), "meeting": st.just("HY-0928"),
        "case": st.just("D1ZB-JL-2025-0001"), "entry": st.none() | codes, "place": words(20).map(lambda text: text.replace("\n", " ")),
        "points": hundredths, "count": st.integers(0, 500), "on": days, "result": st.sampled_from(sorted(KEYS)), "sure": st.just(True),
        "names": st.lists(one_of(PEOPLE), min_size=1, max_size=4, unique=True), "lines": lines,
    }
)  # fmt: skip


@given(everything)
def test_what_was_loaded_is_shown_posted_and_loaded_again_unchanged(data):
    assert Everything().load(typed(Everything, data)) == data
    again = fill(Everything, MultiDict(flat(Everything, typed(Everything, data))), CHOICES)
    assert again.data == data
    assert again.errors == {}


@given(everything)
def test_the_fields_of_a_page_send_back_what_they_show(data):
    views = describe(Everything, CHOICES, typed(Everything, data))
    cells = [cell for view in views for line in view.lines for cell in line]
    sent = [(view.name, value) for view in [*views, *cells] if view.kind != "lines" for value in values_of(view)]
    ticked = [option.value for option in PEOPLE if option.value in data["names"]]  # boxes come in the order of the page
    assert fill(Everything, MultiDict(sent), CHOICES).data == data | {"names": ticked}


@given(
    st.dictionaries(
        st.sampled_from([*Everything().fields, "lines-0-member", "lines-1-points", "lines-x-on", "lines-paste"]), st.text(max_size=20)
    )
)
def test_nothing_that_a_browser_can_send_breaks_the_reading(posted):
    filled = fill(Everything, MultiDict(posted), CHOICES)
    assert filled.data is None
    assert faults(describe(Everything, CHOICES, filled.values, filled.errors))


def test_every_blank_field_is_asked_for_by_its_name():
    filled = fill(Everything, MultiDict(), CHOICES)
    found = faults(describe(Everything, CHOICES, filled.values, filled.errors))
    assert [fault.title for fault in found] == [one.title for name, one in Everything().fields.items() if name != "entry"]
    assert {str(fault.sentence) for fault in found} == {"请填写这一项", "请先确认这一项"}


def test_a_blank_line_of_a_sheet_is_no_line():
    filled = fill(Everything, MultiDict({"lines-0-member": " ", "lines-4-member": "p-he", "lines-4-points": "1"}), CHOICES)
    assert filled.values["lines"] == [{"member": "p-he", "points": "1"}]
    assert set(filled.errors["lines"][0]) == {"item", "on"}


def test_rows_pasted_from_a_spreadsheet_are_lines_with_names_for_ids():
    pasted = "党员\t项目\t分值\t日期\r\n张建国\t志愿服务\t2\t2025/9/6\r\n何敏\t捐助\t−1.5\t2025年9月13日\r\n\r\n"
    filled = fill(Everything, MultiDict({"lines-paste": pasted}), CHOICES)
    assert filled.values["lines"] == [
        {"member": "p-zhang", "item": "volunteer", "points": "2", "on": "2025-09-06"},
        {"member": "p-he", "item": "donation", "points": "-1.5", "on": "2025-09-13"},
    ]
    assert "lines" not in filled.errors


@pytest.mark.parametrize(("name", "said"), [("赵无名", {}), ("李秀英", {"n": 2})])
def test_a_name_that_is_nobodys_or_two_peoples_is_told_in_its_line(name, said):
    filled = fill(Everything, MultiDict({"lines-paste": f"{name}\t志愿服务\t2\t2025-09-06"}), CHOICES)
    fault = faults(describe(Everything, CHOICES, filled.values, filled.errors))[-1]
    assert (fault.line, fault.title, fault.at) == (1, "党员", "f-lines-0-member")
    assert fault.sentence.inputs == {"given": name, **said}


def test_more_lines_are_given_without_judging_the_form():
    filled = fill(Everything, MultiDict({"lines-more": "1", "lines-0-member": "p-he"}), CHOICES)
    assert filled.errors == {}
    assert filled.data is None
    grid = describe(Everything, CHOICES, filled.values)[-1]
    assert len(grid.lines) == 1 + 3


def test_a_fixed_column_is_shown_and_sent_but_no_field(site):
    views = describe(Everything, CHOICES, {"lines": [{"member": "p-he"}]}, fixed=["member"])
    assert [cell.kind for cell in views[-1].lines[0]] == ["fixed", "select", "short", "day", "textarea"]
    assert len(views[-1].lines) == 1
    page = drawn(site, views)
    assert '何敏<input type="hidden" name="lines-0-member" value="p-he">' in page
    assert "lines-more" not in page


def test_a_long_list_of_people_is_typed_with_suggestions(site):
    crowd = tuple(Option(f"p{n}", f"党员{n}") for n in range(200))
    views = describe(Everything, Choices(people=crowd), {"person": "p7"})
    person = next(view for view in views if view.name == "person")
    assert (person.kind, person.value) == ("pick", "党员7")
    assert '<option value="党员7">' in drawn(site, [person])


def test_every_field_has_a_label_that_names_it_and_faults_are_tied_to_it(site):
    filled = fill(Everything, MultiDict({"points": "abc", "opinion": ""}), CHOICES)
    page = drawn(site, describe(Everything, CHOICES, filled.values, filled.errors))
    assert '<label class="govuk-label" for="f-points">分值</label>' in page
    assert 'aria-describedby="f-points-error" aria-invalid="true"' in page
    assert 'aria-describedby="f-opinion-hint f-opinion-error"' in page
    assert 'value="abc"' in page
    assert '<a href="#f-points">分值：分值写法不对' in page


def test_what_a_reader_typed_is_never_markup(site):
    evil = '"><script>alert(1)</script>'
    filled = fill(Everything, MultiDict({"opinion": evil, "code": evil, "person": evil, "lines-0-remark": evil}), CHOICES)
    assert "<script>" not in drawn(site, describe(Everything, CHOICES, filled.values, filled.errors))


def test_answers_are_shown_by_name_and_in_the_readers_writing(site):
    data = {"person": "p-he", "points": 250, "on": "2025-09-06", "result": "pass", "sure": True, "names": ["p-he", "p-zhang"]}
    page = drawn(site, [], answers(Everything, data, CHOICES))
    for shown in ("何敏", "2.5", "2025年9月6日（周六）", "合格", "✓ 是", "何敏、张建国", "没有填"):
        assert shown in page


def values_of(view):
    if view.kind in ("checkboxes", "radios"):
        return [option.value for option in view.options if option.value in view.chosen]
    return [view.value]


def drawn(site, views, given=()):
    with site.test_request_context("/"):
        site.preprocess_request()
        return render_template_string(
            '{% import "fields.html" as f with context %}{{ f.error_summary(faults) }}{{ f.fields(views) }}{{ f.summary_list(answers) }}',
            lang="zh", views=views, answers=given, faults=faults(views),
        )  # fmt: skip
