"""From what is posted to the objection in one step: a line, a sheet, a case; the form comes filled in and everything in it may be changed."""

import re

import pytest

from tests.web import quarter
from tests.web.client import Page

ENTRY = re.compile(r'href="(/entries/[^"]+)"')
OBJECT = re.compile(r'href="(/start/objection_review[^"]+)"')


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    with quarter.readers("sqlite", tmp_path_factory.mktemp("site")) as found:
        yield found


def link(page):
    return OBJECT.search(page)[1].replace("&amp;", "&")


def test_a_member_objects_to_a_line_of_their_own_with_its_case_and_kind_filled_in(reader):
    member = reader("M01")
    ledger = member.get("/members/M01/points?period=2024-Q1&component=bonus").get_data(as_text=True)
    page = member.get(ENTRY.search(ledger)[1]).get_data(as_text=True)
    assert "对这一分提出异议" in page
    form = Page(member, member.get(link(page)))
    _, values = form.form("/check")
    assert (values["about"], values["component"], values["about-period"]) == ("line", "bonus", "2024-Q1")
    assert values["targets"].startswith("LH1-JL-2024-")
    assert values["sheet"].startswith("LH1-JZ-2024-")


def test_an_official_looking_at_the_same_line_is_offered_no_objection_of_the_member(reader):
    ledger = reader("M01").get("/members/M01/points?period=2024-Q1&component=bonus").get_data(as_text=True)
    assert OBJECT.search(reader("Y01").get(ENTRY.search(ledger)[1]).get_data(as_text=True)) is None


def test_the_case_of_a_posted_sheet_leads_to_an_objection_against_it(reader):
    member = reader("Y07")
    sheet = re.search(r'href="/cases/(LH1-JZ-[^"]+)"', reader("Y01").get("/publicity/lh1/2024-Q1").get_data(as_text=True))
    page = member.get(f"/cases/{sheet[1] if sheet else 'LH1-JZ-2024-0001'}").get_data(as_text=True)
    _, values = Page(member, member.get(link(page))).form("/check")
    assert (values["about"], values["sheet"]) == ("line", "LH1-JZ-2024-0001")


def test_what_the_form_does_not_offer_is_not_filled_in(reader):
    asked = "/start/objection_review?about-subject=M01&about-period=2024-Q1&self=1&about=%00&sheet=LH1-JL-2024-0001&claim=x&component=x"
    _, values = Page(reader("M01"), reader("M01").get(asked)).form("/check")
    assert (values.get("about"), values.get("component", ""), values.get("claim")) == (None, "", "")
    assert values["sheet"] == "LH1-JZ-2024-0001"
