"""Claims of bonus points tried wrongly: filed, reviewed, verified, passed on, posted, taken back (T9 T10 B7 B31 A14 A21 A54)."""

from tests.machines.membership import Branch
from tests.machines.test_paths import FOUR
from tests.machines.test_placeholders import RULES as UNSET
from tests.refusals.bureau import OTHER_GROUP, OWN_CLAIM
from tests.refusals.objecting import posted, quarter
from tests.refusals.tries import Try, scene
from tests.world import CLAIM as DEED

CLAIM = "bonus_claim"
VERIFIED = {"verified": "8", "resolution": "JF-1"}
ORDER = {"order": "$order", "keep": "2"}


def resolutions(world):
    """JF-1 by the points group, ZW-1 by the committee."""
    world.file("body", "branch_committee", members=["Y01", "Y02", "Y05"], keepers=["Y02"])
    for no, body, actor, present in (("JF-1", "points_group", "Y04", ["Y04", "Y05"]), ("ZW-1", "branch_committee", "Y02", ["Y01", "Y02"])):
        world.file("resolution", no, actor=actor, body=body, present=present, title="核实加分")


@scene()
def drafting(world):
    """M01 writes; the same deed was claimed already. N10 came into scope on 9 March, and N11 never did."""
    world.at("2024-03-09")
    world.join("N10")
    world.file("person", "N11", name="新来的")
    world.file("membership", "N11", standing="formal")
    world.at("2024-03-11")
    first = world.claim(deed_on="2024-03-08")
    no, late = world.begin(CLAIM, "M01", key="spent"), world.begin(CLAIM, "N10")
    return {"case": no, "late": late, "first": first}


@scene()
def unset(world):
    world.file("adoption", UNSET.id, rules=UNSET, version=UNSET.version, sha256=UNSET.sha256)
    world.at("2024-03-11")
    return {"case": world.begin(CLAIM, "M01")}


@scene()
def verifying(world):
    """M01's claim and the keeper Y04's own lie with the points group; M02's is being voted on."""
    world.at("2024-03-11")
    no, own, voted = world.claim(), world.claim("Y04"), world.claim("M02")
    resolutions(world)
    motion = world.verify(voted)
    world.call(motion)
    world.step(motion, "open_vote", "Y01", {"discussion": "大家都同意", "heard": "not_needed", "issued": 8})
    return {"case": no, "own": own, "voted": voted}


@scene()
def returned(world):
    """M01 had until the 18th to complete it; and it is the 19th."""
    world.at("2024-03-11")
    no = world.claim()
    resolutions(world)
    world.step(no, "return", "Y04", {"reason": "缺少证明", "resolution": "JF-1"})
    world.at("2024-03-19", 0)
    return {"case": no}


@scene(of=Branch)
def four_bodies(world):
    """The points group and the committee verify, and the party committee decides."""
    world.founded("2024-01-02", FOUR)
    world.file("role", "Y05", role="group_leader")
    world.at("2024-03-11")
    no = world.claim("M01", item="honours", points="5")
    world.step(no, "group_pass", "Y05", {})
    resolutions(world)
    return {"case": no, "office": world.resolve("party_committee")}


@scene()
def approved(world):
    """The meeting has passed the claims of M01 and of Y02, who posts."""
    world.at("2024-03-11")
    found = [world.claim(who) for who in ("M01", "Y02")]
    motions = [world.verify(each) for each in found]
    world.call(*motions)
    for motion in motions:
        world.vote(motion)
    return {"case": found[0], "own": found[1]}


@scene(quarter)
def decided(world):
    """M02's bonus is to be halved; the objection is not closed, and the quarter is open."""
    played = posted(world)
    return {"case": played.claim, "order": played.told(played.overstated(), "partly", "-4")}


@scene(quarter)
def closed(world):
    """The same, late and closed as well as the quarter, which nobody restates."""
    played = posted(world)
    world.at("2024-04-06")
    world.step(played.closing, "finalize", "Y02", {"resolution": played.resolve()})
    no = played.told(played.overstated(), "partly", "-4", kind="late")
    world.step(no, "acknowledge", "M02", {"answer": "accepted"})
    world.step(no, "accept_part", "Y03")
    return {"case": played.claim, "order": no}


CLAIMS = (
    Try("enrolled", drafting, "create", "N11", begins=CLAIM),
    Try("in_catalogue", drafting, "submit", "M01", {**DEED, "item": "study"}, paper=True, by_hand=True),
    Try("in_range", drafting, "submit", "M01", {**DEED, "points": "11"}, paper=True),
    Try("has_evidence", drafting, "submit", "M01", DEED),
    Try("deed_in_time", drafting, "submit", "M01", {**DEED, "deed_on": "2024-03-12"}, paper=True),
    Try("deed_in_scope", drafting, "submit", "N10", {**DEED, "deed_on": "2024-03-08"}, paper=True, case="late"),
    Try("not_claimed_before", drafting, "submit", "M01", {**DEED, "deed_on": "2024-03-08"}, paper=True),
    Try("points_set", unset, "submit", "M01", DEED, paper=True),
    OWN_CLAIM,
    OTHER_GROUP,
    Try("not_own_case resolved", verifying, "reject", "Y04", {"reason": "不属实", "resolution": "JF-1"}, case="own"),
    Try("resolved", verifying, "return", "Y04", {"reason": "缺少证明", "resolution": "ZW-1"}),
    Try("not_above_claim", verifying, "verify_to_vote", "Y04", {**VERIFIED, "verified": "9"}),
    Try("meeting_decides last_in_turn", four_bodies, "verify_to_vote", "Y04", {**VERIFIED, "verified": "5"}),
    Try("committee_decides not_above_claim", verifying, "verify_ok", "Y02", {"verified": "9", "resolution": "ZW-1"}),
    Try("last_in_turn", four_bodies, "verify_ok", "U01", {"verified": "5", "resolution": "$office"}),
    Try("not_above_claim", four_bodies, "pass_on", "Y04", {**VERIFIED, "verified": "6"}),
    Try("motion_never_voted", verifying, "withdraw", "M02", case="voted"),
    Try("still_in_time", returned, "resubmit", "M01", {**DEED, "deed_on": "2024-03-11", "change": "补了照片"}, paper=True),
    Try("not_own_case", approved, "post", "Y02", case="own"),
    Try("ordered kept_as_decided", decided, "reverse", "Y02", ORDER),
    Try("period_open", closed, "reverse", "Y02", {**ORDER, "keep": "6"}),
    Try("FORBIDDEN_ROLE", drafting, "submit", "Y01", DEED, paper=True),
    Try("ILLEGAL_STATE", drafting, "post", "Y02"),
    Try("STALE_VERSION", verifying, "withdraw", "M01", version=0),
    Try("UNKNOWN_TRANSITION", drafting, "fly", "M01"),
    Try("KEY_REUSED", drafting, "submit", "M01", {**DEED, "points": "11"}, paper=True, key="spent"),
)  # fmt: skip
NEVER = {"carried": "nothing is approved without the motion or the resolution that it asks for"}
