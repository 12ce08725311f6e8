"""The year's roll through the write door: applied for, reviewed in a batch, voted, listed; returned, lapsed, turned down, ended."""

import json

import pytest

from procflow import clock
from procflow.models import DatedFact, Notice
from tests.machines.roll import PAPER, Roll


@pytest.fixture
def roll(world):
    world.at("2024-01-08")
    return Roll(world)


def test_a_member_applies_is_reviewed_voted_and_stands_on_the_roll_T1_T2(roll, world):
    batch, (first, second), motions = roll.approved("M01", "M02")
    assert [roll.state(each) for each in (batch, first, second)] == ["at_meeting", "pending_vote", "pending_vote"]
    assert [json.loads(world.case(each).taken)[0]["form"]["put_by"] for each in motions] == ["branch_committee"] * 2
    world.call(*motions)
    passed = world.vote(motions[0], 8)
    assert [each.body["transition"] for each in passed.caused] == ["vote_pass"]
    assert world.refused(batch, "fix_list", "Y03").code == "GUARD_FAILED"  # one is not voted on yet
    world.vote(motions[1], 3, 5)
    assert (roll.state(first), roll.state(second), roll.scope("M01")) == ("enrolled", "vote_rejected", ("2024-01-01", "2024-12-31"))
    world.step(batch, "fix_list", "Y03")
    (filed,) = world.rows(DatedFact, DatedFact.kind == "roster")
    assert (roll.state(batch), filed.subject, json.loads(filed.data)) == ("listed", "2024", {"members": ["M01"]})
    told = world.rows(Notice, Notice.case_id == world.case(second).case_id)
    assert [(each.addressee, "下一年度" in each.sentence) for each in told] == [("M02", True)]


def test_who_was_voted_down_applies_again_next_year_and_not_before_A15(roll, world):
    _, (no,), motions = roll.approved("M01")
    world.call(*motions)
    world.vote(motions[0], 3, 5)
    with pytest.raises(Exception, match="DUPLICATE"):
        roll.draft("M01")
    world.at("2025-01-06")
    assert world.case(roll.draft("M01")).period == "2025"
    assert roll.state(no) == "vote_rejected"


def test_a_returned_application_is_completed_and_decided_in_the_same_batch_T1(roll, world):
    no = roll.apply()
    batch = roll.reviewing(no)
    assert roll.state(no) == "under_review"
    returned = roll.decide(batch, no, "return", "没有签名")
    assert [each.body["transition"] for each in returned.caused] == ["return"]
    assert [(each.desk, each.person, each.due) for each in world.tasks(no)] == [("member", "M01", "2024-01-15")]  # five working days (H)
    world.at("2024-01-15", 18)
    again = world.step(no, "resubmit", "M01", {**PAPER, "change": "补签了名"})
    assert [each.body["transition"] for each in again.caused] == ["take_up"]
    assert [each.body["transition"] for each in roll.decide(batch, no).caused] == ["approve_review", "open"]
    assert roll.state(no) == "pending_vote"


def test_what_is_not_completed_in_time_lapses_on_the_day_after(roll, world):
    no = roll.apply()
    roll.decide(roll.reviewing(no), no, "return", "没有签名")
    world.at("2024-01-15", 23)
    clock.sweep(world.session)
    assert roll.state(no) == "returned"
    world.at("2024-01-16", 0)
    assert world.refused(no, "resubmit", "M01", {**PAPER, "change": "补签"}).code == "OUT_OF_WINDOW"
    clock.sweep(world.session)
    assert roll.state(no) == "lapsed"
    assert roll.state(roll.apply()) == "submitted"  # only a live application stands in the way of another


def test_the_committee_turns_an_application_down_and_the_member_is_told_of_the_right_to_object(roll, world):
    no = roll.apply()
    batch = roll.reviewing(no)
    roll.decide(batch, no, "reject", "组织关系不在本支部")
    assert roll.state(no) == "review_rejected"
    assert [each.addressee for each in world.rows(Notice, Notice.case_id == world.case(no).case_id)] == ["M01"]
    world.step(batch, "conclude", "Y01", {"resolution": roll.resolve()})
    assert world.refused(batch, "put_to_meeting", "Y01").code == "GUARD_FAILED"  # nobody to vote on
    world.step(batch, "cancel", "Y01", {"reason": "没有审核同意的申请"})
    assert roll.state(batch) == "cancelled"


def test_a_batch_does_not_conclude_with_an_undecided_item(roll, world):
    one, other = roll.apply("M01"), roll.apply("M02")
    batch = roll.reviewing(one, other)
    roll.decide(batch, one)
    refused = world.refused(batch, "conclude", "Y01", {"resolution": roll.resolve()})
    assert (refused.code, refused.refusals[0].inputs["no"]) == ("GUARD_FAILED", other)


def test_a_motion_withdrawn_gives_the_application_back_to_the_review(roll, world):
    no = roll.apply()
    batch = roll.reviewing(no)
    motion = world.number(roll.decide(batch, no).caused[-1].case_id)
    world.step(motion, "withdraw", "Y02", {"reason": "材料要再核"})
    assert roll.state(no) == "under_review"
    assert roll.decide(batch, no, "reject", "查实材料不真实").caused[0].body["transition"] == "reject_review"


def test_one_given_back_after_its_batch_had_gone_to_the_meeting_goes_into_the_next(roll, world):
    batch, (no, other), motions = roll.approved("M01", "M02")
    world.step(motions[0], "withdraw", "Y02", {"reason": "材料要再核"})
    world.call(motions[1])
    world.vote(motions[1])
    world.step(batch, "fix_list", "Y03")
    later = roll.reviewing(no)
    roll.decide(later, no)
    assert (roll.state(no), roll.state(other)) == ("pending_vote", "enrolled")


def test_a_batch_reopened_takes_up_what_was_completed_meanwhile(roll, world):
    no = roll.apply()
    batch = roll.reviewing(no)
    roll.decide(batch, no, "return", "没有签名")
    world.step(batch, "conclude", "Y01", {"resolution": roll.resolve()})
    world.step(no, "resubmit", "M01", {**PAPER, "change": "补签了名"})
    assert roll.state(no) == "submitted"
    assert [each.body["transition"] for each in world.step(batch, "reopen", "Y01", {"reason": "申请已补正"}).caused] == ["take_up"]


def test_a_member_withdraws_until_voting_began_and_the_motion_falls_with_it(roll, world):
    _, (no, other), (motion, voted) = roll.approved("M01", "M02")
    world.step(no, "withdraw", "M01")
    assert (roll.state(no), roll.state(motion)) == ("withdrawn", "withdrawn")
    world.call(voted)
    world.step(voted, "open_vote", "Y01", {"discussion": "无", "heard": "not_needed", "issued": 8})
    assert world.refused(other, "withdraw", "M02").code == "GUARD_FAILED"


def test_who_joined_in_mid_year_is_in_scope_from_the_day_of_transfer_A66(roll, world):
    world.at("2024-07-01")
    world.join("M10")
    no = roll.draft("M10")
    assert [each.due for each in world.tasks(no)] == ["2024-07-31"]  # thirty days after the transfer (S)
    world.at("2024-07-08")
    world.step(no, "submit", "M10", {**PAPER, "form_date": "2024-07-08"}, files=(world.paper(no, "M10"),))
    batch = roll.reviewing(no)
    motion = world.number(roll.decide(batch, no).caused[-1].case_id)
    world.call(motion)
    world.vote(motion)
    assert roll.scope("M10") == ("2024-07-01", "2024-12-31")


def test_a_member_of_long_standing_who_applies_late_is_in_scope_from_enrolment_A66(roll, world):
    world.at("2024-03-04")
    no = roll.apply("M01", form_date="2024-03-04")
    motion = world.number(roll.decide(roll.reviewing(no), no).caused[-1].case_id)
    world.call(motion)
    world.vote(motion)
    assert roll.scope("M01") == (world.today, "2024-12-31")


def test_a_member_of_the_committee_decides_nothing_about_the_own_application_G_SELF(roll, world):
    no = roll.apply("Y02")
    batch = roll.reviewing(no)
    own = {"item": no, "result": "approve", "reason": "", "resolution": roll.resolve()}
    assert world.refused(batch, "decide_item", "Y02", own).code == "SELF_DEALING"
    few = {**own, "resolution": roll.resolve("Y01", "Y02")}  # but for the applicant one of two was there
    assert world.refused(batch, "decide_item", "Y01", few).code == "SELF_DEALING"
    roll.decide(batch, no, by="Y01", present=("Y01", "Y05"))
    assert roll.state(no) == "pending_vote"


def test_a_branch_without_committee_reviews_in_the_meeting_A58(world):
    world.at("2024-01-08")
    roll = Roll.__new__(Roll)
    roll.world, roll.numbers = world, iter(range(1, 99))
    everyone = ("M01", "M02", "Y01", "Y02", "Y03", "Y04", "Y05", "Y06")
    world.file("body", "member_meeting", members=list(everyone), keepers=["Y01"])
    no = roll.apply()
    batch = roll.batch(until=world.today)
    world.step(batch, "close_intake", "Y03", {"items": [no]})
    assert {each.desk for each in world.tasks(batch)} == {"member_meeting"}
    meeting = {"body": "member_meeting", "by": "Y01"}
    world.step(batch, "start_review", "Y01", {"resolution": roll.resolve(*everyone, **meeting)})
    decided = {"item": no, "result": "approve", "reason": "", "resolution": roll.resolve(*everyone, **meeting)}
    world.step(batch, "decide_item", "Y01", decided)
    world.step(batch, "conclude", "Y01", {"resolution": roll.resolve(*everyone, **meeting)})
    assert (roll.state(no), roll.state(batch)) == ("pending_vote", "concluded")


def test_two_officials_decide_an_item_on_the_same_version_domain_6_3_18(roll, world):
    one, other = roll.apply("M01"), roll.apply("M02")
    batch = roll.reviewing(one, other)
    seen = world.case(batch).version
    form = {"item": one, "result": "approve", "reason": "", "resolution": roll.resolve()}
    world.step(batch, "decide_item", "Y02", form, version=seen)
    assert world.refused(batch, "decide_item", "Y01", {**form, "item": other}, version=seen).code == "STALE_VERSION"


def test_a_member_who_leaves_is_taken_off_the_roll_and_frozen_from_then_on(roll, world):
    _, (no,), motions = roll.approved("M01")
    world.call(*motions)
    world.vote(motions[0])
    world.at("2024-05-06")
    form = {"on": "2024-04-30", "ground": "transfer_out", "resolution": roll.resolve()}
    assert world.refused(no, "end", "Y02", form).code == "MISSING_EVIDENCE"
    world.step(no, "end", "Y02", form, files=(world.paper("介绍信"),))
    assert (roll.state(no), roll.scope("M01")) == ("ended", ("2024-01-01", "2024-04-30"))


def test_an_official_enters_the_paper_of_a_member(roll, world):
    no = world.begin("enrollment_application", "Y03", entered_for="M01", files=(world.paper("申请书", "Y03"),))
    world.step(no, "submit", "Y03", PAPER, entered_for="M01", files=(world.paper("申请书", "Y03"),))
    assert (world.case(no).subject, roll.state(no)) == ("M01", "submitted")
