"""The points group's election: three to five, each with more than half of those due, nobody passed over; registered, and ended, as a body (T6 A45 A46)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.access import organisation
from procflow.grammar import BodySeen, MeetingSeen
from procflow.guards import elections, meetings
from procflow.machines import points_group_election as election
from tests.machines.world import asked, code, everyone, facts, linked, person, step
from tests.world import MEMBERS

STANDING = ("M01", "M02", "Y04", "Y05", "Y06")
VOTERS = tuple(f"V{number:02d}" for number in range(1, 21))
NOMINATED = step("nominate", form={"meeting": "DH-1", "candidates": list(STANDING)})
BALLOT = {"discussion": "介绍了候选人", "issued": 8}


def lines(votes):
    return [{"person": name, "in_favour": given} for name, given in votes.items()]


def count(votes, elected=(), keeper="", returned=20, due=20, written=0, issued=20, **more):
    at = MeetingSeen(
        "DH-1", "2024-04-19", "2024-04-18", "Y01", "Y03", True, VOTERS[:due], VOTERS[: due - written], VOTERS[due - written : due]
    )
    form = {"returned": returned, "votes": lines(votes), "elected": list(elected), "keeper": keeper}
    return facts(taken=(step("create"), NOMINATED, step("ballot", form={"issued": issued})), meeting=at, form=form, **more)


def test_one_election_at_a_time():
    assert code(elections.no_other_election, facts(alike=(linked("points_group_election", "elected", settled=True),))) == ""
    assert code(elections.no_other_election, facts(alike=(linked("points_group_election", "voting"),))) == "DUPLICATE"


@pytest.mark.parametrize(("named", "found"), [(2, "GUARD_FAILED"), (3, ""), (5, "")])
def test_at_least_three_are_nominated_T6(named, found):
    assert code(elections.enough_candidates, facts(form={"candidates": list(STANDING[:named])})) == found


def test_only_formal_members_of_the_branch_stand_T6():
    people = everyone("M01", "M02") | {"P01": person("P01", standing="probationary")}
    assert code(elections.candidates_formal, facts(people=people, form={"candidates": ["M01", "M02"]})) == ""
    assert asked(elections.candidates_formal, facts(people=people, form={"candidates": ["M01", "P01", "eve"]})).inputs == {
        "persons": "P01、eve"
    }


def test_an_election_needs_a_teller_and_the_quorum_of_a_question_of_points_A45():
    def at(teller="Y03", present=10):
        return facts(taken=(step("create"),), meeting=MeetingSeen("DH-1", "", "", "Y01", teller, True, VOTERS, VOTERS[:present], ()))

    assert (code(elections.teller_there, at()), code(elections.teller_there, at(teller=""))) == ("", "GUARD_FAILED")
    assert (code(meetings.quorum_met, at()), code(meetings.quorum_met, at(present=9))) == ("", "QUORUM_NOT_MET")


def test_every_candidate_is_counted_once():
    every = dict.fromkeys(STANDING, 1)
    assert code(elections.candidates_counted, count(every)) == ""
    assert asked(elections.candidates_counted, count({**every, "eve": 2})).inputs == {"missing": "", "strange": "eve"}
    assert asked(elections.candidates_counted, count({"M01": 1})).inputs == {"missing": "M02、Y04、Y05、Y06", "strange": ""}


@given(st.integers(0, 20), st.integers(0, 4), st.integers(0, 25))
def test_nobody_has_more_votes_than_there_were_ballots_and_written_opinions_A46(returned, written, votes):
    seen = count({"M01": votes}, returned=returned, written=written)
    assert (code(elections.votes_possible, seen) == "") == (votes <= returned + written)


@pytest.mark.parametrize(("elected", "found"), [(2, "GUARD_FAILED"), (3, ""), (5, ""), (6, "GUARD_FAILED")])
def test_three_to_five_are_elected_T6(elected, found):
    assert code(elections.elected_in_number, count({}, elected=(*STANDING, "M09")[:elected])) == found


@given(st.integers(1, 20), st.integers(0, 20), st.integers(0, 20))
def test_each_has_more_than_half_of_those_due_A46(due, one, two):
    seen = count({"M01": one, "M02": two}, elected=("M01", "M02"), due=due)
    assert (code(elections.each_by_majority, seen) == "") == (min(one, two) * 2 > due)


def test_nobody_is_left_out_with_more_votes_than_one_elected():
    given_ = {"M01": 18, "M02": 15, "Y04": 12, "Y05": 12, "Y06": 13}
    assert code(elections.nobody_passed_over, count(given_, elected=("M01", "M02", "Y06"))) == ""
    assert code(elections.nobody_passed_over, count(given_, elected=("M01", "M02", "Y06", "Y04"))) == "", (
        "equal votes are nobody passed over"
    )
    assert asked(elections.nobody_passed_over, count(given_, elected=("M01", "M02", "Y04"))).inputs == {"persons": "Y06"}


def test_the_keeper_of_the_minutes_is_one_of_the_elected():
    assert code(elections.keeper_elected, count({}, elected=STANDING, keeper="M01")) == ""
    assert code(elections.keeper_elected, count({}, elected=STANDING[1:], keeper="M01")) == "GUARD_FAILED"


def test_another_ballot_is_held_where_fewer_than_three_reached_the_majority_or_the_ballots_are_void():
    three, two = {"M01": 11, "M02": 11, "Y04": 11}, {"M01": 11, "M02": 11, "Y04": 10}
    assert (code(elections.too_few_reached, count(two)), code(elections.too_few_reached, count(three))) == ("", "GUARD_FAILED")
    assert code(elections.too_few_reached, count(three, returned=21)) == ""
    assert (code(elections.counted_unless_void, count({}, returned=21)), code(elections.counted_unless_void, count({}))) == (
        "",
        "GUARD_FAILED",
    )


@pytest.mark.parametrize(("on", "left", "found"), [("2024-12-30", 3, "GUARD_FAILED"), ("2024-12-31", 3, ""), ("2024-06-01", 2, "")])
def test_a_group_ends_with_the_cycle_or_when_fewer_than_three_are_left(on, left, found):
    group = ("M01", "M02", "Y04")
    seen = facts(on=on, period="2024", taken=(step("elect", form={"elected": list(group)}),), people=everyone(*group[:left]))
    assert code(elections.served_or_too_few, seen) == found


def test_a_group_that_another_one_followed_is_not_ended_in_its_place():
    elected = step("elect", form={"elected": ["M01", "M02", "Y04"]})
    bodies = {"points_group": BodySeen("points_group", ("M01", "M02", "Y04"), ("M01",))}
    filed = election.no_group(facts(taken=(elected,), bodies=bodies))
    assert (filed.kind, filed.subject, filed.data) == ("body", "points_group", {"members": [], "keepers": []})
    assert (
        election.no_group(facts(taken=(elected,), bodies={"points_group": BodySeen("points_group", ("Y05", "Y06", "M02"), ("Y05",))}))
        is None
    )
    assert election.no_group(facts(taken=(elected,), bodies={})) is None


# Played through the write door: eight are due, five carry


@pytest.fixture
def called(world):
    """The meeting acts through its own resolutions, and an election is called for 12 March."""
    world.file("body", "member_meeting", members=list(MEMBERS), keepers=["Y03"])
    world.at("2024-03-10")
    world.file("meeting", "HY1", actor="Y01", since="2024-03-12", title="党员大会", notified_on="2024-03-10", chair="Y01", teller="Y02")
    world.file("resolution", "DY1", actor="Y03", body="member_meeting", present=list(MEMBERS), title="提名候选人")
    world.election = world.begin("points_group_election", "Y01")
    return world


def nominate(world, *candidates):
    return {"meeting": "HY1", "candidates": list(candidates or STANDING), "resolution": "DY1"}


def vote(world, present=MEMBERS):
    world.step(world.election, "nominate", "Y03", nominate(world))
    world.at("2024-03-12")
    world.step(world.election, "record_attendance", "Y03", {"present": list(present)})
    world.step(world.election, "ballot", "Y01", BALLOT)


def result(votes, *elected, keeper="M01", returned=8):
    return {"returned": returned, "votes": lines(dict(zip(STANDING, votes, strict=True))), "elected": list(elected), "keeper": keeper}


def group(world):
    return organisation(world.session, "d1").bodies(world.today).get("points_group")


def test_the_elected_are_the_points_group_from_that_day_and_verify_claims(called):
    vote(called)
    called.step(called.election, "elect", "Y02", result((8, 7, 5, 4, 3), "M01", "M02", "Y04"))
    assert called.case(called.election).state == "elected"
    assert group(called) == BodySeen("points_group", ("M01", "M02", "Y04"), ("M01",))
    claim = called.claim("Y06")
    called.file("resolution", "JF1", actor="M01", body="points_group", present=["M01", "M02"], title="核实加分")
    called.step(claim, "verify_to_vote", "M01", {"verified": "8", "resolution": "JF1"})
    assert called.case(claim).state == "pending_vote"
    assert called.refused(called.claim("M02"), "verify_to_vote", "Y04", {"verified": "8", "resolution": "JF1"}).code == "FORBIDDEN_ROLE"


def test_nobody_votes_below_the_quorum_A45(called):
    called.step(called.election, "nominate", "Y03", nominate(called))
    called.at("2024-03-12")
    assert "roll_called" in [each.guard for each in called.refused(called.election, "ballot", "Y01", BALLOT).refusals]
    called.step(called.election, "record_attendance", "Y03", {"present": list(MEMBERS[:3])})
    refused = called.refused(called.election, "ballot", "Y01", {**BALLOT, "issued": 3})
    assert (refused.code, refused.refusals[0].inputs["missing"]) == ("QUORUM_NOT_MET", 1)
    called.step(called.election, "fail", "Y01", {"reason": "到会不足半数"})
    assert called.case(called.election).state == "failed"


@pytest.mark.parametrize(("given_", "guard"), [
    (result((8, 7, 4, 1, 1), "M01", "M02", "Y04"), "each_by_majority"), (result((8, 7, 6, 5, 1), "M01", "M02", "Y05"), "nobody_passed_over"),
    (result((8, 7, 6, 5, 1), "M01", "M02"), "elected_in_number"), (result((8, 7, 6, 5, 1), "M01", "M02", "Y04", keeper="Y06"), "keeper_elected"),
    (result((9, 7, 6, 5, 1), "M01", "M02", "Y04"), "votes_possible"),
])  # fmt: skip
def test_what_is_no_election_is_refused_with_its_reason(called, given_, guard):
    vote(called)
    assert [each.guard for each in called.refused(called.election, "elect", "Y02", given_).refusals] == [guard]


def test_too_few_with_a_majority_vote_again_and_too_many_ballots_void_the_vote_N9(called):
    vote(called)
    assert called.refused(called.election, "elect", "Y02", result((8, 7, 5, 4, 3), "M01", "M02", "Y04", returned=9)).code == "VOTE_VOID"
    short = {"returned": 8, "votes": lines(dict(zip(STANDING, (8, 7, 4, 4, 3), strict=True)))}
    called.step(called.election, "rerun", "Y01", short)
    assert called.case(called.election).state == "nominated"
    called.step(called.election, "ballot", "Y01", BALLOT)
    enough = {**short, "votes": lines(dict(zip(STANDING, (8, 7, 5, 4, 3), strict=True)))}
    assert [each.guard for each in called.refused(called.election, "rerun", "Y01", enough).refusals] == ["too_few_reached"]
    called.step(called.election, "rerun", "Y01", {"returned": 9, "reason": "收回票多于发出票"})
    called.step(called.election, "ballot", "Y01", BALLOT)
    called.step(called.election, "elect", "Y02", result((8, 7, 5, 4, 3), "M01", "M02", "Y04"))
    assert group(called).members == ("M01", "M02", "Y04")


def test_a_dissolved_group_is_no_body_any_more(called):
    vote(called)
    called.step(called.election, "elect", "Y02", result((8, 7, 5, 4, 3), "M01", "M02", "Y04"))
    assert called.refused(called.election, "dissolve", "Y01", {"reason": "换届"}).code == "GUARD_FAILED"
    called.at("2024-12-31")
    called.step(called.election, "dissolve", "Y01", {"reason": "任期届满"})
    assert (called.case(called.election).state, group(called)) == ("dissolved", None)
    assert "points_group" not in organisation(called.session, "d1").actor("M01", called.today).roles
    assert date.fromisoformat(called.today).year == 2024


def test_the_meeting_nominates_by_resolution_and_only_for_a_meeting_that_was_called(called):
    unknown = called.refused(called.election, "nominate", "Y03", {**nominate(called), "resolution": "DY9", "meeting": "HY9"})
    assert {each.guard for each in unknown.refusals} == {"resolved", "meeting_called"}
    assert called.refused(called.election, "nominate", "Y01", nominate(called)).code == "FORBIDDEN_ROLE"
