"""Probation, guard by guard: grounds and measures, the term and its meetings, the motion, who goes on (B23 N1 N8 N19 A43 A67)."""

import pytest

from procflow.decide import automatic, decide
from procflow.grammar import MeetingSeen, Start
from procflow.guards import interim, opinions, probation, terms
from procflow.machines import tables
from procflow.regimes.rulebook import load
from tests.machines.membership import EXTENDED, OPENED, RULES, formed, meeting, probationary, proposing, seen
from tests.machines.world import asked, code, linked, step

TABLE = tables()["probation_case"]


@pytest.mark.parametrize(("standing", "found"), [("probationary", ""), ("formal", "GUARD_FAILED"), ("activist", "GUARD_FAILED")])
def test_the_case_is_about_a_probationary_member_N1(standing, found):
    assert code(probation.is_probationary, seen(member=probationary(standing=standing))) == found


def test_a_member_has_one_such_case_at_a_time():
    assert code(probation.no_live_case, seen(alike=(linked("probation_case", "closed", final=True),))) == ""
    assert code(probation.no_live_case, seen(alike=(linked("probation_case", "extended"),))) == "DUPLICATE"


@pytest.mark.parametrize(
    ("measure", "trigger", "found"),
    [("regularize", "term_ending", ""), ("extend", "term_ending", ""), ("cancel", "term_ending", ""), ("regularize", "rating", "GUARD_FAILED"),
     ("extend", "rating", ""), ("cancel", "rating", ""), ("regularize", "discipline", "GUARD_FAILED"), ("cancel", "discipline", "")],
)  # fmt: skip
def test_only_at_the_end_of_the_term_may_a_member_be_confirmed_B23_N8(measure, trigger, found):
    assert code(probation.measure_of_trigger, proposing(measure, trigger)) == found


@pytest.mark.parametrize(
    ("measure", "months", "found"),
    [("extend", 6, ""), ("extend", 12, ""), ("extend", 5, "GUARD_FAILED"), ("extend", 3, "GUARD_FAILED"), ("extend", 13, "GUARD_FAILED"),
     ("extend", None, "GUARD_FAILED"), ("cancel", None, ""), ("cancel", 6, "GUARD_FAILED")],
)  # fmt: skip
def test_an_extension_is_of_six_to_twelve_months_N1_N8(measure, months, found):
    assert code(probation.extension_in_bounds, proposing(measure, months=months)) == found


def test_a_term_is_extended_once_N8():
    assert code(probation.may_extend, proposing()) == ""
    again = proposing(member=probationary("2025-09-15", **EXTENDED))
    assert asked(probation.may_extend, again).inputs == {"times": 1}
    assert code(probation.may_extend, proposing("cancel", member=probationary("2025-09-15", **EXTENDED))) == ""


def test_the_township_does_not_consider_a_probation_after_a_rating():
    assert code(probation.trigger_in_rules, proposing(trigger="rating")) == ""
    township = proposing(trigger="rating", rules=load("township_star"))
    assert asked(probation.trigger_in_rules, township).inputs == {"trigger": "rating"}


@pytest.mark.parametrize(("grade", "found"), [("basic", ""), ("unqualified", ""), ("qualified", "GUARD_FAILED"), ("", "GUARD_FAILED")])
def test_a_rating_is_the_ground_where_it_was_final_and_bad_B23_A67(grade, found):
    grades = {"2024": ("2025-01-28", grade)} if grade else {}
    assert code(interim.rated_so, proposing(trigger="rating", grades=grades)) == found
    by_itself = proposing(trigger="rating", taken=(step("open", "2025-01-28", {"trigger": "rating", "grade": grade}),))
    assert code(interim.rated_so, by_itself) == found


def test_a_grade_that_only_earlier_rules_had_says_nothing():
    assert code(interim.rated_so, proposing(trigger="rating", grades={"2020": ("2021-01-28", "passable")})) == "GUARD_FAILED"


@pytest.mark.parametrize(("state", "trigger", "found"), [
    ("awaiting_term", "discipline", ""), ("awaiting_term", "term_ending", "GUARD_FAILED"), ("extended", "rating", "GUARD_FAILED"),
    ("extended", "discipline", ""), ("reassessment", "term_ending", ""),
])  # fmt: skip
def test_while_the_term_runs_only_a_breach_of_discipline_is_considered_anew_N8(state, trigger, found):
    assert code(probation.discipline_while_waiting, proposing(trigger=trigger, state=state)) == found


# The term, and the meeting


@pytest.mark.parametrize(("on", "found"), [("2025-03-14", "TOO_EARLY"), ("2025-03-15", ""), ("2025-03-17", "")])
def test_no_meeting_before_the_end_of_the_term_decides_N19_A43(on, found):
    assert code(terms.meeting_after_term, seen(formed(), meeting=meeting(on))) == found
    owner = linked("probation_case", "pending_vote", OPENED, formed())
    assert code(terms.owner_term_over, seen(links=(owner,), meeting=meeting(on))) == found


def test_a_breach_of_discipline_may_be_decided_earlier_until_a_vote_has_failed_A43():
    early = meeting("2025-03-01")
    assert code(terms.meeting_after_term, seen(formed("cancel", "discipline"), meeting=early)) == ""
    lost = (formed("cancel", "discipline"), step("vote_fail"))
    assert code(terms.meeting_after_term, seen(*lost, meeting=early)) == "TOO_EARLY"
    assert (code(opinions.not_regular, seen(*lost)), probation.next_desk(seen(*lost))) == (
        "GUARD_FAILED",
        "branch_committee",
    )  # a new one is formed
    assert [each.fired.name for each in automatic(TABLE, seen(*lost, state="committee_opinion", roles=("auto",)))] == ["hold"]


def test_a_motion_about_anything_else_goes_on_any_agenda():
    other = (linked("bonus_claim", "pending_vote"), linked("probation_case", "closed", final=True))
    assert code(terms.owner_term_over, seen(links=other, meeting=meeting("2025-03-01"))) == ""


@pytest.mark.parametrize(("on", "trigger", "fired"), [
    ("2025-03-14", "term_ending", ["hold"]), ("2025-03-14", "rating", ["hold"]), ("2025-03-15", "term_ending", []), ("2025-03-14", "discipline", []),
])  # fmt: skip
def test_an_opinion_waits_for_the_end_of_the_term_unless_discipline_is_at_stake_A43(on, trigger, fired):
    waiting = seen(formed(trigger=trigger), state="committee_opinion", on=on, roles=("auto",))
    assert [each.fired.name for each in automatic(TABLE, waiting)] == fired


def test_the_clock_goes_on_the_day_on_which_the_term_ends_N1():
    assert str(terms.eve_of_end(seen())) == "2025-03-14"
    assert terms.eve_of_end(seen(member=probationary(""))) is None
    assert code(terms.term_reached, seen(on="2025-03-14")) == "TOO_EARLY"
    assert code(terms.term_reached, seen(on="2025-03-15")) == ""
    assert code(terms.term_recorded, seen(member=probationary(""))) == "GUARD_FAILED"


@pytest.mark.parametrize(("on", "found"), [("2025-03-24", "TOO_EARLY"), ("2025-03-25", "")])
def test_a_confirmation_is_posted_for_five_working_days_N18(on, found):
    posted = seen(formed("regularize"), step("publicise", "2025-03-17"), on=on, state="publicised")
    assert code(terms.publicity_over, posted) == found
    assert str(terms.last_shown(posted)) == "2025-03-24"


@pytest.mark.parametrize(("state", "kind", "ends", "found"), [
    ("filed", "publicity", {}, "OPEN_OBJECTION"), ("investigating", "late", {}, ""), ("appealed", "publicity", {}, ""),
    ("closed_upheld", "publicity", {"final": True}, ""),
])  # fmt: skip
def test_an_objection_about_the_member_is_settled_first(state, kind, ends, found):
    objection = linked("objection_review", state, step("admit", form={"kind": kind}), **ends)
    assert code(terms.nothing_objected, seen(dossier=(objection, linked("bonus_claim", "posted")))) == found


@pytest.mark.parametrize(("measure", "adverse"), [("regularize", "no"), ("extend", "yes"), ("cancel", "yes")])
def test_the_motion_is_about_the_membership_and_adverse_but_for_a_confirmation_N5_A47(measure, adverse):
    step_, state = ("to_meeting", "publicised") if measure == "regularize" else ("to_meeting_direct", "committee_opinion")
    taken = (formed(measure), *([step("publicise", "2025-03-17")] if measure == "regularize" else []))
    going = seen(*taken, state=state, on="2025-04-01", roles=("branch_secretary",), meeting=meeting("2025-04-03"), form={"meeting": "HY1"})
    (found,) = decide(TABLE, step_, going).effects
    assert isinstance(found, Start)
    assert found.form == {"kind": "membership", "adverse": adverse, "put_by": "branch_committee"}


def test_a_meeting_that_nobody_called_or_that_is_over_is_none():
    form = {"form": {"meeting": "HY1"}}
    assert code(opinions.meeting_to_come, seen(**form, meeting=meeting("2025-02-20"))) == ""
    assert code(opinions.meeting_to_come, seen(**form, meeting=meeting("2025-02-19"))) == "GUARD_FAILED"
    assert code(opinions.meeting_to_come, seen(**form, meeting=MeetingSeen("", "", "", "", ""))) == "GUARD_FAILED"


def test_whoever_goes_on_depends_on_the_opinion():
    assert [probation.next_desk(seen(*taken)) for taken in ((), (formed(),), (formed("regularize"),))] == [
        "branch_committee", "branch_secretary", "recorder",
    ]  # fmt: skip
    assert probation.next_desk(seen(bodies={})) == "member_meeting"
    assert (probation.approver(seen()), probation.approver(seen(rules=RULES))) == ("superior_org", "party_committee")
