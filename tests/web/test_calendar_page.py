"""The working calendar on the site: years on file, a notice read in, what it moves shown before, an estimate that says so wherever a day is shown."""

import io
import re
from datetime import date
from types import SimpleNamespace

import pytest
from flask import g, render_template_string

from procflow.db import db
from procflow.models import DatedFact
from tests.sheets.books import book
from tests.web import quarter

HEAD = ("日期", "安排")
NOTICE = [("2024-05-01", "休"), ("2024-05-02", "休"), ("2024-04-28", "班"), ("2024-04-22", "休"), ("2024-04-23", "休")]


@pytest.fixture
def site(database_kind, tmp_path):
    with quarter.site(database_kind, tmp_path, quarter.evening) as app:
        yield app


@pytest.fixture
def admin(site):
    with site.app_context():
        rows = db.session.query(DatedFact).filter_by(kind="role").all()
        person = next(row.subject for row in rows if "sysadmin" in row.data)
    return quarter.signed_in(site, person)


def checked(browser, *rows, head=HEAD):
    """The address of the check page, and what stands on it."""
    sent = browser.post(
        "/admin/calendar", data={"file": (io.BytesIO(book(*rows, head=head)), "a.xlsx")}, content_type="multipart/form-data"
    )
    columns = sent.headers["Location"]
    address = browser.post(columns, data={"at-day": "0", "at-works": "1"}).headers["Location"]
    return address, browser.get(address)


def confirm(browser, address, page):
    preview = re.search(r'name="preview" value="([0-9a-f]+)"', page.get_data(as_text=True))[1]
    browser.post(f"{address}/confirm", data={"preview": preview})
    return quarter.words(browser.get(address))


def test_the_years_are_shown_with_their_source(admin):
    said = quarter.words(admin.get("/admin/calendar"))
    assert all(each in said for each in ("2023 年", "2024 年", "2026 年", "按通知登记", "还没有登记"))


def test_a_notice_is_read_in_after_it_was_shown_what_it_moves(admin, site):
    address, page = checked(admin, *NOTICE)
    said = quarter.words(page)
    assert "期限变动" in said
    assert "已登记工作日历" in confirm(admin, address, page)
    with site.app_context():
        assert db.session.query(DatedFact).filter_by(kind="calendar", subject="2024", superseded_by=None).one().data.count("2024-") == 5
    assert "没有要写入的" in quarter.words(checked(admin, *NOTICE)[1])


def test_faults_are_told_by_cell(admin):
    said = quarter.words(
        checked(admin, ("2024-05-01", "休"), ("五一", "休"), ("2024-05-02", "也许"), ("2024-05-01", "休"), ("2019-05-01", "休"))[1]
    )
    assert all(each in said for each in ("A3", "B4", "A5", "A6", "有 4 处要改"))


def test_a_year_without_notice_is_estimated_and_says_so(admin):
    answer = admin.post("/admin/calendar/estimate", data={"year": "2026"})
    address = answer.headers["Location"]
    page = admin.get(address)
    assert "2026-10-01" in quarter.words(page)
    confirm(admin, address, page)
    said = quarter.words(admin.get("/admin/calendar"))
    assert "按法定节假日估计，通知公布后更正" in said
    assert admin.post("/admin/calendar/estimate", data={"year": "1999"}).status_code == 404


def test_a_due_day_of_a_year_without_notice_is_marked_as_an_estimate(site, admin):
    macro = '{% import "parts.html" as p with context %}{{ p.due(on, today) }}'
    with site.test_request_context():
        g.lang, g.large, g.names, g.rehearsal, g.who = "zh", False, {}, None, None
        who = SimpleNamespace(unit="lh1", units=(), unit_title="", name="", roles=frozenset())
        today, told = date(2024, 4, 1), []
        for on in ("2024-04-03", "2031-04-03"):
            g.who = who
            told.append(render_template_string(macro, on=on, today=today))
    assert ["估计" in each for each in told] == [False, True]


@pytest.mark.parametrize("person", ["Y01", "M01"])
def test_whoever_does_not_administer_has_no_such_page(site, person):
    browser = quarter.signed_in(site, person)
    assert browser.get("/admin/calendar").status_code == 403
    assert browser.post("/admin/calendar/estimate", data={"year": "2026"}).status_code == 403
