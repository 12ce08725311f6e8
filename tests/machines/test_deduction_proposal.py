"""Deduction and veto, guard by guard: the lead, the member's right to be heard, the figure, and what is posted."""

import pytest

from procflow.decide import automatic, decide
from procflow.grammar import Notify, Start
from procflow.guards import proposals
from procflow.machines import deduction_proposal as proposal
from procflow.machines import tables
from procflow.regimes.rulebook import RuleUndefinedError
from tests.machines.world import BODIES, BUREAU, asked, code, facts, linked, person, resolution, step
from tests.regimes.examples import changed

LEAD = {"source": "masses", "kind": "deduction", "item": "absence", "happened_on": "2024-02-10", "facts": "x", "reporter": None}
VETO = {**LEAD, "kind": "veto", "item": "veto_crime"}
GROUP = {"actor": "Y04", "roles": ("points_group",), "bodies": BODIES, "resolution": resolution()}


def entering(**lead):
    return facts(subject="M01", form={**LEAD, **lead}, member=person("M01", since="2024-02-10"), actor="Y07", roles=("recorder",))


def running(*taken, lead=None, **more):
    return facts(
        **{
            "subject": "M01",
            "taken": (step("create", form={**LEAD, **(lead or {})}), *taken),
            "links": (),
            "procedure": "deduction_proposal",
            **more,
        }
    )


@pytest.mark.parametrize(("source", "found"), [("superior_feedback", ""), ("routine", ""), ("masses", "")])
def test_a_lead_comes_from_one_of_the_sources_of_the_rules_T11(source, found):
    assert code(proposals.source_admitted, entering(source=source)) == found


def test_a_source_that_the_rules_leave_out_is_refused_T11():
    narrow = changed(("sources: {is: [superior_feedback, routine, masses], by: T11}", "sources: {is: [superior_feedback], by: T11}"))
    seen = facts(rules=narrow, subject="M01", form=LEAD)
    assert asked(proposals.source_admitted, seen).inputs == {"source": "masses"}


@pytest.mark.parametrize(("kind", "item", "found"), [
    ("deduction", "absence", ""), ("veto", "veto_crime", ""), ("veto", "absence", "GUARD_FAILED"), ("deduction", "veto_crime", "GUARD_FAILED"),
    ("deduction", "serve_masses", "GUARD_FAILED"), ("deduction", "nothing", "GUARD_FAILED"),
])  # fmt: skip
def test_the_item_is_one_of_its_kind_in_the_catalogue_T7(kind, item, found):
    assert code(proposals.item_of_kind, entering(kind=kind, item=item)) == found


def test_a_deed_lies_behind_us():
    assert code(proposals.deed_past, entering(happened_on="2024-04-08")) == ""
    assert code(proposals.deed_past, entering(happened_on="2024-04-09")) == "GUARD_FAILED"


def test_the_member_was_in_scope_on_the_day_of_the_deed():
    assert code(proposals.in_scope_then, entering()) == ""
    assert code(proposals.in_scope_then, entering(happened_on="2024-02-09")) == "NOT_IN_SCOPE"


def test_nobody_takes_in_a_lead_about_himself():
    own = facts(subject="Y07", form=LEAD, member=person("Y07"), actor="Y07", roles=("recorder",), state="new")
    assert decide(tables()["deduction_proposal"], "create", own).code == "SELF_DEALING"


def test_facts_and_evidence_are_listed_before_the_member_is_told_N4():
    assert asked(proposals.evidence_listed, running()).inputs == {"least": 1, "given": 0}
    assert code(proposals.evidence_listed, running(files=("a",))) == ""
    assert code(proposals.evidence_listed, running(step("accept_lead", files=("b",)))) == ""


def test_the_member_is_told_and_has_three_days():
    told = decide(tables()["deduction_proposal"], "notify", running(state="verifying", files=("a",), form={"resolution": "JF-1"}, **GROUP))
    assert [(each.to, each.inputs["days"]) for each in told.effects if isinstance(each, Notify)] == [("M01", 3)]
    assert str(proposal.reply_time(running())) == "3d"


@pytest.mark.parametrize(("on", "found"), [("2024-04-04", "TOO_EARLY"), ("2024-04-05", "")])
def test_silence_counts_once_the_three_days_are_over_A38(on, found):
    seen = running(step("notify", on="2024-04-01"), on=on)
    assert code(proposals.heard_or_silent, seen) == found


def test_a_statement_ends_the_waiting_and_a_new_notice_begins_it_anew():
    heard = running(step("notify", on="2024-04-01"), step("reply", on="2024-04-02"), on="2024-04-02")
    assert code(proposals.heard_or_silent, heard) == ""
    again = running(step("notify", on="2024-04-01"), step("reply", on="2024-04-02"), step("notify", on="2024-04-03"), on="2024-04-06")
    assert asked(proposals.heard_or_silent, again).inputs == {"due": "2024-04-06"}


@pytest.mark.parametrize(("points", "found"), [(100, ""), (300, ""), (99, "GUARD_FAILED"), (301, "GUARD_FAILED"), (None, "GUARD_FAILED")])
def test_the_proposal_fixes_a_figure_in_the_items_range_A14(points, found):
    assert code(proposals.amount_in_range, running(form={"points": points})) == found


def test_a_veto_has_no_figure_A13():
    assert code(proposals.amount_in_range, running(lead=VETO, form={"points": None})) == ""
    assert code(proposals.amount_in_range, running(lead=VETO, form={"points": 100})) == "GUARD_FAILED"


@pytest.mark.parametrize(("points", "found"), [(None, ""), (200, ""), (100, ""), (99, "GUARD_FAILED"), (201, "GUARD_FAILED")])
def test_whoever_decides_may_lower_the_figure_but_not_raise_it_A14(points, found):
    assert code(proposals.not_raised, running(step("to_decision", form={"points": 200}), form={"points": points})) == found


@pytest.mark.parametrize(("state", "found"), [("scheduled", ""), ("in_discussion", ""), ("voting", "GUARD_FAILED"), ("withdrawn", "")])
def test_a_proposal_is_not_dropped_while_it_is_voted_on(state, found):
    assert code(proposals.not_being_voted, running(links=(linked("member_meeting_vote", state),))) == found


def test_in_the_township_the_meeting_decides_and_in_the_bureau_the_committee_T11_B8():
    assert (code(proposals.meeting_decides, running()), code(proposals.committee_decides, running())) == ("", "GUARD_FAILED")
    bureau = running(rules=BUREAU)
    assert (code(proposals.meeting_decides, bureau), code(proposals.committee_decides, bureau)) == ("GUARD_FAILED", "")
    assert (proposals.checker(running(bodies=BODIES)), proposals.checker(running(rules=BUREAU, bodies=BODIES))) == (
        "points_group",
        "branch_committee",
    )


def test_a_branch_without_committee_leaves_its_part_to_the_meeting_A58():
    assert proposals.checker(running(rules=BUREAU, bodies={})) == "member_meeting"


def decided(state, motion="passed", **more):
    taken = (step("notify"), step("reply"), step("to_decision", form={"points": 200}))
    return running(
        *taken, **{"state": state, "form": {"points": 200, "resolution": "JF-1"}, "links": (linked("member_meeting_vote", motion),), **more}
    )


def test_the_township_puts_an_adverse_motion_to_the_meeting_T11():
    told = decide(tables()["deduction_proposal"], "to_decision", decided("hearing", **GROUP))
    assert [(each.procedure, each.form["adverse"]) for each in told.effects if isinstance(each, Start)] == [("member_meeting_vote", "yes")]
    assert told.fired.to == "pending_decision"


@pytest.mark.parametrize(
    ("motion", "to"), [("passed", "confirmed"), ("not_passed", "dismissed"), ("withdrawn", "hearing"), ("voting", None)]
)
def test_the_result_of_the_motion_is_the_decision_T11(motion, to):
    found = automatic(tables()["deduction_proposal"], decided("pending_decision", motion, actor="system", roles=("auto",)))
    assert [each.fired.to for each in found] == ([to] if to else [])


def test_the_committee_of_the_bureau_decides_by_resolution_B8():
    sitting = resolution("branch_committee", ("Y01", "Y02"))
    seen = decided("pending_decision", rules=BUREAU, actor="Y02", roles=("branch_committee",), bodies=BODIES, resolution=sitting)
    assert decide(tables()["deduction_proposal"], "confirm", seen).fired.to == "confirmed"
    assert decide(tables()["deduction_proposal"], "not_confirm", seen).fired.to == "dismissed"
    assert automatic(tables()["deduction_proposal"], decided("pending_decision", rules=BUREAU, actor="system", roles=("auto",))) == []


def test_the_committee_of_a_township_cannot_decide_in_the_meetings_place():
    seen = decided(
        "pending_decision",
        actor="Y02",
        roles=("branch_committee",),
        bodies=BODIES,
        resolution=resolution("branch_committee", ("Y01", "Y02")),
    )
    assert decide(tables()["deduction_proposal"], "confirm", seen).code == "GUARD_FAILED"


def test_points_are_taken_off_in_the_quarter_of_the_deed_whenever_it_is_posted_A21():
    seen = running(step("to_decision", form={"points": 200}), step("confirm"), period="2024-Q1", on="2024-07-01")
    assert proposal.deed_period(seen) == "2024-Q1"
    found = proposal.taken_off(seen)
    assert (found.member, found.component, found.points, found.period, found.occurred_on) == (
        "M01",
        "deduction",
        -200,
        "2024-Q1",
        "2024-02-10",
    )


def test_the_lowered_figure_is_the_one_that_is_posted():
    seen = running(step("to_decision", form={"points": 200}), step("confirm", form={"points": 150}))
    assert proposal.taken_off(seen).points == -150


def test_a_veto_belongs_to_the_year_and_takes_no_points_A13_A21():
    seen = running(step("to_decision", form={"points": None}), step("confirm"), lead=VETO, period="2024")
    assert proposal.deed_period(seen) == "2024"
    assert (proposal.taken_off(seen).component, proposal.taken_off(seen).points, proposal.taken_off(seen).item) == ("veto", 0, "veto_crime")


def test_the_reporter_is_answered_through_whoever_took_the_lead_in():
    assert (proposal.answer_reporter(running()).to, "reporter" in proposal.answer_reporter(running()).inputs) == ("Y07", False)


def test_rules_without_a_path_for_vetoes_say_so():
    silent = changed(("  veto: {is: [points_group, member_meeting], by: T11}", "  veto: {is: [], by: T11}"))
    with pytest.raises((RuleUndefinedError, IndexError)):
        proposals.checker(running(rules=silent, lead=VETO, bodies=BODIES))
