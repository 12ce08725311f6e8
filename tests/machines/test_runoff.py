"""Run-off votes: the tied members are the options of one motion; one of them needs more than half of those due, in one round a meeting (A12 A46)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.grammar import Facts, MeetingSeen, Post, reads
from procflow.guards import motions, options_of, runoffs, winner
from procflow.models import Notice
from procflow.queries import entry
from tests.machines import tie
from tests.machines.tie import counted, put, run_offs
from tests.machines.world import asked, code, facts, linked, step

VOTERS = tuple(f"V{number:02d}" for number in range(1, 21))
OPENED = step("open", form={"kind": "runoff", "adverse": "no", "options": ["M01", "M02"]})
ORDINARY = step("open", form={"kind": "points", "adverse": "no", "options": None})
DISCUSSED = {"discussion": "三人同分", "heard": "not_needed", "issued": 8}


def count(*taken, due=20, written=0, **form):
    at = MeetingSeen(
        "DH-1", "2024-04-19", "2024-04-18", "Y01", "Y03", True, VOTERS[:due], VOTERS[: due - written], VOTERS[due - written : due]
    )
    return facts(taken=taken or (OPENED,), meeting=at, form=form, alike=())


def voted(*votes, due=20, written=0, **more):
    return count(due=due, written=written, **counted(dict(zip(("M01", "M02"), votes, strict=True)), **more))


def test_a_run_off_has_options_and_no_other_motion_has():
    assert code(runoffs.options_fit, facts(form={"kind": "runoff", "options": ["M01", "M02"]})) == ""
    assert code(runoffs.options_fit, facts(form={"kind": "points", "options": None})) == ""
    assert code(runoffs.options_fit, facts(form={"kind": "runoff", "options": ["M01"]})) == "GUARD_FAILED"
    assert code(runoffs.options_fit, facts(form={"kind": "points", "options": ["M01", "M02"]})) == "GUARD_FAILED"


def test_which_count_is_asked_for_is_known_before_any_form():
    assert (code(runoffs.runoff, count()), code(runoffs.ordinary, count())) == ("", "GUARD_FAILED")
    assert (code(runoffs.runoff, count(ORDINARY)), code(runoffs.ordinary, count(ORDINARY))) == ("GUARD_FAILED", "")


def test_every_option_is_counted_once_and_nobody_else():
    assert code(runoffs.options_counted, count(**counted({"M02": 1, "M01": 2}))) == ""
    missed = asked(runoffs.options_counted, count(**counted({"M01": 2, "M09": 1})))
    assert missed.inputs == {"missing": "M02", "strange": "M09"}
    twice = {"votes": [{"person": name, "votes": 1} for name in ("M01", "M02", "M02")]}
    assert asked(runoffs.options_counted, count(**twice)).inputs == {"missing": "", "strange": "M02"}


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.integers(0, 5), st.integers(0, 4))
def test_the_votes_are_those_of_the_ballots_and_the_written_opinions_A46(one, two, abstained, void, written):
    whole = one + two + abstained + void
    fits = {"abstained": abstained, "void": void}
    assert code(runoffs.choices_add_up, voted(one, two, written=written, returned=whole - written, **fits)) == ""
    assert code(runoffs.choices_add_up, voted(one, two, written=written, returned=whole - written + 1, **fits)) == "GUARD_FAILED"


@given(st.integers(1, 20), st.integers(0, 20), st.integers(0, 20))
def test_a_run_off_either_passes_or_does_not_by_more_than_half_of_those_due_A12(due, one, two):
    seen = voted(one, two, due=due)
    assert (code(runoffs.one_over_half, seen) == "") == (max(one, two) * 2 > due)
    assert (code(runoffs.none_over_half, seen) == "") == (max(one, two) * 2 <= due)


def scheduled(meeting="DH-1", options=("M02", "M03"), state="in_discussion"):
    opened = step("open", form={"kind": "runoff", "options": list(options)})
    return linked("member_meeting_vote", state, opened, step("schedule", form={"meeting": meeting}), no="DH-9")


@pytest.mark.parametrize(("other", "found"), [
    (scheduled(), "GUARD_FAILED"), (scheduled(state="not_passed"), "GUARD_FAILED"), (scheduled(meeting="DH-2"), ""),
    (scheduled(options=("M05", "M06")), ""), (scheduled(options=()), ""), (scheduled(state="withdrawn"), ""),
])  # fmt: skip
def test_a_tie_has_one_round_at_a_meeting_A12(other, found):
    seen = facts(taken=(OPENED,), form={"meeting": "DH-1"}, alike=(other,))
    assert code(runoffs.one_round, seen) == found


def test_the_winner_is_read_from_the_count_that_passed():
    passed = step("pass", form=counted({"M01": 6, "M02": 11}))
    assert winner(linked("member_meeting_vote", "passed", OPENED, passed)) == "M02"
    assert winner(linked("member_meeting_vote", "not_passed", OPENED, step("not_pass", form=passed.form))) == ""
    assert winner(linked("member_meeting_vote", "passed", ORDINARY, step("pass", form={"in_favour": 11}))) == ""
    assert options_of((OPENED,)) == ("M01", "M02")


# Played through the write door: eight are due, five carry


@pytest.fixture
def tied(world, monkeypatch):
    tie.known(monkeypatch)
    world.at("2024-03-10")
    return world


def to_vote(world, motion, **more):
    meeting = world.call(motion, **more)
    world.step(motion, "open_vote", "Y01", DISCUSSED)
    return meeting


def test_the_one_with_more_than_half_wins_and_the_case_that_put_the_tie_knows(tied):
    case, motion = put(tied)
    to_vote(tied, motion)
    record = tied.step(motion, "pass", "Y02", counted({"M01": 5, "M02": 2, "Y06": 1}))
    assert [each.body["transition"] for each in record.caused] == ["settle"]
    assert (tied.case(motion).state, tied.case(case).state) == ("passed", "settled")
    assert [each.addressee for each in tied.rows(Notice)] == ["M01"]
    assert record.body["form"]["votes"][0] == {"person": "M01", "votes": 5}


def test_half_of_those_due_is_not_enough_and_the_round_did_not_pass(tied):
    case, motion = put(tied)
    to_vote(tied, motion)
    half = counted({"M01": 4, "M02": 3, "Y06": 1})
    refused = tied.refused(motion, "pass", "Y02", half)
    assert (refused.code, refused.refusals[0].inputs) == ("GUARD_FAILED", {"most": 4, "due": 8, "least": 5})
    tied.step(motion, "not_pass", "Y02", half)
    assert (tied.case(motion).state, tied.case(case).state) == ("not_passed", "open")


def test_more_ballots_back_than_issued_void_the_round_and_it_is_voted_again_N9(tied):
    _, motion = put(tied)
    to_vote(tied, motion)
    many = counted({"M01": 5, "M02": 3, "Y06": 1})
    assert tied.refused(motion, "pass", "Y02", many).code == "VOTE_VOID"
    tied.step(motion, "void", "Y02", many)
    tied.step(motion, "revote", "Y01", DISCUSSED)
    tied.step(motion, "pass", "Y02", counted({"M01": 5, "M02": 3, "Y06": 0}))
    assert tied.case(motion).state == "passed"


def test_a_second_round_waits_for_the_next_meeting_A12(tied):
    case, motion = put(tied)
    meeting = to_vote(tied, motion)
    tied.step(motion, "not_pass", "Y02", counted({"M01": 4, "M02": 4, "Y06": 0}))
    tied.step(case, "again", "Y03", {"members": ["M01", "M02"]})
    second = run_offs(tied, case)[-1]
    refused = tied.refused(second, "schedule", "Y01", {"meeting": meeting})
    assert [each.inputs["other"] for each in refused.refusals if each.guard == "one_round"] == [motion]
    to_vote(tied, second)
    tied.step(second, "pass", "Y02", counted({"M01": 5, "M02": 3}))
    assert tied.case(case).state == "settled"


def test_a_run_off_falls_with_the_case_that_put_it(tied):
    case, motion = put(tied)
    tied.step(case, "leave", "Y03")
    assert tied.case(motion).state == "withdrawn"


@reads("links")
def prize(seen: Facts) -> Post:
    return Post(winner(motions(seen)[-1]), "bonus", "serve_masses", 100, "2024-Q1", seen.today.isoformat(), "T9")


def test_a_line_of_the_ledger_that_rests_on_a_run_off_tells_what_each_got(world, monkeypatch):
    tie.known(monkeypatch, prize)
    world.at("2024-03-10")
    _, motion = put(world)
    to_vote(world, motion)
    world.step(motion, "pass", "Y02", counted({"M01": 6, "M02": 2, "Y06": 0}))
    (line,) = world.entries()
    (vote,) = (each.vote for each in entry(world.session, "M01", date(2024, 3, 12), line.entry_id).chain if each.vote)
    assert [(one.name, votes) for one, votes in vote.votes] == [("王甲华", 6), ("王乙华", 2), ("王辛华", 0)]
    assert (vote.carried, vote.least, vote.due) == (True, 5, 8)
