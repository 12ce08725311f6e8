"""A year that was not added up yet: a page that says when, who and what is missing; none for a year out of reach, or for strangers to the unit."""

import pytest

from tests.web import quarter

BOARD = "/rating/lh1/2024"


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    with quarter.readers("sqlite", tmp_path_factory.mktemp("site")) as found:
        yield found


def test_an_official_sees_when_it_begins_who_adds_it_up_and_which_quarters_are_missing_T12(reader):
    page = reader("Y01").get(BOARD)
    said = quarter.words(page)
    assert page.status_code == 200
    for each in (
        "这一年还没有汇总",
        "2025年1月1日（周三） 开始评定",
        "由谁汇总 积分小组",
        "2025年1月31日（周五）",
        "2024年第一季度",
        "还没有结账",
    ):
        assert each in said, each
    assert said.count("还没有结账") == 2  # the second quarter is already open
    assert 'href="/cases/' in page.get_data(as_text=True)
    assert "下载" not in said, "there is no sheet to take away yet"


def test_a_member_sees_the_same_without_the_cases(reader):
    page = reader("M02").get(BOARD)
    assert page.status_code == 200
    assert 'href="/cases/' not in page.get_data(as_text=True)


@pytest.mark.parametrize("year", ["2022", "2026"])
def test_a_year_before_any_rules_or_still_to_come_is_no_page(reader, year):
    assert reader("Y01").get(f"/rating/lh1/{year}").status_code == 404


def test_in_english_too(reader):
    said = quarter.words(reader("Y01", "en").get(BOARD))
    assert "This year has not been added up yet" in said
    assert "Wed 1 Jan 2025" in said
