"""Members' meeting, guard by guard: notice, roll, quorum, ballots, majority (A45 A46 A47; N4 N5 N9)."""

import pytest

from procflow.decide import automatic, decide
from procflow.grammar import MeetingSeen
from procflow.guards import positions
from procflow.machines import member_meeting_vote as vote
from procflow.machines import tables
from tests.machines.world import asked, code, facts, linked, person, step

TABLE = tables()["member_meeting_vote"]
VOTERS = tuple(f"V{number:02d}" for number in range(1, 22))


def meeting(due=20, present=15, written=1, **more):
    given = {"no": "DH-1", "on": "2024-04-19", "notified_on": "2024-04-18", "chair": "Y01", "teller": "Y03", "roll": True}
    names = {"due": VOTERS[:due], "present": VOTERS[:present], "written": VOTERS[present : present + written]}
    return MeetingSeen(**{**given, **names, **more})


def at_meeting(*taken, kind="points", adverse="no", **more):
    opened = step("open", form={"kind": kind, "adverse": adverse})
    return facts(**{"subject": "M01", "on": "2024-04-19", "taken": (opened, *taken), "meeting": meeting(), "links": (), **more})


def voted(issued=15, kind="points", due=20, present=15, written=1, **tally):
    form = {"in_favour": 0, "against": 0, "abstained": 0, "void": None, "returned": issued, **tally}
    return at_meeting(step("open_vote", form={"issued": issued}), kind=kind, form=form, meeting=meeting(due, present, written))


def test_a_motion_stands_on_the_agenda_of_a_meeting_that_was_called():
    assert code(vote.meeting_called, at_meeting(form={"meeting": "DH-1"})) == ""
    assert code(vote.meeting_called, at_meeting(form={"meeting": "DH-9"}, meeting=MeetingSeen("", "", "", "", ""))) == "GUARD_FAILED"


@pytest.mark.parametrize(("notified", "found"), [("2024-04-18", ""), ("2024-04-19", "TOO_EARLY")])
def test_a_meeting_is_called_a_day_before_N5(notified, found):
    assert code(vote.notice_given, at_meeting(form={"meeting": "DH-1"}, meeting=meeting(notified_on=notified))) == found


def rolled(present=("V01", "V02"), written=(), excluded=(), **more):
    people = {name: person(name) for name in VOTERS} | {"P01": person("P01", standing="probationary")}
    form = {
        "present": list(present),
        "written": list(written) or None,
        "excluded": [{"person": each, "reason": "bedridden", "receipt": "R-1"} for each in excluded],
    }
    return at_meeting(step("schedule", form={"meeting": "DH-1"}), form=form | {"attending": None}, people=people, **more)


def test_only_voting_members_of_the_branch_are_counted_domain_6_3_19():
    assert code(vote.all_may_vote, rolled()) == ""
    probationary = asked(vote.all_may_vote, rolled(written=("P01",)))
    assert (probationary.code, probationary.inputs["persons"]) == ("FORBIDDEN_ROLE", "P01")
    assert code(vote.all_may_vote, rolled(present=("V01", "eve"))) == "FORBIDDEN_ROLE"


def test_nobody_is_present_and_in_writing_at_once_A46():
    assert code(vote.nobody_twice, rolled(written=("V03",), excluded=("V04",))) == ""
    assert code(vote.nobody_twice, rolled(written=("V02",))) == "GUARD_FAILED"
    assert code(vote.nobody_twice, rolled(excluded=("V01",))) == "GUARD_FAILED"


def test_to_leave_somebody_out_needs_the_superiors_receipt_for_that_person_N9():
    assert code(vote.exclusions_filed, rolled(excluded=("V20",), receipts={"R-1": ("V20",)})) == ""
    assert code(vote.exclusions_filed, rolled(excluded=("V20",), receipts={"R-1": ("V19",)})) == "FILING_REQUIRED"
    assert code(vote.exclusions_filed, rolled(excluded=("V20",), receipts={})) == "FILING_REQUIRED"


def test_due_to_attend_are_the_voting_members_but_those_left_out_A46():
    filed = positions.roll(rolled(excluded=("V20",)))
    assert (filed.kind, filed.subject, filed.data["due"]) == ("roll", "DH-1", sorted({*VOTERS} - {"V20"}))


@pytest.mark.parametrize(("on", "found"), [("2024-04-18", "TOO_EARLY"), ("2024-04-19", ""), ("2024-04-20", "TOO_EARLY")])
def test_a_meeting_is_held_on_its_day(on, found):
    assert code(vote.meeting_today, at_meeting(on=on)) == found


def test_nothing_is_discussed_before_the_roll_is_called():
    assert code(vote.roll_called, at_meeting()) == ""
    assert code(vote.roll_called, at_meeting(meeting=meeting(roll=False))) == "GUARD_FAILED"


@pytest.mark.parametrize(("kind", "due", "present", "found"), [
    ("points", 20, 10, ""), ("points", 20, 9, "QUORUM_NOT_MET"), ("points", 19, 10, ""), ("points", 19, 9, "QUORUM_NOT_MET"),
    ("runoff", 20, 10, ""), ("membership", 20, 10, "QUORUM_NOT_MET"), ("membership", 20, 11, ""), ("membership", 19, 10, ""),
])  # fmt: skip
def test_half_is_a_quorum_for_points_and_more_than_half_for_membership_A45(kind, due, present, found):
    seen = at_meeting(kind=kind, meeting=meeting(due, present))
    assert code(vote.quorum_met, seen) == found
    assert (code(vote.quorum_missed, seen) == "") == bool(found)


def test_nine_of_twenty_are_one_too_few_domain_6_3_1():
    refused = decide(
        TABLE, "open_discussion", at_meeting(state="scheduled", roles=("meeting_chair",), actor="Y01", meeting=meeting(20, 9, 0))
    )
    assert (refused.code, refused.refusals[0].inputs) == ("QUORUM_NOT_MET", {"due": 20, "present": 9, "least": 10, "missing": 1})


@pytest.mark.parametrize(("adverse", "heard", "found"), [
    ("yes", "heard", ""), ("yes", "absent", ""), ("yes", "not_needed", "GUARD_FAILED"), ("no", "not_needed", ""),
])  # fmt: skip
def test_whom_a_motion_is_against_is_heard_or_was_invited_N4(adverse, heard, found):
    assert code(vote.subject_heard, at_meeting(adverse=adverse, form={"heard": heard})) == found


@pytest.mark.parametrize(("issued", "found"), [(15, ""), (16, "GUARD_FAILED")])
def test_no_more_ballots_are_issued_than_members_are_present_N9(issued, found):
    assert code(vote.issued_to_present, at_meeting(form={"issued": issued})) == found


def test_a_secret_ballot_needs_a_teller_A47():
    without = meeting(teller="")
    assert code(vote.teller_named, at_meeting(meeting=without)) == ""
    assert code(vote.teller_named, at_meeting(kind="membership", meeting=without)) == "GUARD_FAILED"
    assert code(vote.teller_named, at_meeting(kind="membership")) == ""


@pytest.mark.parametrize(("returned", "found"), [(15, ""), (16, "VOTE_VOID")])
def test_more_ballots_back_than_issued_void_the_vote_domain_6_3_3(returned, found):
    assert code(vote.ballots_valid, voted(returned=returned)) == found
    assert (code(vote.too_many_ballots, voted(returned=returned)) == "") == bool(found)


@pytest.mark.parametrize(
    ("in_favour", "against", "abstained", "found"), [(11, 4, 1, ""), (11, 4, 0, "GUARD_FAILED"), (12, 4, 1, "GUARD_FAILED")]
)
def test_the_tally_is_that_of_the_ballots_and_the_written_opinions_A46(in_favour, against, abstained, found):
    assert code(vote.tally_adds_up, voted(in_favour=in_favour, against=against, abstained=abstained)) == found


@pytest.mark.parametrize(("due", "in_favour", "passes"), [(20, 11, True), (20, 10, False), (21, 11, True), (21, 10, False), (19, 10, True)])
def test_more_than_half_of_those_due_to_attend_carry_a_motion_A46_domain_6_3_2(due, in_favour, passes):
    seen = voted(due=due, in_favour=in_favour)
    assert (code(vote.carried_by_majority, seen) == "") == passes
    assert (code(vote.not_carried, seen) == "") != passes


def test_the_motion_falls_with_the_case_that_put_it_T10():
    ended = linked("bonus_claim", "withdrawn", final=True)
    seen = {"state": "drafted", "actor": "system", "roles": ("auto",)}
    assert [each.fired.name for each in automatic(TABLE, at_meeting(links=(ended,), **seen))] == ["drop"]
    assert automatic(TABLE, at_meeting(links=(linked("bonus_claim", "pending_vote"),), **seen)) == []


def test_chair_and_teller_are_those_of_the_meeting():
    assert (positions.chair(at_meeting()), positions.teller_desk(at_meeting()), positions.meeting_day(at_meeting()).isoformat()) == (
        "meeting_chair@Y01", "teller@Y03", "2024-04-19",
    )  # fmt: skip
