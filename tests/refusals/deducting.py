"""Deductions and vetoes tried wrongly: the lead, the notice, the reply, the figure, the decision, the ledger (T11 B8 B10 B30 A14 A21 A38 A51)."""

from tests.machines.posted import POSTING
from tests.machines.test_placeholders import RULES as UNSET
from tests.refusals.claiming import resolutions
from tests.refusals.objecting import posted, quarter
from tests.refusals.tries import Try, scene
from tests.regimes.examples import changed

DEDUCTION = "deduction_proposal"
LEAD = {"source": "routine", "kind": "deduction", "item": "absence", "happened_on": "2024-03-05", "facts": "两次缺席"}
ABOUT = {"begins": DEDUCTION, "subject": "M01"}
NARROW = changed(("sources: {is: [superior_feedback, routine, masses], by: T11}", "sources: {is: [superior_feedback, routine], by: T11}"))
BY_COMMITTEE = changed(("deduction: {is: [points_group, member_meeting], by: T11}", "deduction: {is: [branch_committee], by: B8}"))
NOTICE = {"facts": "两次缺席", "evidence": "签到表", "resolution": "JF-1"}
PROPOSAL = {"points": "2", "resolution": "JF-1"}
REASONED = {"reason": "查无实据", "resolution": "JF-1"}
DECIDED = {"points": "1", "resolution": "ZW-1"}


def begun(world, **lead):
    """A lead about M01, by the recorder."""
    return world.begin(DEDUCTION, "Y03", subject=lead.pop("subject", "M01"), form={**LEAD, **lead})


def noticed(world, no, by="Y04", resolution="JF-1"):
    world.step(no, "accept_lead", by, {"resolution": resolution})
    world.step(no, "notify", by, {**NOTICE, "resolution": resolution}, files=(world.paper("签到表", by),))
    return no


def replied(world, no, member="M01", **more):
    noticed(world, no, **more)
    world.step(no, "reply", member, {"statement": "当天请过假"})
    return no


@scene()
def received(world):
    """M01's and the keeper Y04's own; of another M01 is told. N10 came into scope on 9 March."""
    world.at("2024-03-09")
    world.join("N10")
    world.at("2024-03-11")
    resolutions(world)
    no = world.begin(DEDUCTION, "Y03", subject="M01", form=LEAD, key="spent")
    return {"case": no, "own": begun(world, subject="Y04"), "told": noticed(world, begun(world, happened_on="2024-03-06"))}


@scene()
def narrowed(world):
    """The rules take no lead of the masses."""
    world.at("2024-03-11")
    resolutions(world)
    world.file("adoption", NARROW.id, rules=NARROW, version=NARROW.version, sha256=NARROW.sha256)
    return {"case": begun(world)}


@scene()
def unset(world):
    world.file("adoption", UNSET.id, rules=UNSET, version=UNSET.version, sha256=UNSET.sha256)
    world.at("2024-03-11")
    return {"case": ""}


@scene()
def verifying(world):
    world.at("2024-03-11")
    resolutions(world)
    no = begun(world)
    world.step(no, "accept_lead", "Y04", {"resolution": "JF-1"})
    return {"case": no}


@scene()
def heard(world):
    """M01 has replied, M02 has not; and of Y06 a motion is being voted on."""
    world.at("2024-03-11")
    resolutions(world)
    no, silent, voted = (
        replied(world, begun(world)),
        noticed(world, begun(world, subject="M02")),
        replied(world, begun(world, subject="Y06"), "Y06"),
    )
    motion = world.number(world.step(voted, "to_decision", "Y04", PROPOSAL).caused[0].case_id)
    world.call(motion)
    world.step(motion, "open_vote", "Y01", {"discussion": "大家都同意", "heard": "heard", "issued": 8})
    return {"case": no, "silent": silent, "voted": voted}


@scene()
def deciding(world):
    """The committee decides by these rules: of M01's, on two points."""
    world.at("2024-03-11")
    resolutions(world)
    world.file("adoption", BY_COMMITTEE.id, rules=BY_COMMITTEE, version=BY_COMMITTEE.version, sha256=BY_COMMITTEE.sha256)
    no = replied(world, begun(world), by="Y02", resolution="ZW-1")
    world.step(no, "to_decision", "Y02", {**PROPOSAL, "resolution": "ZW-1"})
    return {"case": no}


def carried(world):
    """Two points that the meeting has taken off M01 for a deed of March, on 4 April."""
    no = replied(world, begun(world))
    motion = world.number(world.step(no, "to_decision", "Y04", PROPOSAL).caused[0].case_id)
    world.call(motion)
    world.step(motion, "open_vote", "Y01", {"discussion": "依据签到表", "heard": "heard", "issued": 8})
    world.step(motion, "pass", "Y02", {"in_favour": 8, "against": 0, "abstained": 0, "returned": 8})
    return no


@scene(quarter)
def objected(world):
    """Posted; and M01 is half right, which is not closed yet."""
    played = posted(world)
    no = carried(world)
    world.step(no, "post", "Y02")
    world.step(played.closing, "publicise", "Y03", POSTING)
    return {
        "case": no,
        "order": played.told(played.file("M01", "M01", component="deduction", targets=[no], claim="请过一次假"), "partly", "-1"),
    }


@scene(quarter)
def too_late(world):
    """The quarter was final before it came to be posted."""
    played = posted(world)
    no = carried(world)
    world.at("2024-04-06")
    world.step(played.closing, "finalize", "Y02", {"resolution": played.resolve()})
    return {"case": no}


LEADS = (
    Try("item_of_kind", received, "create", "Y03", {**LEAD, "item": "veto_crime"}, **ABOUT),
    Try("deed_past", received, "create", "Y03", {**LEAD, "happened_on": "2024-03-12"}, **ABOUT),
    Try("in_scope_then", received, "create", "Y03", LEAD, begins=DEDUCTION, subject="N10"),
    Try("not_own_case", received, "create", "Y03", LEAD, begins=DEDUCTION, subject="Y03"),
    Try("source_admitted", narrowed, "create", "Y03", {**LEAD, "source": "masses"}, **ABOUT),
    Try("points_set", unset, "create", "Y03", LEAD, **ABOUT),
    Try("not_own_case resolved", received, "accept_lead", "Y04", {"resolution": "JF-1"}, case="own"),
    Try("resolved", received, "reject_lead", "Y04", {**REASONED, "resolution": "ZW-1"}),
    Try("evidence_listed", verifying, "notify", "Y04", NOTICE),
    Try("heard_or_silent", heard, "to_decision", "Y04", PROPOSAL, case="silent"),
    Try("amount_in_range", heard, "to_decision", "Y04", {**PROPOSAL, "points": "4"}),
    Try("resolved", heard, "refer", "Y02", {"to": "乡镇纪委", "reason": "涉嫌违纪", "resolution": "JF-1"}),
    Try("not_being_voted", heard, "drop", "Y04", REASONED, case="voted"),
    Try("committee_decides", heard, "confirm", "Y02", DECIDED, case="voted"),
    Try("not_raised", deciding, "confirm", "Y02", {**DECIDED, "points": "3"}),
    Try("resolved", deciding, "not_confirm", "Y02", REASONED),
    Try("period_open", too_late, "post", "Y02"),
    Try("ordered kept_as_decided", objected, "reverse", "Y02", {"order": "$order", "keep": "2"}),
    Try("FORBIDDEN_ROLE", received, "accept_lead", "Y02", {"resolution": "ZW-1"}),
    Try("ILLEGAL_STATE", received, "post", "Y02"),
    Try("STALE_VERSION", verifying, "notify", "Y04", NOTICE, version=0),
    Try("UNKNOWN_TRANSITION", received, "fly", "Y04"),
    Try("KEY_REUSED", received, "create", "Y03", {**LEAD, "happened_on": "2024-03-12"}, key="spent", **ABOUT),
)  # fmt: skip
UNGUARDED = (Try("", received, "reply", "M01", {"statement": "当天请过假"}, case="told"),)
NEVER = {
    "meeting_decides": "it chooses between two rows of one step, and the row that the rules mean is the one that is told",
    "carried": "nothing is confirmed without the motion or the resolution that it asks for",
}
