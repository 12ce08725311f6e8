"""The year's roll tried wrongly: applications (T1 T2), and their review in batches."""

from tests.machines.roll import AUTOMATIC_SCOPE, NO_VOTE, PAPER, Roll
from tests.refusals.tries import Try, scene

APPLICATION, REVIEW = "enrollment_application", "branch_review"
BATCH = {"title": "第一批", "intake_until": "2024-01-15"}
ENDING = {"on": "2024-01-09", "ground": "transfer_out", "resolution": "ZW-OK"}
COMPLETED = {**PAPER, "change": "补签了名"}


def begun(world, day="2024-01-08"):
    world.at(day)
    roll = Roll(world)
    for no, present, body in (("ZW-OK", ["Y01", "Y02", "Y05"], "branch_committee"), ("ZW-TWO", ["Y01", "Y02"], "branch_committee")):
        world.file("resolution", no, actor="Y02", body=body, present=present, title="入册审核")
    world.file("resolution", "JF-1", actor="Y04", body="points_group", present=["Y04", "Y05"], title="别的决议")
    return roll


def adopt(world, rules):
    world.file("adoption", rules.id, rules=rules, version=rules.version, sha256=rules.sha256)


@scene()
def drafted(world):
    begun(world)
    no = world.begin(APPLICATION, "M01", key="spent")
    world.join("N10", standing="activist")
    return {"case": no}


@scene()
def automatic(world):
    begun(world)
    adopt(world, AUTOMATIC_SCOPE)
    return {"case": ""}


@scene()
def voted_down(world):
    roll = begun(world)
    _, (no,), motions = roll.approved("M01")
    world.call(*motions)
    world.vote(motions[0], 3, 5)
    return {"case": no}


@scene()
def too_late(world):
    roll = begun(world)
    no = roll.apply()
    roll.decide(roll.reviewing(no), no, "return", "没有签名")
    world.at("2024-01-16", 0)
    return {"case": no}


@scene()
def being_voted(world):
    roll = begun(world)
    _, (no,), (motion,) = roll.approved("M01")
    world.call(motion)
    world.step(motion, "open_vote", "Y01", {"discussion": "无", "heard": "not_needed", "issued": 8})
    return {"case": no}


@scene()
def enrolled(world):
    """Of M01, and of Y02, who keeps the committee's minutes."""
    roll = begun(world)
    _, (no,), motions = roll.approved("M01")
    world.call(*motions)
    world.vote(motions[0])
    _, (own,), motions = roll.approved("Y05")
    world.call(*motions)
    world.vote(motions[0])
    world.file("body", "branch_committee", members=["Y01", "Y02", "Y05"], keepers=["Y02", "Y05"])
    return {"case": no, "own": own}


@scene()
def intake(world):
    roll = begun(world)
    first, second = roll.apply("M01"), roll.apply("M02")
    return {"case": roll.batch(), "first": first, "second": second}


@scene()
def gathered(world):
    roll = begun(world)
    no, batch = roll.apply(), roll.batch(until="2024-01-08")
    world.step(batch, "close_intake", "Y03", {"items": [no]}, key="spent")
    return {"case": batch, "first": no}


@scene()
def reviewing(world):
    """Of M01, M02 and Y02 nobody is decided on yet."""
    roll = begun(world)
    items = {name: roll.apply(name) for name in ("M01", "M02", "Y02")}
    return {"case": roll.reviewing(*items.values()), **items}


@scene()
def decided(world):
    roll = begun(world)
    no = roll.apply()
    batch = roll.reviewing(no)
    roll.decide(batch, no, "reject", "不在本支部")
    return {"case": batch, "item": no}


@scene()
def concluded(world):
    """M01 is agreed to; the meeting is to vote."""
    roll = begun(world)
    no = roll.apply()
    batch = roll.reviewing(no)
    roll.decide(batch, no)
    world.step(batch, "conclude", "Y01", {"resolution": "ZW-OK"})
    return {"case": batch, "item": no}


@scene()
def refused_all(world):
    roll = begun(world)
    no = roll.apply()
    batch = roll.reviewing(no)
    roll.decide(batch, no, "reject", "不在本支部")
    world.step(batch, "conclude", "Y01", {"resolution": "ZW-OK"})
    return {"case": batch}


@scene()
def no_meeting(world):
    """Under rules where the committee itself enrols."""
    world.at("2024-01-08")
    adopt(world, NO_VOTE)
    return concluded(world)


@scene()
def at_meeting(world):
    batch, _, _ = begun(world).approved("M01")
    return {"case": batch}


def item(no, **more):
    return {"item": no, "result": "approve", "reason": "", "resolution": "ZW-OK", **more}


APPLYING = (
    Try("applications_asked", automatic, "create", "M01", begins=APPLICATION),
    Try("of_the_branch", drafted, "create", "N10", begins=APPLICATION),
    Try("for_this_year", drafted, "create", "M02", begins=APPLICATION, period="2025"),
    Try("not_applied_before", drafted, "create", "M01", begins=APPLICATION),
    Try("not_voted_down", voted_down, "create", "M01", begins=APPLICATION),
    Try("has_the_paper", drafted, "create", "Y03", begins=APPLICATION, entered_for="M02"),
    Try("has_files", drafted, "submit", "M01", PAPER),
    Try("dated_by_now", drafted, "submit", "M01", {**PAPER, "form_date": "2024-01-09"}, paper=True),
    Try("dated_by_now has_files", drafted, "submit", "M01", {**PAPER, "form_date": "2023-06-30"}),
    Try("still_in_time", too_late, "resubmit", "M01", COMPLETED),
    Try("motion_never_voted", being_voted, "withdraw", "M01"),
    Try("not_own_case", enrolled, "end", "Y05", ENDING, case="own", paper=True),
    Try("resolved", enrolled, "end", "Y02", {**ENDING, "resolution": "JF-1"}, paper=True),
    Try("resolved", enrolled, "end", "Y02", {**ENDING, "resolution": "ZW-NONE"}, paper=True),
    Try("has_files", enrolled, "end", "Y02", ENDING),
    Try("while_enrolled", enrolled, "end", "Y02", {**ENDING, "on": "2025-01-01"}, paper=True),
    Try("FORBIDDEN_ROLE", drafted, "submit", "Y01", PAPER, paper=True),
    Try("FORBIDDEN_ROLE", enrolled, "end", "Y03", ENDING, paper=True),
    Try("ILLEGAL_STATE", drafted, "resubmit", "M01", COMPLETED),
    Try("STALE_VERSION", drafted, "submit", "M01", PAPER, paper=True, version=7),
    Try("UNKNOWN_TRANSITION", drafted, "fly", "M01"),
    Try("KEY_REUSED", drafted, "create", "M01", begins=APPLICATION, period="2025", key="spent"),
)  # fmt: skip

REVIEWING = (
    Try("applications_asked", automatic, "create", "Y03", BATCH, begins=REVIEW, period="2024"),
    Try("year_begun", intake, "create", "Y03", BATCH, begins=REVIEW, period="2025"),
    Try("year_begun", intake, "create", "Y03", BATCH, begins=REVIEW, period="2024-Q1"),
    Try("intake_over", intake, "close_intake", "Y03", {"items": ["$first", "$second"]}),
    Try("all_submitted_listed intake_over", intake, "close_intake", "Y03", {"items": ["$first"]}),
    Try("resolved", gathered, "start_review", "Y02", {"resolution": "JF-1"}),
    Try("any_undecided item_under_review", decided, "decide_item", "Y02", item("$item")),
    Try("not_own_item", reviewing, "decide_item", "Y02", item("$Y02")),
    Try("applicant_abstains", reviewing, "decide_item", "Y01", item("$Y02", resolution="ZW-TWO")),
    Try("item_under_review", reviewing, "decide_item", "Y02", item("D1ZB-RC-2024-0099")),
    Try("reasoned", reviewing, "decide_item", "Y02", item("$M01", result="return")),
    Try("reasoned resolved", reviewing, "decide_item", "Y02", item("$M01", result="reject", resolution="JF-1")),
    Try("all_decided", reviewing, "conclude", "Y01", {"resolution": "ZW-OK"}),
    Try("committee_resolved", decided, "conclude", "Y01", {"resolution": "JF-1"}),
    Try("meeting_decides", no_meeting, "put_to_meeting", "Y01"),
    Try("some_approved", refused_all, "put_to_meeting", "Y01"),
    Try("none_approved", concluded, "cancel", "Y01", {"reason": "不办了"}),
    Try("committee_decides", concluded, "fix_list", "Y03"),
    Try("all_voted", at_meeting, "fix_list", "Y03"),
    Try("FORBIDDEN_ROLE", reviewing, "conclude", "Y03", {"resolution": "ZW-OK"}),
    Try("FORBIDDEN_ROLE", intake, "create", "M01", BATCH, begins=REVIEW, period="2024"),
    Try("ILLEGAL_STATE", gathered, "conclude", "Y01", {"resolution": "ZW-OK"}),
    Try("STALE_VERSION", concluded, "cancel", "Y01", {"reason": "不办了"}, version=1),
    Try("UNKNOWN_TRANSITION", gathered, "fly", "Y03"),
    Try("KEY_REUSED", gathered, "close_intake", "Y03", {"items": ["D1ZB-RC-2024-0099"]}, key="spent"),
)  # fmt: skip
