"""A confirmation that is posted may be objected to: what is open holds it, what is upheld leads back to the opinion (N18 A49, domain §3.5 §3.6)."""

import pytest

from procflow.guards import lodging, outcomes, terms
from procflow.machines import tables
from procflow.models import Notice
from procflow.proof.check import verify
from tests.machines.disposed import POSTING
from tests.machines.membership import Branch, formed, opinion, seen
from tests.machines.objecting import CLOSING, FORM, case, filing
from tests.machines.world import code, linked, step
from tests.regimes.examples import changed

HEARD = {"evidence": "走访记录", "heard": "heard", "reason": "查明属实"}
CASE = "LH1-YB-2025-0001"
OPINED = {"feedback": "没有", "invited": "yes"}


@pytest.fixture
def branch(world):
    """K12, to be confirmed, is posted on 17 March 2025; objections are in time until the 24th."""
    world.__class__ = Branch
    world.set_up()
    world.no = world.begin("probation_case", "Y01", subject="K12", form={"trigger": "term_ending", "ground": "预备期将满"})
    world.decided(world.no, "form_opinion", opinion("regularize"))
    world.at("2025-03-17")
    world.sweep()
    world.step(world.no, "publicise", "Y03", POSTING)
    return world


def file(branch, **more):
    said = {"sheet": branch.no, "about": "confirmation", "component": "other", "claim": "长期不参加组织生活", "source": "member", **more}
    return branch.begin("objection_review", "M01", subject="K12", period="2025", form=said)


def told(branch, no, result, kind="publicity"):
    branch.decided(no, "admit", {"kind": kind, "handler": "Y01"})
    branch.decided(no, "decide", {"result": result, **HEARD})
    branch.step(no, "give_feedback", "Y01", {"objector_told": "yes", "subject_told": "yes"})
    branch.step(no, "acknowledge", "K12", {"answer": "accepted"})


def to_meeting(branch):
    branch.at("2025-03-25")
    return {"meeting": branch.meeting("2025-03-28"), **OPINED}


def test_an_open_objection_holds_the_confirmation_and_a_dismissed_one_lets_it_go_N18(branch):
    no = file(branch)
    assert [each.other_id for each in branch.linked(no)] == [branch.case(branch.no).case_id]
    form = to_meeting(branch)
    refused = branch.refused(branch.no, "to_meeting", "Y01", form)
    assert (refused.code, refused.refusals[0].inputs["no"]) == ("OPEN_OBJECTION", no)
    told(branch, no, "dismissed")
    branch.step(no, "accept_dismissal", "M01")
    branch.step(branch.no, "to_meeting", "Y01", form)
    assert branch.state(branch.no) == "pending_vote"


@pytest.mark.parametrize(("result", "ends"), [("upheld", "accept"), ("partly", "accept_part")])
def test_what_is_upheld_leads_back_to_the_opinion_N18(branch, result, ends):
    no = file(branch)
    branch.later(1)
    told(branch, no, result)
    branch.step(no, ends, "M01")
    assert (branch.state(branch.no), [each.desk for each in branch.tasks(branch.no)]) == ("committee_opinion", ["branch_committee"])
    assert [row.addressee for row in branch.rows(Notice) if row.sentence.startswith("对转正公示的异议成立")] == ["branch_committee"]
    stale = branch.refused(branch.no, "publicise", "Y03", POSTING)
    assert [each.guard for each in stale.refusals] == ["to_regularize"]  # there is none any more
    branch.decided(branch.no, "form_opinion", opinion("regularize"))
    branch.step(branch.no, "publicise", "Y03", POSTING)
    assert branch.state(branch.no) == "publicised"  # what was upheld before is known to the new opinion
    branch.at("2025-03-26")
    branch.step(branch.no, "to_meeting", "Y01", {"meeting": branch.meeting("2025-03-28"), **OPINED})
    assert verify(branch.session).findings == ()


def test_one_that_came_late_holds_nothing_by_its_day_alone_A49(branch):
    form = to_meeting(branch)
    no = file(branch)
    branch.step(branch.no, "to_meeting", "Y01", form)
    told(branch, no, "upheld", kind="late")
    branch.step(no, "accept", "M01")
    assert (branch.state(no), branch.state(branch.no)) == ("closed_upheld", "pending_vote")


def test_the_confirmation_is_offered_to_whoever_objects_once_it_is_posted():
    table = tables()["objection_review"]
    sheet = table.rows["create"][0].form.fields["sheet"]
    for state, taken, there in (("committee_opinion", (), 0), ("publicised", (step("publicise"),), 1)):
        one = linked("probation_case", state, *taken, no=CASE, subject="M05", period="2024")
        assert len(sheet.among(filing(sheets=(one,)).only(sheet.among.reads))) == there


@pytest.mark.parametrize(("about", "procedure", "found"), [
    ("confirmation", "probation_case", ""), ("confirmation", "quarterly_closing", "GUARD_FAILED"), ("line", "probation_case", "GUARD_FAILED"),
    ("line", "quarterly_closing", ""),
])  # fmt: skip
def test_an_objection_to_a_confirmation_names_it_and_nothing_else(about, procedure, found):
    one = linked(procedure, "publicised", no=CLOSING, subject="M05", period="2024-Q1")
    assert code(lodging.posted_case_named, filing(form={"about": about}, named={CLOSING: one})) == found


@pytest.mark.parametrize(("subject", "found"), [("M05", ""), ("M06", "GUARD_FAILED")])
def test_it_is_that_member_s_own_confirmation(subject, found):
    one = linked("probation_case", "publicised", no=CASE, subject=subject, period="2025")
    assert code(lodging.of_this_sheet, filing(period="2025", form={"sheet": CASE}, named={CASE: one})) == found


def test_it_is_another_item_than_the_grade_of_the_same_year():
    before = linked("objection_review", "filed", step("create", form={**FORM, "about": "rating", "component": "other", "targets": None}, by="M01"), no="YY-1",
                    subject="M05", period="2025")  # fmt: skip
    for about, found in (("confirmation", ""), ("rating", "DUPLICATE")):
        given = filing(period="2025", form={"about": about, "component": "other", "targets": None}, alike=(before,))
        assert code(lodging.not_filed_before, given) == found


@pytest.mark.parametrize(("result", "points", "found"), [
    ("upheld", None, ""), ("dismissed", None, ""), ("upheld", -100, "GUARD_FAILED"),
])  # fmt: skip
def test_a_confirmation_has_no_points_to_change(result, points, found):
    said = {"result": result, "points": points, "component": None, "targets": None}
    assert code(outcomes.points_stated, case(filed={"about": "confirmation"}, form=said)) == found


@pytest.mark.parametrize(("filed", "days", "found"), [
    ("2025-03-17", "5 wd", "OPEN_OBJECTION"), ("2025-03-24", "5 wd", "OPEN_OBJECTION"), ("2025-03-25", "5 wd", ""), ("2025-03-24", "3 d", ""),
])  # fmt: skip
def test_its_days_are_those_of_its_own_publicity_N18(filed, days, found):
    rules = changed(
        (
            "  probation:\n    due_day: {is: none, by: N18}\n    days: {is: 5 wd",
            f"  probation:\n    due_day: {{is: none, by: N18}}\n    days: {{is: {days}",
        )
    )
    posted = seen(formed("regularize"), step("publicise", "2025-03-17"), rules=rules, state="publicised")
    one = linked("objection_review", "filed", step("create", filed, {"sheet": posted.case.no}))
    assert code(terms.nothing_objected, seen(*posted.case.taken[1:], rules=rules, state="publicised", dossier=(one,))) == found
