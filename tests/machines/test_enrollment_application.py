"""Enrolment, guard by guard: who may apply and when, what the review's decision and the meeting's bring, how a member leaves."""

from dataclasses import replace

import pytest

from procflow.decide import automatic, decide
from procflow.grammar import File, Notify, Start
from procflow.guards import applications as guards
from procflow.machines import tables
from procflow.wording import say
from tests.machines.roll import AUTOMATIC_SCOPE, NO_VOTE, PAPER, applying
from tests.machines.world import asked, code, linked, person, resolution, step
from tests.regimes.examples import TOWNSHIP

TABLE = tables()["enrollment_application"]
OWN = "LH1-XX-2024-0001"


def by_itself(state, *taken, **more):
    return applying(*taken, **{"state": state, "actor": "system", "roles": ("auto",), "form": {}, **more})


def batch(state, *results, no="LH1-SH-2024-0001", item=OWN):
    made = (step("decide_item", form={"item": item, "result": result, "reason": None}) for result in results)
    return linked("branch_review", state, *made, no=no, final=state == "listed")


def fired(seen):
    return [(each.fired.name, each.fired.to) for each in automatic(TABLE, seen)]


def test_where_members_are_in_scope_by_themselves_nobody_applies():
    assert code(guards.applications_asked, applying()) == ""
    assert code(guards.applications_asked, applying(rules=AUTOMATIC_SCOPE)) == "GUARD_FAILED"


@pytest.mark.parametrize(
    ("period", "on", "found"),
    [
        ("2024", "2024-12-31", ""),
        ("2024", "2025-01-01", "OUT_OF_WINDOW"),
        ("2025", "2024-12-31", "OUT_OF_WINDOW"),
        ("2024-Q1", "2024-01-08", "OUT_OF_WINDOW"),
    ],
)
def test_the_roll_is_yearly_T1_A66(period, on, found):
    assert code(guards.for_this_year, applying(period=period, on=on)) == found


@pytest.mark.parametrize(
    ("standing", "found"),
    [("formal", ""), ("probationary", ""), ("activist", "GUARD_FAILED"), ("gone", "GUARD_FAILED"), ("masses", "GUARD_FAILED")],
)
def test_only_members_of_the_branch_apply_T1(standing, found):
    assert code(guards.of_the_branch, applying(member=person("M01", standing=standing))) == found


@pytest.mark.parametrize(("state", "ends", "applied", "voted"), [
    ("draft", {}, "DUPLICATE", ""), ("pending_vote", {}, "DUPLICATE", ""), ("enrolled", {"settled": True}, "DUPLICATE", ""),
    ("vote_rejected", {"final": True}, "", "DUPLICATE"), ("review_rejected", {"final": True}, "", ""), ("withdrawn", {"final": True}, "", ""),
    ("lapsed", {"final": True}, "", ""), ("ended", {"final": True}, "", ""),
])  # fmt: skip
def test_a_year_has_one_living_application_and_one_vote_A15(state, ends, applied, voted):
    other = linked("enrollment_application", state, period="2024", **ends)
    assert code(guards.not_applied_before, applying(alike=(other,))) == applied
    assert code(guards.not_voted_down, applying(alike=(other,))) == voted
    of_last_year = applying(alike=(replace(other, period="2023"),))
    assert (code(guards.not_applied_before, of_last_year), code(guards.not_voted_down, of_last_year)) == ("", "")


def test_the_refusal_names_the_application_that_stands_in_the_way():
    refused = asked(
        guards.not_voted_down, applying(alike=(linked("enrollment_application", "vote_rejected", no="A-1", period="2024", final=True),))
    )
    assert say(refused.sentence, **refused.inputs) == "大会已表决未通过（A-1），下一年度可以再申请"


def test_the_written_application_is_attached_T1():
    assert decide(TABLE, "submit", applying(state="draft")).code == "MISSING_EVIDENCE"
    assert decide(TABLE, "submit", applying(state="draft", files=("a",))).fired.to == "submitted"


@pytest.mark.parametrize(
    ("dated", "found"), [("2024-01-01", ""), ("2024-01-08", ""), ("2024-01-09", "OUT_OF_WINDOW"), ("2023-12-31", "OUT_OF_WINDOW")]
)
def test_the_paper_is_dated_in_the_year_and_not_ahead(dated, found):
    assert decide(TABLE, "submit", applying(state="draft", files=("a",), form={**PAPER, "form_date": dated})).code == found


def test_it_is_handed_in_late_without_refusal_for_the_window_is_soft_S():
    late = applying(state="draft", files=("a",), on="2024-03-04", form={**PAPER, "form_date": "2024-03-04"})
    assert decide(TABLE, "submit", late).fired.to == "submitted"


@pytest.mark.parametrize(
    ("state", "found"), [("reviewing", [("take_up", "under_review")]), ("closed_intake", []), ("concluded", []), ("listed", [])]
)
def test_it_is_taken_up_while_its_batch_is_reviewed(state, found):
    assert fired(by_itself("submitted", links=(batch(state),))) == found


@pytest.mark.parametrize(
    ("result", "found"),
    [("return", ("return", "returned")), ("approve", ("approve_review", "pending_vote")), ("reject", ("reject_review", "review_rejected"))],
)
def test_it_follows_the_decision_of_its_batch(result, found):
    assert fired(by_itself("under_review", links=(batch("reviewing", result),))) == [found]


def test_a_decision_about_another_is_none_about_this():
    assert fired(by_itself("under_review", links=(batch("reviewing", "approve", item="LH1-XX-2024-0002"),))) == []


def test_a_decision_is_followed_once():
    answered = step("approve_review")
    assert fired(by_itself("under_review", answered, links=(batch("reviewing", "approve"),))) == []
    assert fired(by_itself("under_review", answered, links=(batch("reviewing", "approve", "reject"),))) == [
        ("reject_review", "review_rejected")
    ]


def test_of_two_batches_the_one_that_is_reviewing_decided():
    before, now = batch("listed", "approve", no="LH1-SH-2024-0002"), batch("reviewing", "reject", no="LH1-SH-2024-0001")
    seen = by_itself("under_review", step("approve_review"), links=(now, before))
    assert fired(seen) == [("reject_review", "review_rejected")]
    assert fired(by_itself("under_review", step("approve_review"), links=(before,))) == []


def test_the_committee_that_agreed_puts_the_motion_A58():
    (found,) = automatic(TABLE, by_itself("under_review", links=(batch("reviewing", "approve"),)))
    assert found.effects == (
        Start("member_meeting_vote", "M01", "2024", {"kind": "points", "adverse": "no", "put_by": "branch_committee"}),
    )
    (found,) = automatic(TABLE, by_itself("under_review", links=(batch("reviewing", "approve"),), bodies={}))
    assert [each.form["put_by"] for each in found.effects] == ["member_meeting"]


def test_where_the_path_ends_with_the_committee_its_consent_enrols():
    (found,) = automatic(
        TABLE, by_itself("under_review", step("submit", form=PAPER), links=(batch("reviewing", "approve"),), rules=NO_VOTE)
    )
    assert (found.fired.to, [type(each) for each in found.effects]) == ("enrolled", [File])


@pytest.mark.parametrize(("motion", "to"), [
    ("passed", "enrolled"), ("not_passed", "vote_rejected"), ("withdrawn", "under_review"), ("voting", None), ("deferred", None),
])  # fmt: skip
def test_the_meetings_result_decides_T1(motion, to):
    seen = by_itself("pending_vote", step("submit", form=PAPER), links=(linked("member_meeting_vote", motion),))
    assert [each.fired.to for each in automatic(TABLE, seen)] == ([to] if to else [])


@pytest.mark.parametrize(("state", "links", "step_taken"), [
    ("under_review", (batch("reviewing", "return"),), "return"), ("under_review", (batch("reviewing", "reject"),), "reject_review"),
    ("pending_vote", (linked("member_meeting_vote", "not_passed"),), "vote_fail"),
])  # fmt: skip
def test_the_member_is_told_what_went_against_the_application(state, links, step_taken):
    (found,) = automatic(TABLE, by_itself(state, links=links))
    assert found.fired.name == step_taken
    assert [(type(each), each.to, each.inputs) for each in found.effects] == [(Notify, "M01", {"no": OWN})]


def test_scope_lasts_to_the_end_of_the_year_for_the_roll_is_yearly_A66():
    (found,) = automatic(TABLE, by_itself("pending_vote", step("submit", form=PAPER), links=(linked("member_meeting_vote", "passed"),)))
    assert found.effects == (File("scope", "M01", {"resolution": ""}, since="2024-01-01", until="2024-12-31"),)


def test_a_returned_application_is_completed_until_the_deadline_H():
    again = {"state": "returned", "due": "2024-01-15", "form": {**PAPER, "change": "x"}, "on": "2024-01-15"}
    assert decide(TABLE, "resubmit", applying(**again)).fired.to == "submitted"
    assert decide(TABLE, "resubmit", applying(**{**again, "on": "2024-01-16"})).code == "OUT_OF_WINDOW"
    assert decide(TABLE, "resubmit", applying(**{**again, "form": {**PAPER, "form_date": "2024-01-16"}})).code == "OUT_OF_WINDOW"


def test_it_is_withdrawn_until_voting_began():
    for state in ("draft", "submitted", "under_review", "returned", "pending_vote"):
        assert decide(TABLE, "withdraw", applying(state=state)).fired.to == "withdrawn"
    voted = linked("member_meeting_vote", "voting", step("open_vote"))
    assert decide(TABLE, "withdraw", applying(state="pending_vote", links=(voted,))).code == "GUARD_FAILED"


def ending(**more):
    form = {"on": "2024-04-30", "ground": "transfer_out", "resolution": "ZW-1"}
    sitting = {"actor": "Y02", "roles": ("branch_committee",), "resolution": resolution("branch_committee", ("Y01", "Y02"))}
    return applying(**{"state": "enrolled", "on": "2024-05-06", "files": ("a",), "form": form, **sitting, **more})


def test_an_account_is_frozen_from_the_day_of_leaving_on():
    found = decide(TABLE, "end", ending())
    assert (found.fired.to, found.effects) == (
        "ended",
        (File("scope", "M01", {"resolution": "ZW-1"}, since="2024-01-01", until="2024-04-30"),),
    )


def test_leaving_needs_a_document_a_resolution_and_another_to_enter_it():
    assert decide(TABLE, "end", ending(files=())).code == "MISSING_EVIDENCE"
    assert decide(TABLE, "end", ending(resolution=None)).code == "GUARD_FAILED"
    assert decide(TABLE, "end", ending(actor="M01")).code == "SELF_DEALING"


def test_the_table_knows_no_rule_of_one_regime():
    assert TOWNSHIP.value("scope.enrollment") == "application"
    assert (code(guards.meeting_decides, applying(rules=NO_VOTE)), code(guards.committee_decides, applying())) == (
        "GUARD_FAILED",
        "GUARD_FAILED",
    )
