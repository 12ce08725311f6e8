"""A resolution filed in the browser by the keeper of the minutes; the step that needs it offers it at once."""

import re

import pytest

from tests.web import quarter

NEW = {"title": "一季度积分定稿", "on": "2024-04-19", "body": "points_group", "present": ["Y04", "Y05"]}


@pytest.fixture
def site(database_kind, tmp_path):
    with quarter.site(database_kind, tmp_path, quarter.evening) as app:
        yield app


def filed(browser, **changes):
    said = browser.get("/resolutions").get_data(as_text=True)
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', said))
    return browser.post("/resolutions", data={**hidden, **NEW, **changes})


def test_the_keeper_files_it_and_it_is_listed(site):
    keeper = quarter.signed_in(site, "Y04")
    assert filed(keeper).status_code == 303
    said = quarter.words(keeper.get("/resolutions"))
    assert "一季度积分定稿" in said
    assert "LH1-JY-2024-04-19-1" in said


def test_two_of_a_day_have_numbers_of_their_own(site):
    keeper = quarter.signed_in(site, "Y04")
    filed(keeper)
    filed(keeper, title="另一项")
    assert "LH1-JY-2024-04-19-2" in quarter.words(keeper.get("/resolutions"))


@pytest.mark.parametrize("changes", [{"title": ""}, {"on": "soon"}, {"body": "branch_committee"}, {"present": []}, {"stray": "x"}])
def test_what_cannot_be_read_is_told_and_nothing_is_filed(site, changes):
    keeper = quarter.signed_in(site, "Y04")
    answer = filed(keeper, **changes)
    assert answer.status_code in (303, 422)
    assert ("LH1-JY" in quarter.words(keeper.get("/resolutions"))) is (answer.status_code == 303)


def test_whoever_keeps_no_minutes_is_offered_no_form_and_cannot_file(site):
    member = quarter.signed_in(site, "M01")
    assert "登记这项决议" not in quarter.words(member.get("/resolutions"))
    assert filed(member).status_code == 404


def test_back_leads_to_this_site_alone(site):
    keeper = quarter.signed_in(site, "Y04")
    assert filed(keeper, back="//elsewhere.example/x").headers["Location"] == "/resolutions"
    assert filed(keeper, back="/inbox", title="再一项").headers["Location"] == "/inbox"
