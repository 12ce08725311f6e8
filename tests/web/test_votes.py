"""Run-offs and elections in a browser: on the agenda by name, counted line by line, told by name; no id and no foreign word on a Chinese page."""

import re

import pytest

from tests.machines import tie
from tests.machines.tie import put
from tests.machines.world import everyone
from tests.world import MEMBERS, NAMES

A, B, C = (NAMES[name] for name in tie.TIED)
STRAY = re.compile(r"\b(?:[MY]0\d|[a-z][a-z_]{2,})\b")  # ids, codes, words
STANDING = ("M01", "M02", "Y04", "Y05")


@pytest.fixture
def tied(lived, monkeypatch):
    """A run-off and an ordinary motion under discussion at one meeting."""
    tie.known(monkeypatch)
    lived.case, lived.motion = put(lived.world)
    lived.ordinary = lived.world.verify(lived.world.claim())
    lived.meeting = lived.world.call(lived.motion, lived.ordinary)
    return lived


@pytest.fixture
def called(lived):
    """An election called, for a meeting of 12 March."""
    world = lived.world
    world.file("body", "member_meeting", members=list(MEMBERS), keepers=["Y03"])
    world.file("meeting", "HY1", actor="Y01", since="2024-03-12", title="党员大会", notified_on="2024-03-10", chair="Y01", teller="Y02")
    world.file("resolution", "DY1", actor="Y03", body="member_meeting", present=list(MEMBERS), title="提名候选人")
    return lived


def plain(page):
    """The words of a page, which names people, offices and steps in Chinese alone."""
    assert page.status == 200, page.text
    assert STRAY.findall(page.text) == []
    return page.text


def open_vote(lived):
    lived.world.step(lived.motion, "open_vote", "Y01", {"discussion": "三人同分", "heard": "not_needed", "issued": 8})


def test_a_run_off_stands_on_the_agenda_by_the_names_of_the_tied(tied):
    said = plain(tied.as_("Y01").get(f"/meetings/{tied.meeting}"))
    assert f"{A}、{B}、{C} 并列表决" in said
    assert said.count("讨论中") >= 2


def test_votes_are_counted_one_motion_at_a_time_never_together(tied):
    """What a run-off counts is not what an ordinary motion counts."""
    page = tied.as_("Y02").get(f"/meetings/{tied.meeting}")
    assert "勾选的一起" not in page.text
    assert tied.as_("Y02").post(f"/meetings/{tied.meeting}/all/pass/check", motion=tied.motion).status == 404


def test_the_count_of_a_run_off_comes_with_a_line_for_each_of_the_tied(tied):
    open_vote(tied)
    page = tied.as_("Y02").get(f"/cases/{tied.motion}/do/pass")
    said = plain(page)
    assert all(name in said for name in (A, B, C, "得票", "弃权"))
    assert "赞成" not in said
    _, values = page.form("/check")
    assert [values[f"votes-{place}-person"] for place in range(3)] == tie.TIED
    assert "votes-3-person" not in values


def test_the_ordinary_motion_of_the_same_meeting_is_counted_as_ever(tied):
    tied.world.step(tied.ordinary, "open_vote", "Y01", {"discussion": "同意", "heard": "not_needed", "issued": 8})
    said = plain(tied.as_("Y02").get(f"/cases/{tied.ordinary}/do/pass"))
    assert "赞成" in said
    assert "各人得票" not in said


def test_a_run_off_is_carried_in_the_browser_and_told_as_votes_for_each(tied):
    open_vote(tied)
    teller = tied.as_("Y02")
    votes = {"votes__0__votes": "5", "votes__1__votes": "2", "votes__2__votes": "1", "abstained": "0", "returned": "8"}
    check = teller.get(f"/cases/{tied.motion}/do/pass").send("/check", **votes)
    assert f"{A} 5 {B} 2 {C} 1" in plain(check)
    done = check.send("/steps").follow()
    assert "通过" in plain(done)
    for said in (plain(teller.get(f"/meetings/{tied.meeting}")), plain(teller.get(f"/meetings/{tied.meeting}?big=1"))):
        assert A in said
        assert "5" in said
    listed = teller.get(f"/meetings/{tied.meeting}").text
    assert f"{A} 5 票，{B} 2 票，{C} 1 票，弃权 0（一人至少 5 票才通过）。选出：{A}" in listed
    trace = teller.get(f"/cases/{tied.motion}/steps")
    assert f"{A} 5 {B} 2 {C} 1" in trace.text
    assert "由哪个组织提出 积分小组" in trace.text


def test_too_few_votes_are_told_with_the_figures_and_the_lines_stay(tied):
    open_vote(tied)
    votes = {"votes__0__votes": "4", "votes__1__votes": "3", "votes__2__votes": "1", "abstained": "0", "returned": "8"}
    page = tied.as_("Y02").get(f"/cases/{tied.motion}/do/pass").send("/check", **votes)
    assert page.status == 422
    assert "得票最多的有 4 票；应到会 8 人，须有一人至少 5 票才通过" in page.text
    assert page.form("/check")[1]["votes-0-votes"] == "4"


def test_an_election_is_called_nominated_and_held_in_the_browser(called):
    secretary, keeper, teller = (called.as_(name) for name in ("Y01", "Y03", "Y02"))
    plain(secretary.get("/start/points_group_election"))
    begun = secretary.get("/start/points_group_election?about-period=2024")
    plain(begun)
    no = begun.send("/check").send("/begin").location.split("/")[2]
    nomination = keeper.get(f"/cases/{no}/do/nominate")
    plain(nomination)
    nominated = nomination.send("/check", meeting="HY1", candidates=list(STANDING), resolution="DY1")
    assert all(NAMES[name] in plain(nominated) for name in STANDING)
    nominated.send("/steps")
    called.world.at("2024-03-12")

    assert "积分小组推选" in plain(keeper.get("/meetings/HY1"))
    roll = keeper.get("/meetings/HY1/roll")
    plain(roll)
    assert roll.send("/check", present=list(MEMBERS)).send("/steps").status == 303
    assert "开始投票" in plain(secretary.get("/meetings/HY1"))
    secretary.act(no, "ballot", discussion="介绍了候选人", issued="8")

    page = teller.get(f"/cases/{no}/do/elect")
    said = plain(page)
    assert all(NAMES[name] in said for name in STANDING)
    assert NAMES["Y06"] not in said, "only who stands can be elected"
    votes = {f"votes__{place}__in_favour": given for place, given in enumerate(("8", "7", "6", "2"))}
    check = page.send("/check", returned="8", elected=list(STANDING[:3]), keeper="M01", **votes)
    assert "组织机构 积分小组" in plain(check)
    plain(check.send("/steps").follow())
    said = plain(secretary.get("/meetings/HY1"))
    assert f"{NAMES['Y05']} 2 票，每人至少 5 票才当选。选出：{NAMES['M01']}、{NAMES['M02']}、{NAMES['Y04']}" in said
    plain(secretary.case(no))
    assert "登记：组织机构 积分小组" in secretary.get(f"/cases/{no}/steps").text


def test_only_formal_members_are_offered_as_candidates(called):
    called.world.join("P01", standing="probationary")
    no = called.world.begin("points_group_election", "Y01")
    html = called.as_("Y03").get(f"/cases/{no}/do/nominate").html
    assert set(re.findall(r'name="candidates" type="checkbox" value="(\w+)"', html)) == set(everyone(*MEMBERS))
