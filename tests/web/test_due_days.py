"""The calendar page and its file: months, holidays, deadlines with clause and owner, an address that is no month, who sees what."""

import re

import pytest

from tests.web import quarter


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    with quarter.readers("sqlite", tmp_path_factory.mktemp("due")) as found:
        yield found


def test_the_page_says_what_was_due_who_does_it_on_what_clause_and_whether_in_time(reader):
    said = quarter.words(reader("Y01").get("/calendar?month=2024-04"))
    assert "日历 2024年4月" in said
    assert "发布公示 · 2024年第一季度（1—3月） ⚠ 已办，迟了 4月22日（周一） 由记录员办。 依据 T4 A17" in said
    assert re.search(r"2024年4月5日（周五） 放假 .*?登记上月活动 · 2024年3月 .*?节前最后工作日 4月3日（周三）", said)
    assert "登记上月活动 2024年4月" in said, "the next days stand above"


def test_holidays_and_make_up_days_are_marked(reader):
    page = reader("Y01").get("/calendar?month=2024-04").get_data(as_text=True)
    assert re.search(r'<time datetime="2024-04-04">4</time> <span class="pf-tag">休', page)
    assert re.search(r'<time datetime="2024-04-07">7</time> <span class="pf-tag pf-tag--warn">班', page)


def test_a_year_without_notice_says_that_it_is_estimated(reader):
    assert "2030 年的放假安排还没有登记，节假日按估计显示" in quarter.words(reader("Y01").get("/calendar?month=2030-10"))


@pytest.mark.parametrize("month", ["2024", "2024-Q1", "2024-13", "9999-12", "1900-01", "x", "2024-1", "２０２４-04"])
def test_what_is_no_month_is_a_page_that_there_is_not(reader, month):
    assert reader("Y01").get("/calendar", query_string={"month": month}).status_code == 404


def test_every_entry_of_the_grid_leads_to_its_day_in_the_list(reader):
    page = reader("Y01").get("/calendar?month=2024-04").get_data(as_text=True)
    links, days = set(re.findall(r'href="#(d-[\d-]+)"', page)), set(re.findall(r'id="(d-[\d-]+)"', page))
    assert links
    assert links <= days


def test_a_member_finds_the_days_and_no_task_of_others(reader):
    member, secretary = (quarter.words(reader(each).get("/calendar?month=2024-04")) for each in ("M03", "Y01"))
    assert "发布公示" in member
    assert "加分申报" in secretary
    assert "加分申报" not in member


def test_the_file_has_stable_numbers_and_no_names(reader):
    answer = reader("Y01").get("/calendar.ics")
    again = reader("Y01").get("/calendar.ics")
    data = answer.get_data(as_text=True).replace("\r\n ", "")
    assert answer.mimetype == "text/calendar"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="procflow.ics"'
    assert re.findall("UID:(.*)\r", data) == re.findall("UID:(.*)\r", again.get_data(as_text=True).replace("\r\n ", ""))
    assert "UID:fixed.publicity.lh1.2024-Q2@" in data
    assert "依据 T4 A17" in data
    assert not [name for name in ("王志强", "张建国", "周海涛") if name in data]


def test_in_english_nothing_stays_chinese_but_names(reader):
    said = quarter.words(reader("Y01", "en").get("/calendar?month=2024-04"))
    reader("Y01")
    assert "Publish the statement" in said
    assert "Last working day before the holiday: Wed 3 Apr" in said


def test_units_that_are_too_many_are_not_left_out_in_silence(reader, monkeypatch):
    assert "下级单位太多" not in quarter.words(reader("Y01").get("/calendar"))
    monkeypatch.setattr("procflow.web.calendar.MOST_UNITS", 0)
    assert "只含前 0 个单位，还有 1 个没有列出" in quarter.words(reader("Y01").get("/calendar"))
