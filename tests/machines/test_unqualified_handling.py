"""Disposal, guard by guard: grounds, filing beforehand, inquiry, the member heard, the term to mend, what is approved (T18 B24 N2 N11-N13 A60)."""

from datetime import date

import pytest

from procflow.decide import decide
from procflow.grammar import File, MeetingSeen, Notify, Start
from procflow.guards import disposal, opinions, standings, told
from procflow.guards.common import enrolled
from procflow.machines import tables
from procflow.regimes.rulebook import load
from tests.machines.world import BODIES, asked, code, everyone, facts, person, resolution, step
from tests.regimes.examples import changed

TABLE = tables()["unqualified_handling"]
BUREAU = load("bureau_quarterly")
DIRECT = changed(("pre_review: {is: yes, by: N13}", "pre_review: {is: no, by: N13}"))
LINE = {"ground": "left_six_months", "facts": "x"}
SUPERIOR = type(BODIES["points_group"])("superior_org", ("U01",), ("U01",))


def seen(*taken, **more):
    given = {
        "rules": BUREAU, "subject": "M14", "period": "2025", "on": "2025-03-03", "state": "opened", "procedure": "unqualified_handling",
        "taken": (step("open", "2025-01-28", {"grade": "unqualified"}), *taken), "member": person("M14"), "links": (), "bodies": BODIES,
        "people": everyone("M14", "Y01", "Y02", "M01"), "receipts": {"BA-1": ("M14",), "BA-2": ("M13",)},
    }  # fmt: skip
    return facts(**{**given, **more})


def formed(measure="rectify", months=None):
    return step("form_opinion", "2025-03-01", {"measure": measure, "months": months})


def approving(name, *taken, on="2025-04-01", **form):
    given = {"state": "pending_approval", "on": on, "actor": "U01", "roles": ("superior_org",), "form": {"resolution": "SJ-1", "months": None, **form},
             "bodies": {**BODIES, "superior_org": SUPERIOR}, "resolution": resolution("superior_org", ("U01",), "2025-03-31")}  # fmt: skip
    return decide(TABLE, name, seen(*taken, **given))


@pytest.mark.parametrize(("standing", "found"), [("formal", ""), ("probationary", "GUARD_FAILED"), ("removed", "GUARD_FAILED")])
def test_a_probationary_member_is_never_disposed_of_here_N12_A60(standing, found):
    member = person("K12", standing=standing)
    assert code(disposal.is_formal, seen(member=member)) == found
    beginning = {"state": "new", "taken": (), "alike": (), "roles": ("branch_secretary",), "form": {"ground": "x"}, "member": member}
    assert decide(TABLE, "create", seen(**beginning)).code == found


@pytest.mark.parametrize(("grounds", "found"), [
    ([], "GUARD_FAILED"), ([LINE], ""), ([LINE, {**LINE, "ground": "norm_disposal"}], ""), ([{**LINE, "ground": "score"}], "GUARD_FAILED"),
    ([LINE, {**LINE, "ground": "score"}], "GUARD_FAILED"),
])  # fmt: skip
def test_the_score_alone_is_no_ground_A60_B24(grounds, found):
    assert code(disposal.ground_stated, seen(form={"grounds": grounds})) == found


@pytest.mark.parametrize(("receipt", "found"), [("BA-1", ""), ("BA-2", "FILING_REQUIRED"), ("BA-9", "FILING_REQUIRED")])
def test_it_is_filed_with_the_superior_before_it_begins_N12(receipt, found):
    assert code(disposal.filed_beforehand, seen(form={"receipt": receipt})) == found


def test_the_inquiry_begins_after_the_filing_N12():
    assert decide(TABLE, "start_inquiry", seen(roles=("branch_committee",), form={})).code == "ILLEGAL_STATE"


@pytest.mark.parametrize(("who", "few", "own"), [
    (["M01", "Y01"], "", ""), (["M01"], "GUARD_FAILED", ""), (["M01", "M14"], "", "SELF_DEALING"), (["M14"], "GUARD_FAILED", "SELF_DEALING"),
])  # fmt: skip
def test_two_others_look_into_it_N13(who, few, own):
    inquiry = seen(form={"investigators": who})
    assert (code(disposal.enough_investigators, inquiry), code(disposal.subject_no_investigator, inquiry)) == (few, own)


@pytest.mark.parametrize(("who", "given"), [(["M01", "Y01"], 2), (["M01", "M14"], 1), (["M01", "P10", "X"], 1)])
def test_two_formal_members_talk_with_the_member_N4_N13(who, given):
    people = {**everyone("M14", "Y01", "M01"), "P10": person("P10", standing="probationary")}
    talk = seen(form={"talked_by": who}, people=people)
    assert disposal.talked_by_formal_members.ask(talk).inputs == {"least": 2, "given": given}
    assert (code(disposal.talked_by_formal_members, talk) == "") == (given >= 2)


@pytest.mark.parametrize(("months", "found"), [
    (None, ""), (1, ""), (6, ""), (12, ""), (13, "GUARD_FAILED"), (0, "GUARD_FAILED"),
])  # fmt: skip
def test_a_term_to_mend_is_of_one_to_twelve_months_N11_N12(months, found):
    assert code(disposal.term_in_bounds, seen(form={"months": months})) == found


@pytest.mark.parametrize(("proposed", "approved", "months", "last"), [
    (None, None, 6, "2025-10-01"), (3, None, 3, "2025-07-01"), (3, 9, 9, "2026-01-01"), (None, 12, 12, "2026-04-01"),
])  # fmt: skip
def test_the_term_is_as_approved_else_as_proposed_else_six_months_N12(proposed, approved, months, last):
    done = seen(formed(months=proposed), step("approve_rectify", "2025-04-01", {"months": approved, "helper": "M01"}))
    assert (disposal.months(done), disposal.term(done), disposal.helpers(done)) == (
        months,
        date.fromisoformat(last),
        ("member", "helper@M01"),
    )


@pytest.mark.parametrize(("taken", "measure", "found"), [
    ((), "rectify", ""), ((), "remove", ""), (("term_end",), "rectify", "GUARD_FAILED"), (("term_end",), "remove", "GUARD_FAILED"),
    (("term_end",), "advise_withdrawal", ""), (("term_end", "advise_remove"), "remove", ""), (("term_end", "advise_remove"), "rectify", "GUARD_FAILED"),
])  # fmt: skip
def test_after_a_failed_term_comes_the_advice_to_withdraw_and_removal_only_after_refusal_N2(taken, measure, found):
    assert code(disposal.measure_after_term, seen(*map(step, taken), form={"measure": measure})) == found


def test_the_opinion_after_a_refusal_is_removal_N2():
    assert opinions.measure(seen(formed("advise_withdrawal"))) == "advise_withdrawal"
    assert opinions.measure(seen(formed("advise_withdrawal"), step("advise_remove", form={"refusal": "x"}))) == "remove"


@pytest.mark.parametrize(("rules", "step_", "found"), [
    (BUREAU, "to_meeting_direct", "GUARD_FAILED"), (DIRECT, "to_meeting_direct", ""), (DIRECT, "pre_review_ok", "GUARD_FAILED"),
])  # fmt: skip
def test_the_superior_reviews_first_where_the_rules_say_so_N13(rules, step_, found):
    at, who = MeetingSeen("HY1", "2025-03-10", "2025-03-03", "Y01", "Y02"), ("branch_secretary", rules.holder("grassroots_committee"))
    body = {who[1]: type(SUPERIOR)(who[1], ("U01",), ("U01",))}
    going = seen(formed(), state="opinion_formed", rules=rules, roles=who, form={"meeting": "HY1"}, meeting=at, actor="U01", bodies={**BODIES, **body},
                 resolution=resolution(who[1], ("U01",), "2025-03-02"))  # fmt: skip
    assert decide(TABLE, step_, going).code == found
    assert disposal.opinion_desk(going) == ("superior_org" if rules is BUREAU else "branch_secretary")


def test_the_motion_is_about_the_membership_and_always_adverse_N5_A45():
    at = MeetingSeen("HY1", "2025-03-10", "2025-03-03", "Y01", "Y02")
    found = decide(
        TABLE, "to_meeting", seen(formed(), state="pre_reviewed", roles=("branch_secretary",), form={"meeting": "HY1"}, meeting=at)
    )
    assert [each.form for each in found.effects] == [{"kind": "membership", "adverse": "yes", "put_by": "branch_committee"}]


def test_a_term_to_mend_changes_no_membership_and_names_who_helps_N11():
    found = approving("approve_rectify", formed(), helper="M01", months=9)
    assert [(each.to, each.inputs["months"]) for each in found.effects if isinstance(each, Notify)] == [("M14", 9), ("M01", 9)]
    assert not any(isinstance(each, File) for each in found.effects)
    assert [approving("approve_rectify", formed(), helper=who).code for who in ("M14", "X99")] == ["GUARD_FAILED", "GUARD_FAILED"]
    assert approving("approve_rectify", formed(), helper="M01", months=13).code == "GUARD_FAILED"


def test_a_removed_member_leaves_the_account_and_comes_back_after_five_years_at_the_earliest_N12_A56():
    membership, scope, told_ = approving("approve_remove", formed("remove")).effects
    assert membership == File("membership", "M14", {"standing": "removed", "readmission_from": "2030-04-01"})
    assert (scope.since, scope.until) == ("2024-01-01", "2025-04-01")
    assert "申诉" in told_.sentence


def test_what_was_decided_is_what_is_approved_N12():
    wrong = {"approve_rectify": "remove", "approve_advise": "rectify", "approve_remove": "advise_withdrawal"}
    assert {approving(name, formed(measure), helper="M01").code for name, measure in wrong.items()} == {"GUARD_FAILED"}
    assert approving("approve_advise", formed("advise_withdrawal")).fired.to == "withdrawal_advised"
    assert approving("return", formed()).fired.to == "returned"


def test_whoever_withdraws_does_so_in_writing_N2():
    leaving = {"state": "withdrawal_advised", "roles": ("member",), "actor": "M14", "form": {"statement": "x"}, "on": "2025-05-06"}
    assert decide(TABLE, "withdraw_party", seen(**leaving)).code == "MISSING_EVIDENCE"
    found = decide(TABLE, "withdraw_party", seen(**leaving, files=("a",)))
    assert found.effects[0].data == {"standing": "left", "readmission_from": "2030-05-06"}
    assert (found.fired.to, found.effects[1].until, found.effects[2].to) == ("withdrew", "2025-05-06", "branch_secretary")


@pytest.mark.parametrize(("on", "found"), [("2025-09-30", "GUARD_FAILED"), ("2025-10-02", ""), ("2025-10-09", "GUARD_FAILED")])
def test_a_meeting_after_the_term_says_that_the_member_has_mended_N12(on, found):
    at = MeetingSeen("HY1", on, "2025-09-20", "Y01", "Y02")
    mended = seen(step("term_end", "2025-10-02"), state="term_review", on="2025-10-08", meeting=at, form={"meeting": "HY1"})
    assert code(disposal.discussed_after_term, mended) == found


@pytest.mark.parametrize(("why", "begins"), [("education", ["education_rectification"]), ("no_ground", [])])
def test_where_a_talk_suffices_a_talk_begins_T17_B22(why, begins):
    dropping = {
        "roles": ("branch_committee",),
        "form": {"why": why, "reason": "x"},
        "resolution": resolution("branch_committee", ("Y01", "Y02")),
    }
    found = decide(TABLE, "drop", seen(**dropping)).effects
    assert [(each.procedure, each.form) for each in found if isinstance(each, Start)] == [(each, {"grade": ""}) for each in begins]


def test_whoever_the_party_has_parted_with_claims_no_points_any_more_A56():
    ended = person("M14", until="2025-03-01")
    assert code(enrolled, seen(member=ended)) == ""  # moved away: what was done until then may still be claimed
    for standing in ("left", "removed", "cancelled"):
        assert asked(enrolled, seen(member=person("M14", until="2025-03-01", standing=standing))).code == "NOT_IN_SCOPE"


def test_whoever_it_weighs_on_may_appeal_while_it_is_open_N4_N10():
    for state in ("pending_approval", "rectifying", "withdrawal_advised"):
        found = decide(TABLE, "appeal", seen(state=state, roles=("member",), form={"reason": "x"}))
        assert [each.to for each in found.effects] == ["superior_org", "branch_committee"]
    assert all("申诉" in each.sentence for each in (told.advised(seen())[0], told.removed(seen())))
    assert standings.readmission(seen(on="2024-02-29")) == "2029-02-28"
