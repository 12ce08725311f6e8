"""The batch under review, guard by guard: when intake closes and on what, who decides, what must be decided, when the list is fixed."""

from dataclasses import replace

import pytest

from procflow.decide import decide
from procflow.grammar import BodySeen, File, reads_of
from procflow.guards import batches
from procflow.guards import reviews as guards
from procflow.machines import branch_review, tables
from procflow.wording import say
from tests.machines.roll import AUTOMATIC_SCOPE, NO_VOTE
from tests.machines.world import BODIES, asked, code, facts, linked, resolution, step

TABLE = tables()["branch_review"]
OPENED = step("create", "2024-01-02", {"title": "第一批", "intake_until": "2024-01-15"})


def application(number, state="submitted", subject="", period="2024"):
    return linked("enrollment_application", state, no=f"RC-{number}", subject=subject or f"M0{number}", period=period,
                  settled=state == "enrolled", final=state.endswith("rejected"))  # fmt: skip


def batch(*applications, **more):
    given = {"period": "2024", "on": "2024-01-16", "taken": (OPENED,), "links": applications, "applications": applications, "alike": (),
             "bodies": BODIES, "actor": "Y03", "roles": ("recorder",)}  # fmt: skip
    return facts(**{**given, **more})


def sitting(*applications, **more):
    """The committee Y01 Y02 Y03 at its table, Y02 keeping the minutes."""
    form = {"item": "RC-1", "result": "approve", "reason": None, "resolution": "ZW-1"}
    given = {"state": "reviewing", "actor": "Y02", "roles": ("branch_committee",), "form": form,
             "resolution": resolution("branch_committee", ("Y01", "Y02"), on="2024-01-16")}  # fmt: skip
    return batch(*applications, **{**given, **more})


@pytest.mark.parametrize(
    ("period", "on", "found"), [("2024", "2024-01-01", ""), ("2024", "2023-12-31", "TOO_EARLY"), ("2024-Q1", "2024-01-08", "TOO_EARLY")]
)
def test_a_batch_belongs_to_a_year_that_has_begun(period, on, found):
    assert code(batches.year_begun, batch(period=period, on=on)) == found


def test_where_nobody_applies_nothing_is_reviewed():
    assert decide(TABLE, "create", batch(state="new", form={"title": "x"}, rules=AUTOMATIC_SCOPE)).code == "GUARD_FAILED"


@pytest.mark.parametrize(("on", "found"), [("2024-01-14", "TOO_EARLY"), ("2024-01-15", "")])
def test_intake_closes_when_its_day_is_reached(on, found):
    assert code(batches.intake_over, batch(on=on)) == found


def test_every_application_handed_in_is_listed_and_nothing_else():
    given = (application(1), application(2), application(3, "draft"), application(4, "returned"), application(5, period="2023"))
    assert code(batches.all_submitted_listed, batch(*given, form={"items": ["RC-1", "RC-2"]})) == ""
    refused = asked(batches.all_submitted_listed, batch(*given, form={"items": ["RC-2", "RC-3"]}))
    assert say(refused.sentence, **refused.inputs) == "已提交的申请须逐件列入。未列：RC-1；不应列：RC-3"


@pytest.mark.parametrize(("state", "waiting"), [("closed_intake", []), ("at_meeting", []), ("listed", ["RC-1"]), ("cancelled", ["RC-1"])])
def test_what_another_batch_is_still_busy_with_is_not_taken_from_it(state, waiting):
    listed = step("close_intake", form={"items": ["RC-1"]})
    other = replace(linked("branch_review", state, listed, period="2024"), final=state in ("listed", "cancelled"))
    assert [one.no for one in batches.submitted(batch(application(1), alike=(other,)))] == waiting


def test_one_that_came_back_from_the_meeting_waits_for_the_next_batch():
    assert [one.no for one in batches.submitted(batch(application(1, "under_review")))] == ["RC-1"]


@pytest.mark.parametrize(("body", "found"), [("branch_committee", ""), ("points_group", "GUARD_FAILED")])
def test_the_committee_begins_by_resolution(body, found):
    said = resolution(body, ("Y01", "Y02", "Y04", "Y05"), on="2024-01-16")
    assert decide(TABLE, "start_review", sitting(state="closed_intake", resolution=said)).code == found


@pytest.mark.parametrize(("state", "found"), [("under_review", ""), ("submitted", "GUARD_FAILED"), ("pending_vote", "GUARD_FAILED")])
def test_only_what_is_under_review_is_decided(state, found):
    assert decide(TABLE, "decide_item", sitting(application(1, state))).code == found


def test_only_an_item_of_this_batch_is_decided():
    refused = decide(TABLE, "decide_item", sitting(application(2, "under_review"))).refusals[0]
    assert say(refused.sentence, **refused.inputs) == "RC-1不在本批次，或不在审核中"


@pytest.mark.parametrize(
    ("result", "reason", "found"),
    [("approve", None, ""), ("return", None, "GUARD_FAILED"), ("reject", None, "GUARD_FAILED"), ("return", "没签名", "")],
)
def test_a_return_or_a_no_has_its_reason(result, reason, found):
    form = {"item": "RC-1", "result": result, "reason": reason, "resolution": "ZW-1"}
    assert decide(TABLE, "decide_item", sitting(application(1, "under_review"), form=form)).code == found


@pytest.mark.parametrize(("present", "actor", "found"), [
    (("Y01", "Y03"), "Y02", "SELF_DEALING"),  # the keeper is the applicant
    (("Y01", "Y02"), "Y01", "SELF_DEALING"),  # of the other two one was there
    (("Y01", "Y03"), "Y01", ""), (("Y01", "Y02", "Y03"), "Y01", ""),
])  # fmt: skip
def test_the_applicant_is_not_counted_in_the_own_matter_G_SELF(present, actor, found):
    own = sitting(application(1, "under_review", "Y02"), actor=actor, resolution=resolution("branch_committee", present, on="2024-01-16"))
    assert decide(TABLE, "decide_item", own).code == found


def test_a_committee_of_the_applicant_alone_cannot_decide():
    alone = {"branch_committee": BodySeen("branch_committee", ("Y02",), ("Y01",))}
    own = sitting(application(1, "under_review", "Y02"), actor="Y01", bodies=alone, resolution=resolution("branch_committee", ("Y02",)))
    assert asked(guards.applicant_abstains, own).inputs == {"due": 0, "present": 0}


@pytest.mark.parametrize(("state", "found"), [
    ("submitted", "GUARD_FAILED"), ("under_review", "GUARD_FAILED"), ("returned", ""), ("pending_vote", ""), ("review_rejected", ""), ("lapsed", ""),
])  # fmt: skip
def test_it_is_concluded_when_every_item_is_decided(state, found):
    concluding = {"roles": ("branch_secretary",), "actor": "Y01", "form": {"resolution": "ZW-1"}}
    assert decide(TABLE, "conclude", sitting(application(1, state), **concluding)).code == found


@pytest.mark.parametrize(("body", "on", "found"), [
    ("branch_committee", "2024-01-16", ""), ("branch_committee", "2024-01-17", "GUARD_FAILED"), ("points_group", "2024-01-16", "GUARD_FAILED"),
])  # fmt: skip
def test_the_conclusion_rests_on_a_resolution_of_the_committee_R8(body, on, found):
    assert code(guards.committee_resolved, sitting(resolution=resolution(body, ("Y01", "Y02"), on=on))) == found
    assert code(guards.committee_resolved, sitting(resolution=None)) == "GUARD_FAILED"


def secretary(*applications, **more):
    return batch(*applications, **{"actor": "Y01", "roles": ("branch_secretary",), "state": "concluded", **more})


def test_the_meeting_is_asked_where_somebody_was_agreed_to_and_the_path_ends_there():
    assert decide(TABLE, "put_to_meeting", secretary(application(1, "pending_vote"))).fired.to == "at_meeting"
    assert decide(TABLE, "put_to_meeting", secretary(application(1, "review_rejected"))).code == "GUARD_FAILED"
    assert decide(TABLE, "put_to_meeting", secretary(application(1, "enrolled"), rules=NO_VOTE)).code == "GUARD_FAILED"


def test_a_concluded_batch_is_reopened_and_one_at_the_meeting_is_not():
    assert decide(TABLE, "reopen", secretary(form={"reason": "x"})).fired.to == "reviewing"
    assert decide(TABLE, "reopen", secretary(state="at_meeting", form={"reason": "x"})).code == "ILLEGAL_STATE"


@pytest.mark.parametrize(
    ("state", "found"), [("pending_vote", "GUARD_FAILED"), ("enrolled", "GUARD_FAILED"), ("review_rejected", ""), ("submitted", "")]
)
def test_a_batch_with_somebody_agreed_to_is_not_cancelled(state, found):
    assert decide(TABLE, "cancel", secretary(application(1, state), form={"reason": "x"})).code == found


def test_the_list_is_fixed_when_all_were_voted_on_and_names_everybody_enrolled_in_the_year():
    given = (
        application(2, "enrolled"),
        application(1, "enrolled"),
        application(3, "vote_rejected"),
        application(4, "enrolled", period="2023"),
    )
    found = decide(TABLE, "fix_list", batch(*given, state="at_meeting"))
    assert (found.fired.to, found.effects) == ("listed", (File("roster", "2024", {"members": ["M01", "M02"]}),))
    refused = decide(TABLE, "fix_list", batch(*given, application(5, "pending_vote"), state="at_meeting")).refusals[0]
    assert refused.inputs["no"] == "RC-5"


def test_without_a_vote_the_list_is_fixed_from_the_conclusion():
    assert decide(TABLE, "fix_list", batch(application(1, "enrolled"), state="concluded", rules=NO_VOTE)).fired.to == "listed"
    assert decide(TABLE, "fix_list", batch(application(1, "pending_vote"), state="concluded")).code == "GUARD_FAILED"


def test_the_desks_of_a_branch_without_committee_A58():
    desks = branch_review.review_desks
    assert desks(batch().only(reads_of(desks))) == ("branch_committee", "branch_secretary")
    assert desks(batch(bodies={})) == ("member_meeting", "branch_secretary")
