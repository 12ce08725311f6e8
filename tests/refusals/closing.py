"""The closing of a quarter tried wrongly: compiled, cleared, posted, its office's stage, checked, final, restated (T4 B13 B14 B31-B34 A34 A35 A50 A51)."""

from tests.machines.posted import POSTING, Posted
from tests.machines.test_objections_disputed import OFFICE
from tests.refusals.appraising import NEVER as SLIPS
from tests.refusals.bureau import LAST_EVENING, NOT_ADMITTED, halted
from tests.refusals.bureau import names as script_names
from tests.refusals.objecting import posted, quarter
from tests.refusals.tries import Try, scene
from tests.regimes.test_policies_order import LAST, Quarter

CLOSING = "quarterly_closing"
EVERYBODY = ("M01", "M02", "Y01", "Y02", "Y03", "Y04", "Y05", "Y06")
CLEARED = {"screened": "yes", "read": "yes"}
RESOLVED = {"resolution": "ZW-OK"}
DISPUTE = {"member": "M02", "component": "bonus", "claim": "少记两分"}
OPINED = {"resolution": "DJB-1", "members_asked": "yes", "masses_asked": "yes"}
ISSUED = {"number": "1号"}


def opinions(*names):
    return {**OPINED, "lines": [{"member": name, "opinion": "agreed"} for name in names or EVERYBODY]}


def resolutions(world):
    for no, body, actor, present in (
        ("ZW-OK", "branch_committee", "Y02", ["Y01", "Y02", "Y03"]),
        ("JF-1", "points_group", "Y04", ["Y04", "Y05"]),
    ):
        world.file("resolution", no, actor=actor, body=body, present=present, title="季度结账")


@halted("2024-03-27")
def before_the_end(world):
    """Claims are cut off on the 25th; the quarter ends on the 31st."""
    return script_names(world, "2024-03-27")


@scene()
def gathered(world):
    """The first quarter is cut off, M01's claim lies with the group."""
    played, claim = opened(world)
    return {"case": played.find(CLOSING, "2024-Q1"), "claim": claim}


def opened(world):
    """The branch with its committee on 2 April, and M01's claim of March."""
    played = Posted.__new__(Posted)
    played.world = world
    world.file("body", "branch_committee", members=["Y01", "Y02", "Y03", "Y05"], keepers=["Y02", "Y05"])
    resolutions(world)
    world.at("2024-03-20")
    played.sweep()
    claim = world.claim()
    world.at("2024-04-02")
    played.sweep()
    return played, claim


@scene()
def compiled(world):
    """Compiled, and not cleared; then M01's claim was posted after all."""
    played, claim = opened(world)
    no = played.find(CLOSING, "2024-Q1")
    world.step(no, "compile", "Y02", {"pending": [claim]}, key="spent")
    motion = world.verify(claim)
    world.call(motion)
    world.vote(motion)
    world.step(claim, "post", "Y02")
    return {"case": no, "claim": claim}


@scene(quarter)
def shown(world):
    """Posted until the 5th, on the 2nd."""
    played = posted(world)
    return {"case": played.closing}


@scene(quarter)
def objected(world):
    """M01's objection is admitted, and holds the sheet."""
    played = posted(world)
    played.admit(played.omission())
    return {"case": played.closing}


@scene(quarter)
def uncorrected(world):
    """M01 was right, and the sheets are not corrected; the window is over."""
    played = posted(world)
    no = played.told(played.omission(), "upheld", "3")
    world.step(no, "accept", "M01")
    world.at("2024-04-08")
    return {"case": played.closing}


@scene(quarter)
def two_quarters(world):
    """The second quarter is posted, and the first is not final."""
    played = posted(world)
    world.at("2024-07-02")
    played.sweep()
    no = played.find(CLOSING, "2024-Q2")
    world.step(no, "compile", "Y02", {})
    world.step(no, "clear", "Y01", CLEARED)
    world.step(no, "publicise", "Y03", POSTING)
    world.at("2024-07-08")
    return {"case": no}


@scene(quarter)
def issued(world):
    played = posted(world)
    world.at("2024-04-06")
    world.step(played.closing, "finalize", "Y02", {"resolution": played.resolve()})
    world.step(played.closing, "issue", "Y01", ISSUED)
    return {"case": played.closing, "claim": played.claim}


def office(world):
    played = Posted(world, OFFICE)
    world.file("body", "party_building_office", unit="xz", members=["adm"], keepers=["adm"])
    world.file("resolution", "DJB-1", actor="adm", unit="xz", body="party_building_office", present=["adm"], title="初步意见")
    resolutions(world)
    return played


@scene()
def reported(world):
    """The sheet lies with the office, which has not asked anybody."""
    played = office(world)
    world.at("2024-04-06")
    world.step(played.closing, "report", "Y01")
    return {"case": played.closing}


@scene()
def shown_before(world):
    """Where an office follows, the publicity is over."""
    played = office(world)
    world.at("2024-04-06")
    return {"case": played.closing}


@scene()
def office_last(world):
    """The same where the sheet is posted after the office's stage: compiled and cleared."""
    played = Quarter(world, LAST)
    resolutions(world)
    return {"case": played.no}


@scene()
def checking_first(world):
    """Members check, and it is posted after that."""
    played = Quarter(world, LAST)
    resolutions(world)
    played.do("report", "Y01")
    played.opinion()
    return {"case": played.no}


@scene()
def asking(world):
    names = reported(world)
    world.step(names["case"], "issue_slips", "Y02", {"slips": "5"})
    return names


@scene()
def checking(world):
    """Members check until the 11th; M01 has."""
    names = reported(world)
    world.at("2024-04-08")
    world.step(names["case"], "office_opinion", "adm", opinions())
    world.step(names["case"], "confirm_line", "M01", {"member": "M01"})
    return names


@scene()
def checked_long(world):
    names = checking(world)
    world.at("2024-04-12")
    return names


@scene(quarter)
def final(world):
    played = posted(world)
    world.at("2024-04-06")
    world.step(played.closing, "finalize", "Y02", {"resolution": played.resolve()})
    return {"case": played.closing}


UNGUARDED = (Try("", final, "issue", "Y01", ISSUED),)
CLOSINGS = (
    Try("quarter_over pending_listed", before_the_end, "compile", "K03", case="quarterly_closing/2024-Q1"),
    Try("pending_listed", gathered, "compile", "Y02"),
    Try("pending_listed resolved", gathered, "compile", "Y04", RESOLVED),
    Try("as_published", compiled, "clear", "Y01", CLEARED),
    Try("cleared as_published", compiled, "publicise", "Y03", POSTING),
    Try("office_first office_follows cleared as_published", compiled, "report", "Y01"),
    Try("changed", shown, "publicise", "Y03", POSTING),
    Try("office_follows window_over", shown, "report", "Y01"),
    Try("window_over", shown, "finalize", "Y02", RESOLVED),
    Try("held_in_check", objected, "dispute", "Y01", {**DISPUTE, "member": "Y01"}),
    Try("corrections_posted", uncorrected, "finalize", "Y02", RESOLVED),
    Try("earlier_final", two_quarters, "finalize", "Y02", RESOLVED),
    Try("later_order", issued, "restate", "Y02", {**RESOLVED, "order": "$claim", "members": ["M02"]}),
    LAST_EVENING,
    NOT_ADMITTED,
    Try("publicity_is_last", shown_before, "finalize", "Y02", RESOLVED),
    Try("some_slips", reported, "issue_slips", "Y02", {"slips": "0"}),
    Try("none_issued", asking, "issue_slips", "Y02", {"slips": "5"}),
    Try("each_has_opinion", reported, "office_opinion", "adm", opinions("M01")),
    Try("own_line", checking, "confirm_line", "M02", {"member": "Y01"}),
    Try("not_confirmed_yet", checking, "confirm_line", "M01", {"member": "M01"}),
    Try("own_line on_the_statement", checking, "dispute", "M02", {**DISPUTE, "member": "eve"}, by_hand=True),
    Try("still_to_check", checked_long, "dispute", "M02", DISPUTE),
    Try("checked", checking, "finalize_office", "Y02", RESOLVED),
    Try("changed", checking, "publicise", "Y03", POSTING),
    Try("publicity_first", office_last, "publicise", "Y03", POSTING),
    Try("checked", checking_first, "publicise", "Y03", POSTING),
    Try("publicity_first checked window_over", checking_first, "finalize_office", "Y02", RESOLVED),
    Try("FORBIDDEN_ROLE", compiled, "clear", "Y03", CLEARED),
    Try("ILLEGAL_STATE", compiled, "issue", "Y01", ISSUED),
    Try("STALE_VERSION", compiled, "send_back", "Y01", {"reason": "有漏记"}, version=0),
    Try("UNKNOWN_TRANSITION", compiled, "fly", "Y01"),
    Try("KEY_REUSED", compiled, "compile", "Y02", {"resolution": "JF-1"}, key="spent"),
)  # fmt: skip
NEVER = {
    "slip_unused": SLIPS["slip_unused"],
    "slips_left": SLIPS["slips_left"],
    "voice_complete": "the same",
    "posted_before": "it chooses between the first posting and a later one, and of the two the one that is meant is told",
    "sums_agree": "only a ledger that was changed past the write door fails it (tests/machines/test_quarterly_closing.py)",
}
