"""The register of objections: what holds a sheet up stands first, how each ended is said, and members see their own alone."""

import pytest

from tests.machines.posted import Posted
from tests.web.test_objecting import filed, raw


@pytest.fixture
def played(lived):
    return Posted(lived.world)


def test_a_register_without_objections_says_where_to_file_one(lived, played):
    page = lived.as_("Y01").get("/objections")
    assert page.status == 200
    assert "没有异议" in page.text


def test_what_is_filed_holds_the_sheet_and_is_no_secret_but_for_who_filed_it_A50(lived, played):
    filed(lived.as_("M02"), played, targets=list(played.sheets))
    page = lived.as_("Y01").get("/objections")
    assert "2024年第一季度" in page.text
    assert "漏记" in page.text
    assert "待受理" in page.text
    assert "暂缓定稿" in page.text
    assert played.find("objection_review", "2024-Q1") in page.text
    assert raw(page) == []


def test_an_auditor_of_the_unit_reads_it_and_an_uninvolved_member_finds_it_empty(lived, played):
    filed(lived.as_("M01"), played)
    assert "漏记" in lived.as_("M01").get("/objections").text
    assert "没有异议" in lived.as_("M02").get("/objections").text


def test_the_navigation_of_officials_leads_there(lived, played):
    assert 'href="/objections"' in lived.as_("Y01").get("/inbox").html
