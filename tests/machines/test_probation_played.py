"""K12 of the bureau's year through the write door: too early, in time, extended once, not twice, and in the end cancelled (B23 N8 A43, domain §6.2)."""

import pytest

from procflow.access import organisation
from procflow.errors import Refused
from procflow.models import Notice
from procflow.proof.check import verify
from tests.machines.membership import Branch, opinion

EXTENDED = "2025-09-15"


@pytest.fixture
def branch(world):
    world.__class__ = Branch
    return world.set_up()


def begin(branch, trigger="term_ending"):
    return branch.begin("probation_case", "Y01", subject="K12", form={"trigger": trigger, "ground": "预备期将满"})


def member(branch):
    found = organisation(branch.session, "d1").person("K12", branch.today)
    branch.session.commit()
    return found


def test_k12_is_extended_once_after_the_end_of_the_term_and_not_again_B23_N8_A43(branch):
    no = begin(branch)
    codes = [
        branch.refused(no, "form_opinion", "Y02", {**opinion(months=each), "resolution": branch.resolve()}).code for each in ("3", "13")
    ]
    assert codes == ["GUARD_FAILED", "GUARD_FAILED"]
    branch.decided(no, "form_opinion", opinion())
    assert branch.state(no) == "awaiting_term"  # by itself: the term runs until 15 March
    early, late = branch.meeting("2025-03-14"), branch.meeting("2025-03-17")
    refused = branch.refused(no, "to_meeting_direct", "Y01", {"meeting": early, "invited": "yes"})
    assert (refused.code, refused.refusals[0].inputs) == ("TOO_EARLY", {"until": "2025-03-15", "on": "2025-03-14"})
    motion = branch.to_meeting(no, late)
    asked = branch.chain(motion)[0].body["form"]
    assert (asked["kind"], asked["adverse"], asked["put_by"]) == ("membership", "yes", "branch_committee")
    assert branch.refused(motion, "schedule", "Y01", {"meeting": early}).code == "TOO_EARLY"  # nor by another way onto that agenda
    branch.held(motion, late, "2025-03-17", 9)
    assert (branch.state(motion), branch.state(no), branch.tasks(no)[0].due) == ("passed", "pending_approval", "2025-06-17")
    branch.at("2025-04-08")
    branch.approved(no, "approve_extend")
    seen = member(branch)
    assert (branch.state(no), seen.standing, seen.probation_until, seen.extensions, seen.group) == (
        "extended",
        "probationary",
        EXTENDED,
        1,
        "第一党小组",
    )
    branch.step(no, "appeal", "K12", {"reason": "请再考虑"})  # N10: open while it weighs on the member
    branch.at("2025-09-14")
    branch.sweep()
    assert branch.state(no) == "extended"
    branch.at(EXTENDED)
    branch.sweep()
    assert branch.state(no) == "reassessment"
    again = branch.refused(no, "form_opinion", "Y02", {**opinion(), "resolution": branch.resolve()})
    assert (again.code, [each.guard for each in again.refusals]) == ("GUARD_FAILED", ["may_extend"])
    unknown = branch.refused(no, "form_opinion", "Y02", {**opinion("regularize"), "resolution": branch.resolve()})
    assert unknown.code == "RULE_UNDEFINED"  # no quarter of the extension is closed
    branch.decided(no, "form_opinion", opinion("cancel"))
    later = branch.meeting("2025-09-17")
    branch.held(branch.to_meeting(no, later), later, "2025-09-17", 8)
    branch.approved(no, "approve_cancel")
    seen = member(branch)
    assert (branch.state(no), seen.standing, seen.scope_until, seen.may_vote) == ("cancelled", "cancelled", "2025-09-17", False)
    branch.later(1)
    with pytest.raises(Refused) as caught:  # the account is frozen
        branch.begin("bonus_claim", "K12")
    assert caught.value.code == "NOT_IN_SCOPE"
    told = [row.sentence for row in branch.rows(Notice, Notice.addressee == "K12")]
    assert sum("申诉" in each for each in told) == 2
    assert verify(branch.session).findings == ()
