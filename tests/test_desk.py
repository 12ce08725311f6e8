"""Desk acts are common to every procedure: they move tasks and words, are on record, and never change state or version."""

import pytest

from procflow.models import Notice


@pytest.fixture
def motion(world):
    """A motion that waits at the branch secretary's desk."""
    world.at("2024-03-10")
    return world.verify(world.claim())


def holders(world, no):
    return sorted((row.desk, row.person) for row in world.tasks(no))


def act(world, no, step, actor, form=None):
    """A desk act: on record, the case otherwise as it was."""
    before = world.case(no)
    record = world.step(no, step, actor, form)
    after = world.case(no)
    assert (after.state, after.version, after.since, after.period) == (before.state, before.version, before.since, before.period)
    assert (after.seq, after.head, record.body["from"], record.body["to"]) == (before.seq + 1, record.hash, before.state, before.state)
    return record


def test_a_task_is_claimed_released_and_claimed_again(world, motion):
    world.file("role", "M02", role="branch_secretary")
    act(world, motion, "claim", "Y01")
    assert holders(world, motion) == [("branch_secretary", "Y01")]
    refused = world.refused(motion, "claim", "M02")
    assert [each.code for each in refused.refusals] == ["FORBIDDEN_ROLE", "GUARD_FAILED"]
    assert dict(refused.refusals[1].inputs) == {"person": "Y01"}
    assert world.refused(motion, "release", "M02").refusals[0].sentence == "您没有领办这件事"
    act(world, motion, "release", "Y01")
    assert holders(world, motion) == [("branch_secretary", None)]
    act(world, motion, "claim", "M02")
    assert holders(world, motion) == [("branch_secretary", "M02")]


def test_only_who_sits_at_the_desk_claims(world, motion):
    assert world.refused(motion, "claim", "Y03").code == "FORBIDDEN_ROLE"
    assert world.refused(motion, "claim", "eve").code == "FORBIDDEN_ROLE"
    assert holders(world, motion) == [("branch_secretary", None)]


def test_a_claim_takes_the_own_desk_s_task_and_leaves_the_other_desk_s(world, motion):
    """An item on the agenda is due at two desks: recorder and secretary."""
    world.file("meeting", "HY", actor="Y01", since="2024-03-12", title="大会", notified_on="2024-03-10", chair="Y01", teller="Y02")
    world.step(motion, "schedule", "Y01", {"meeting": "HY"})
    act(world, motion, "claim", "Y03")
    assert holders(world, motion) == [("branch_secretary", None), ("recorder", "Y03")]
    act(world, motion, "claim", "Y01")
    assert holders(world, motion) == [("branch_secretary", "Y01"), ("recorder", "Y03")]


def test_a_task_is_handed_over_to_whoever_can_do_it_who_is_told(world, motion):
    world.file("role", "M02", role="branch_secretary")
    assert world.refused(motion, "hand_over", "Y01", {"to": "Y03"}).refusals[0].sentence == "对方没有办理这一步的职务"
    record = act(world, motion, "hand_over", "Y01", {"to": "M02", "remark": "我那天不在"})
    assert holders(world, motion) == [("branch_secretary", "M02")]
    (notice,) = world.rows(Notice)
    assert (notice.addressee, notice.event_hash, notice.sentence) == ("M02", record.hash, "{by}把一件事转给您办理")
    assert world.refused(motion, "hand_over", "Y01", {"to": "Y01"}).code == "FORBIDDEN_ROLE"


def test_a_colleague_is_asked_and_the_task_stays(world, motion):
    act(world, motion, "consult", "Y01", {"to": "Y04", "question": "这笔加分您怎么看？"})
    assert holders(world, motion) == [("branch_secretary", None)]
    assert [row.addressee for row in world.rows(Notice)] == ["Y04"]


def test_a_nudge_reaches_the_desk_once_a_day(world, motion):
    act(world, motion, "nudge", "Y04")
    assert [row.addressee for row in world.rows(Notice)] == ["branch_secretary"]
    assert world.refused(motion, "nudge", "Y03").code == "TOO_EARLY"
    world.later(1)
    act(world, motion, "nudge", "Y03")
    assert len(world.rows(Notice)) == 2


def test_a_nudge_reaches_the_person_who_took_it(world, motion):
    act(world, motion, "claim", "Y01")
    act(world, motion, "nudge", "Y03")
    assert [row.addressee for row in world.rows(Notice)] == ["Y01"]


def test_a_remark_is_on_record_as_a_commitment(world, motion):
    record = act(world, motion, "comment", "Y03", {"remark": "材料齐了"})
    assert record.body["form"]["remark"] == record.body["pii"]["form_remark"]


def test_what_is_one_person_s_alone_is_not_given_up(world):
    """A draft lies with its member: back at a desk that nobody holds, it would be on nobody's list."""
    world.at("2024-03-10")
    no = world.begin("bonus_claim", "M01")
    refused = world.refused(no, "release", "M01")
    assert [each.guard for each in refused.refusals] == ["of_a_desk"]
    assert world.refused(no, "hand_over", "M01", {"to": "Y01"}).code == "FORBIDDEN_ROLE"
    assert holders(world, no) == [("member", "M01")]


def test_a_closed_case_has_no_desk(world, motion):
    world.step(motion, "withdraw", "Y04", {"reason": "不议了"})
    for step, form in (("claim", {}), ("nudge", {}), ("comment", {"remark": "x"})):
        assert world.refused(motion, step, "Y01", form).code == "ILLEGAL_STATE"


def test_a_desk_act_between_view_and_step_makes_nothing_stale(world, motion):
    seen = world.case(motion).version
    act(world, motion, "comment", "Y03", {"remark": "x"})
    world.file("meeting", "HY", actor="Y01", since="2024-03-12", title="大会", notified_on="2024-03-10", chair="Y01", teller="Y02")
    assert world.step(motion, "schedule", "Y01", {"meeting": "HY"}, version=seen).body["to"] == "scheduled"
