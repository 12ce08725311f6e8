"""Late supplements and letters of commitment tried wrongly (B12 A40, B29 B35)."""

from tests.machines.opted import LETTER, ON, PERIOD_END, Opted
from tests.refusals.tries import Try, scene
from tests.regimes.examples import changed

SUPPLEMENT, COMMITMENT = "late_supplement", "commitment_letter"
ASKED = {"item": "org_life", "activity_on": "2024-02-20", "activity": "党课", "reason": "因公出差"}
ABOUT = {"begins": SUPPLEMENT, "subject": "M01", "period": "2024-Q1"}
OTHER = {**ABOUT, "subject": "M02"}
UNSET = changed(
    *ON, ("code: org_life, label: 组织生活, component: base,", "code: org_life, label: 组织生活, component: base, placeholder: yes,")
)
ATTESTED = {"statement": "当日在场"}
ASSESSED = {"ratio": "0.9", "evidence": "办件记录", "resolution": "ZW-OK"}


def begun(world, day="2024-03-11", of=Opted, **more):
    branch = of(world, day, **more)
    for no, body, actor, present in (
        ("ZW-OK", "branch_committee", "Y02", ["Y01", "Y02", "Y05"]),
        ("JF-1", "points_group", "Y04", ["Y04", "Y05"]),
    ):
        world.file("resolution", no, actor=actor, body=body, present=present, title="研究事项")
    return branch


@scene()
def without(world):
    """Under rules that have neither."""
    world.at("2024-03-11")
    return {"case": ""}


@scene()
def requested(world):
    """M01 and the leader Y06 have asked, so has M02, of another group than the leader; N10 came into scope today."""
    branch = begun(world)
    world.join("N10")
    branch.sheet("2024-02", ("M02", "study", "2024-02-20"))
    no = world.begin(SUPPLEMENT, "M01", subject="M01", period="2024-Q1", form=ASKED, key="spent")
    names = {"case": no, "own": branch.ask("2024-02-20", "Y06"), "other": branch.ask("2024-02-20", "M02")}
    world.file("membership", "M02", standing="formal", group="二组")
    return names


@scene()
def attended(world):
    """Attested, M01 and M02 attended again on the 12th, and it is the 13th; what M01 had asked for is on February's sheet now."""
    branch = begun(world)
    no, own = branch.ask("2024-02-20"), branch.ask("2024-02-20", "Y02")
    for each in (no, own):
        branch.attest(each)
    world.at("2024-03-12")
    branch.sheet("2024-03", ("M01", "org_life", "2024-03-12"), ("M02", "org_life", "2024-03-12"))
    branch.sheet("2024-02", ("M01", "org_life", "2024-02-20"))
    world.at("2024-03-13", 0)
    return {"case": no, "own": own}


@scene()
def final(world):
    """The quarter is final since 19 April; M01's supplement was posted in time, M02's lies attested. It is the day of LS2."""
    branch = begun(world, "2024-03-29", rules=PERIOD_END)
    no, left = branch.ask("2024-02-20"), branch.ask("2024-02-20", "M02")
    for each in (no, left):
        branch.attest(each)
    world.step(no, "post", "Y02")
    world.at("2024-04-15")
    branch.finalize()
    world.at("2024-04-20", 0)
    return {"case": no, "left": left}


@scene()
def unset(world):
    """The points of the organisational life are not set by the rules."""
    begun(world, rules=UNSET)
    return {}


SUPPLEMENTS = (
    Try("supplements_allowed", without, "create", "M01", ASKED, **ABOUT),
    Try("asked_by_the_member_or_the_recorder", requested, "create", "M02", ASKED, **{**ABOUT, "subject": "Y05"}),
    Try("period_open", final, "create", "M02", {**ASKED, "activity_on": "2024-03-05"}, **OTHER),
    Try("in_catalogue", requested, "create", "M02", {**ASKED, "item": "volunteer"}, **OTHER, by_hand=True),
    Try("points_set", unset, "create", "M01", ASKED, **ABOUT),
    Try("in_its_period", requested, "create", "Y05", {**ASKED, "activity_on": "2024-03-12"}, **{**ABOUT, "subject": "Y05"}),
    Try("in_scope_then", requested, "create", "N10", ASKED, **{**ABOUT, "subject": "N10"}),
    Try("not_supplemented_before", requested, "create", "M01", ASKED, **ABOUT),
    Try("not_yet_registered", requested, "create", "M02", {**ASKED, "item": "study"}, **OTHER),
    Try("before_next_activity", attended, "create", "M02", ASKED, **OTHER),
    Try("of_own_group", requested, "attest", "Y06", ATTESTED, case="other"),
    Try("not_own_case", requested, "attest", "Y06", ATTESTED, case="own"),
    Try("not_own_case", attended, "refuse", "Y02", {"reason": "不合规定"}, case="own"),
    Try("before_next_activity not_yet_registered", attended, "post", "Y02"),
    Try("period_open", final, "post", "Y02", case="left"),
    Try("ordered period_open", final, "reverse", "Y02", {"order": "$left"}),
    Try("FORBIDDEN_ROLE", requested, "attest", "M01", ATTESTED),
    Try("ILLEGAL_STATE", requested, "post", "Y02"),
    Try("STALE_VERSION", requested, "refuse", "Y02", {"reason": "不合规定"}, version=7),
    Try("UNKNOWN_TRANSITION", requested, "fly", "M01"),
    Try("KEY_REUSED", requested, "create", "M01", {**ASKED, "activity": "另一次党课"}, **ABOUT, key="spent"),
)  # fmt: skip


@scene()
def drafted(world):
    """M01's letter is begun; M02's too, who has left the scope since; N10 never was in it for long."""
    begun(world, "2024-01-10")
    names = {"case": world.begin(COMMITMENT, "M01", key="spent"), "out": world.begin(COMMITMENT, "M02")}
    world.file("scope", "M02", since="2024-01-01", until="2024-01-09")
    world.file("scope", "Y03", since="2024-01-01", until="2024-01-09")
    return names


@scene()
def reviewed(world):
    """Letters with the head: M01's, the head's own, and one that the secretary is to sign, the secretary's own."""
    branch = begun(world, "2024-01-10")
    names = {"case": branch.letter("M01"), "own": branch.letter("Y06"), "secretary": branch.letter("Y01")}
    world.file("role", "Y03", role="dept_head")
    world.step(names["secretary"], "dept_ok", "Y06", {})
    return names


@scene()
def archived(world):
    """In November: M01's letter, and that of Y02, who keeps the committee's minutes."""
    branch = begun(world, "2024-01-10")
    names = {"case": branch.signed("M01"), "own": branch.signed("Y02")}
    world.at("2024-11-20", 0)
    return names


@scene()
def december(world):
    names = archived(world)
    world.at("2024-12-10", 0)
    return names


LETTERS = (
    Try("letters_kept", without, "create", "M01", begins=COMMITMENT),
    Try("for_this_year", drafted, "create", "Y05", begins=COMMITMENT, period="2025"),
    Try("in_scope", drafted, "create", "Y03", begins=COMMITMENT),
    Try("no_other_letter", drafted, "create", "M01", begins=COMMITMENT),
    Try("in_scope", drafted, "submit", "M02", LETTER, case="out"),
    Try("by_the_right_head", reviewed, "dept_ok", "Y03", {}, case="own"),
    Try("not_own_case", reviewed, "dept_return", "Y06", {"reason": "目标不具体"}, case="own"),
    Try("not_own_case", reviewed, "sign", "Y01", {}, case="secretary"),
    Try("not_own_case", reviewed, "sign_return", "Y01", {"reason": "目标不具体"}, case="secretary"),
    Try("december_come", archived, "assess", "Y02", ASSESSED),
    Try("not_own_case", december, "assess", "Y02", ASSESSED, case="own"),
    Try("ratio_within_one", december, "assess", "Y02", {**ASSESSED, "ratio": "1.01"}),
    Try("resolved", december, "assess", "Y02", {**ASSESSED, "resolution": "JF-1"}, by_hand=True),
    Try("out_of_scope", drafted, "void", "Y01", {"reason": "不再参加"}),
    Try("FORBIDDEN_ROLE", reviewed, "sign", "Y03", {}, case="secretary"),
    Try("ILLEGAL_STATE", drafted, "dept_ok", "Y06", {}),
    Try("STALE_VERSION", drafted, "submit", "M01", LETTER, version=7),
    Try("UNKNOWN_TRANSITION", drafted, "fly", "M01"),
    Try("KEY_REUSED", drafted, "create", "M01", begins=COMMITMENT, period="2025", key="spent"),
)  # fmt: skip
