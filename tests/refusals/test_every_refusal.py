"""Every refusal that a procedure can give, met on the page and on the command line; and nothing that it can give is left out (domain §3)."""

import json

import pytest

from procflow.machines import tables
from tests.refusals import (
    alternatives,
    appraising,
    backdated,
    booking,
    bureau,
    claiming,
    closing,
    deducting,
    doors,
    elections,
    enrolment,
    honours,
    inspecting,
    joining,
    membership,
    motions,
    objecting,
    opening,
    rating,
    revising,
    supplements,
)
from tests.refusals.doors import Browser
from tests.refusals.tries import CHECKS, guards, of_the_clock

TRIES = {
    "base_registration": booking.BOOKS,
    "bonus_claim": claiming.CLAIMS,
    "deduction_proposal": deducting.LEADS,
    "quarterly_closing": closing.CLOSINGS,
    "enrollment_application": (*enrolment.APPLYING, *membership.ENROLMENTS),
    "branch_review": enrolment.REVIEWING,
    "points_group_election": elections.ELECTING,
    "member_meeting_vote": (*motions.MOTIONS, *membership.MOTIONS),
    "objection_review": objecting.OBJECTIONS,
    "rule_revision": revising.REVISING,
    "opening_balance": opening.OPENINGS,
    "late_supplement": (*supplements.SUPPLEMENTS, *alternatives.SUPPLEMENTS),
    "commitment_letter": supplements.LETTERS,
    "exemption_application": joining.EXEMPTIONS,
    "activist_opt_in": (*joining.JOININGS, *membership.JOININGS, *alternatives.JOININGS),
    "annual_rating": (*rating.RATING, *bureau.RATING, *alternatives.RATING),
    "probation_case": membership.PROBATIONS,
    "unqualified_handling": membership.DISPOSALS,
    "award": honours.AWARDING,
    "inspection": inspecting.INSPECTING,
    "education_rectification": honours.TALKING,
    "democratic_appraisal": (*appraising.APPRAISING, *backdated.APPRAISING),
}
NEVER = {  # what nobody is ever told, and why
    "opening_balance": opening.NEVER,
    "bonus_claim": claiming.NEVER,
    "deduction_proposal": deducting.NEVER,
    "quarterly_closing": closing.NEVER,
    "inspection": inspecting.NEVER,
    "member_meeting_vote": {
        "ordinary": "it chooses between two forms of one step, and the form of a run-off is the only one that is shown for a run-off",
        "runoff": "the same, the other way round",
        "written_counts": "only rules that count no written opinions; the township's count them (tests/regimes/test_policies_acts.py)",
        "may_be_deferred": "only rules that know no deferral; the township's do (tests/regimes/test_policies_acts.py)",
    },
    "points_group_election": {"written_counts": "as for a motion"},
    "objection_review": {"has_reason": "the form itself asks for the reason, and is not read without one"},
    "late_supplement": {
        "kept_as_decided": "what an objection orders the case posts itself in the same act (tests/machines/test_late_supplement.py)",
    },
    "annual_rating": {
        "sums_agree": "only a ledger that was changed past the write door fails it (tests/machines/test_annual_rating.py)",
        "rules_answer": "only rules that leave open what a veto does; both bundled ones say it (tests/machines/test_annual_rating.py)",
        "carried": "nothing is approved without the resolution that it asks for",
        **alternatives.NEVER,
    },
    "democratic_appraisal": appraising.NEVER,
    "probation_case": membership.NEVER,
}
BY_THE_CLOCK = {  # told to nobody: the clock begins no rating of a year without quarters, and puts no rules in force before their day
    "annual_rating": {"NOT_IN_SCOPE"},
    "rule_revision": {"TOO_EARLY"},
}
ALL = [pytest.param(one, id=str(one), marks=pytest.mark.xdist_group(one.scene.group)) for tries in TRIES.values() for one in tries]


@pytest.mark.parametrize("one", ALL)
def test_the_form_and_its_check_say_what_stands_against_it_and_keep_what_was_typed(stages, one):
    stage = stages(one.scene)
    browser, records = Browser(stage, one), stage.records()
    form, check = browser.form(), browser.check()
    expected = browser.expected()
    if "UNKNOWN_TRANSITION" in one.told:
        assert (form.status, check.status) == (404, 404)
        return
    if "KEY_REUSED" in one.told:  # a form and its check have no key yet
        assert "KEY_REUSED" not in form.text + check.text
        return
    assert (form.status, doors.raw(form.text)) == (200, [])
    assert (check.status, doors.missing(expected, check.text)) == (doors.status(expected[0]["code"]), [])
    assert "错误：" in check.html.partition("</title>")[0]
    if not one.by_hand:
        assert doors.raw(check.text) == []
    assert one.by_hand or browser.lost(check, "/check") == {}
    assert stage.records() == records


@pytest.mark.parametrize("one", ALL)
def test_whoever_confirms_is_told_each_reason_in_words_and_goes_back_with_everything_typed(stages, one):
    stage = stages(one.scene)
    browser, before = Browser(stage, one), stage.stands()
    stopped = browser.confirm(f"page-{id(one)}")
    refusal = stage.refusal(one)
    reasons, code = refusal["reasons"], refusal["code"]
    assert {each["guard"] or each["code"] for each in reasons} == one.told, reasons
    assert (stopped.status, doors.missing(reasons, stopped.text), doors.raw(stopped.text)) == (doors.status(code), [], []), stopped.text
    assert all(each["code"] in stopped.text for each in reasons)
    if not {"UNKNOWN_TRANSITION", "KEY_REUSED"} & one.told:  # there is no form to go back to, or it is another act
        assert browser.lost(stopped, browser.back) == {}
    assert stage.stands() == before


@pytest.mark.parametrize("one", ALL)
def test_the_command_line_tells_the_same_with_its_exit_code(stages, command, one):
    stage = stages(one.scene)
    before = stage.stands()
    code, out, _ = command(stage, [*doors.typed(stage, one), "--json"], doors.given(stage, one))
    said, reasons = json.loads(out), stage.refusal(one)["reasons"]
    assert {each["guard"] or each["code"] for each in said["refusals"]} == one.told, said
    assert (code, said["error"]) == (doors.exit_code(said["error"]), reasons[0]["code"])
    assert doors.missing(reasons, said["message"]) == []
    assert stage.stands() == before


@pytest.mark.parametrize("one", [tries[3] for tries in TRIES.values()], ids=str)
def test_the_command_line_tells_it_in_english_too_without_anything_on_standard_output(stages, command, one):
    stage = stages(one.scene)
    code, out, err = command(stage, [*doors.typed(stage, one), "--lang", "en"], doors.given(stage, one))
    reasons = stage.refusal(one)["reasons"]
    assert (code, out, doors.missing(reasons, err, "en")) == (doors.exit_code(reasons[0]["code"]), "", [])


BEGUN = (enrolment.drafted, enrolment.gathered, elections.called, motions.tied, objecting.lodged, rating.begun, honours.nominated, honours.opened,
         membership.in_probation, membership.in_disposal)  # fmt: skip


@pytest.mark.parametrize("play", [pytest.param(each, id=each.__name__, marks=pytest.mark.xdist_group(each.__name__)) for each in BEGUN])
def test_the_form_of_every_step_is_there_in_every_state_and_says_what_stands_against_it(stages, play):
    stage = stages(play)
    no = stage.names["case"]
    steps = tables()[stage.world.case(no).procedure].rows
    found = {(person, step): stage.reader(person).get(f"/cases/{no}/do/{step}") for person in ("Y01", "Y02") for step in steps}
    assert {each.status for each in found.values()} == {200}
    assert {at: doors.raw(each.text) for at, each in found.items() if doors.raw(each.text)} == {}


@pytest.mark.parametrize("procedure", TRIES)
def test_no_guard_of_a_procedure_is_left_untried(procedure):
    told = {name for one in TRIES[procedure] for name in one.told}
    assert set(guards(procedure)) - told == set(NEVER.get(procedure, ()))
    assert told - set(guards(procedure)) - {"has_the_paper"} <= set(CHECKS)


@pytest.mark.parametrize("procedure", TRIES)
def test_every_code_of_a_procedure_is_reached_and_so_are_those_of_the_checks_before_its_guards(procedure):
    known = guards(procedure)
    told = {known.get(name, name) for one in TRIES[procedure] for name in one.told}
    possible = {*known.values(), *of_the_clock(procedure).values(), *CHECKS}
    never = {known[name] for name in NEVER.get(procedure, ())} - told
    assert possible - told == BY_THE_CLOCK.get(procedure, set()) | never
