"""Exemptions, and the opting in of activists, tried wrongly (B2 B28 A41, B3 A42)."""

from tests.machines.disposed import POSTING
from tests.machines.opted import RULES, Opted
from tests.machines.test_exempting import LONG
from tests.machines.test_exempting import POSTED as SHOWN
from tests.refusals.supplements import begun, without
from tests.refusals.tries import Try, scene

EXEMPTION, JOINING = "exemption_application", "activist_opt_in"
APPLIED = {"reason": "long_residence_elsewhere", "detail": ""}
COMPLETED = {**APPLIED, "change": "补了证明"}
DONE, REASONED = {"resolution": "ZW-OK"}, {"resolution": "ZW-OK", "reason": "材料不实"}
FILING = {"receipt": "HZ-1", "filed_on": "2024-01-10", "resolution": "SJ-1"}
ENDING = {"ground": "request", "receipt": "HZ-2", "on": "2024-01-12", "resolution": "ZW-OK"}
WISH = {"statement": "自愿参加"}
LEFT = {"ground": "left", "on": "2024-01-10", "resolution": "ZW-OK"}


class Exempting(Opted):
    """M01 and Y05 are retired, Y05 keeps the committee's minutes; above them sits the committee of the township, whose minutes P01 keeps."""

    def apply(self, member="M01"):
        no = self.world.begin(EXEMPTION, member)
        self.world.step(no, "submit", member, APPLIED, files=(self.world.paper("居住证明", member),))
        return no

    def agree(self, no, by="Y02"):
        self.world.step(no, "take_up", by, {"resolution": self.resolve()})
        self.world.step(no, "agree", by, {"resolution": self.resolve(), "unable": "yes"})
        return no


def retired(world, rules=RULES):
    branch = begun(world, "2024-01-08", Exempting, rules=rules)
    for name in ("M01", "M02", "Y05"):
        world.file("membership", name, standing="formal", retired="yes")
    world.file("person", "P01", unit="xz", name="乡镇党委甲")
    world.file("body", "party_committee", unit="xz", members=["P01", "P02", "P03"], keepers=["P01"])
    world.file("resolution", "SJ-1", actor="P01", unit="xz", body="party_committee", present=["P01", "P02"], title="备案")
    world.file("resolution", "SJ-0", actor="P01", unit="xz", body="party_committee", present=["P01"], title="备案")
    return branch


@scene()
def drafted(world):
    """M01 writes; Y05's own application is handed in; the roll knows Y01 as no retired member and N10 as no member at all."""
    branch = retired(world)
    names = {"case": world.begin(EXEMPTION, "M01", key="spent"), "own": branch.apply("Y05")}
    world.join("N10", standing="activist")
    world.file("membership", "N10", standing="activist", retired="yes")
    return names


@scene()
def returned(world):
    """M01 had until the 15th to complete it, and it is the 16th; Y05's own is under review."""
    branch = retired(world)
    no, own = branch.apply(), branch.apply("Y05")
    for each in (no, own):
        world.step(each, "take_up", "Y02", {"resolution": branch.resolve()})
    world.step(no, "return", "Y02", {"resolution": branch.resolve(), "reason": "缺少证明"})
    world.at("2024-01-16", 0)
    return {"case": no, "own": own}


@scene()
def agreed(world):
    """M01 and P01, who keeps the superior's minutes and is a member here, wait for the filing since the 8th."""
    branch = retired(world)
    world.file("membership", "P01", standing="formal", retired="yes")
    world.file("scope", "P01")
    no, own = branch.agree(branch.apply()), branch.agree(branch.apply("P01"))
    world.at("2024-01-10", 0)
    return {"case": no, "own": own}


@scene()
def long_way(world):
    """M01's application lies with the points group, and the committee reviews after it."""
    branch = retired(world, LONG)
    no = branch.apply()
    world.step(no, "take_up", "Y04", {"resolution": "JF-1"})
    return {"case": no}


@scene()
def posted(world):
    """M01's exemption is posted since the 8th, until the 11th, and M02 objects; Y05's is agreed."""
    branch = retired(world, SHOWN)
    no, own = branch.agree(branch.apply()), branch.agree(branch.apply("Y05"))
    world.step(no, "publicise", "Y03", POSTING)
    said = {"sheet": no, "about": "exemption", "component": "other", "claim": "常在村里", "source": "member"}
    world.begin("objection_review", "M02", subject="M01", period="2024", form=said)
    return {"case": no, "own": own}


@scene()
def exempt(world):
    """M01 and Y05 are exempt from the 10th; receipt HZ-2 concerns M01, HZ-3 somebody else."""
    branch = retired(world)
    no, own = branch.agree(branch.apply()), branch.agree(branch.apply("Y05"))
    world.at("2024-01-10")
    for number, each in enumerate((no, own)):
        world.step(each, "file", "P01", {**FILING, "receipt": f"HZ-9{number}"})
    for receipt, person in (("HZ-2", "M01"), ("HZ-3", "M02")):
        world.file("receipt", receipt, actor="Y01", about="恢复纳入", addressee="party_committee", persons=[person])
    world.at("2024-01-12", 0)
    return {"case": no, "own": own}


EXEMPTIONS = (
    Try("exemptions_allowed retired_only", without, "create", "M01", begins=EXEMPTION),
    Try("retired_only", drafted, "create", "Y01", begins=EXEMPTION),
    Try("of_the_branch", drafted, "create", "N10", begins=EXEMPTION),
    Try("no_exemption_before", drafted, "create", "M01", begins=EXEMPTION),
    Try("reason_listed", drafted, "submit", "M01", {**APPLIED, "reason": "busy"}, paper=True, by_hand=True),
    Try("detail_given has_files", drafted, "submit", "M01", {**APPLIED, "reason": "other"}),
    Try("not_own_case", drafted, "take_up", "Y05", DONE, case="own"),
    Try("resolved", drafted, "take_up", "Y02", {"resolution": "JF-1"}, case="own", by_hand=True),
    Try("still_in_time", returned, "resubmit", "M01", COMPLETED, paper=True),
    Try("not_own_case", returned, "return", "Y05", REASONED, case="own"),
    Try("not_own_case", returned, "reject", "Y05", REASONED, case="own"),
    Try("not_own_case", returned, "agree", "Y05", {**DONE, "unable": "yes"}, case="own"),
    Try("last_to_review", long_way, "agree", "Y04", {"resolution": "JF-1", "unable": "yes"}),
    Try("posting_asked", agreed, "publicise", "Y03", POSTING),
    Try("not_posted", posted, "publicise", "Y03", POSTING),
    Try("posted_long_enough clear_of_objections", posted, "file", "P01", {**FILING, "filed_on": "2024-01-08"}),
    Try("posted_long_enough", posted, "file", "P01", {**FILING, "filed_on": "2024-01-08"}, case="own"),
    Try("filed_after_agreement", agreed, "file", "P01", {**FILING, "filed_on": "2024-01-07"}),
    Try("resolved", agreed, "file", "P01", {**FILING, "resolution": "SJ-0"}),
    Try("not_own_case resolved", agreed, "filing_return", "P01", {"resolution": "SJ-1", "reason": "材料不全"}, case="own"),
    Try("receipt_filed", exempt, "end", "Y02", {**ENDING, "receipt": "HZ-3"}),
    Try("resumes_after_filing", exempt, "end", "Y02", {**ENDING, "on": "2024-01-10"}),
    Try("FORBIDDEN_ROLE", drafted, "submit", "Y01", APPLIED, paper=True),
    Try("ILLEGAL_STATE", drafted, "resubmit", "M01", COMPLETED, paper=True),
    Try("STALE_VERSION", drafted, "submit", "M01", APPLIED, paper=True, version=7),
    Try("UNKNOWN_TRANSITION", drafted, "fly", "M01"),
    Try("KEY_REUSED", drafted, "create", "M01", begins=EXEMPTION, period="2025", key="spent"),
)  # fmt: skip


def candidates(world):
    """K16, K17 and K18 are activists; K18 keeps the committee's minutes too."""
    branch = begun(world, "2024-01-08")
    for name in ("K16", "K17", "K18"):
        world.file("person", name, name=f"积极分子{name[1:]}")
        world.file("membership", name, standing="activist")
    world.file("body", "branch_committee", members=["Y01", "Y02", "K18"], keepers=["Y02", "K18"])
    return branch


@scene()
def applied(world):
    """K16, K17 and K18 have applied; K17 is a probationary member by now."""
    candidates(world)
    names = {name: world.begin(JOINING, name, form=WISH, key=f"of-{name}") for name in ("K16", "K17", "K18")}
    world.file("membership", "K17", standing="probationary")
    return {"case": names["K16"], "admitted": names["K17"], "own": names["K18"]}


@scene()
def reviewing(world):
    """K16's and the keeper K18's applications are under review; K17's was sent back."""
    candidates(world)
    names = {name: world.begin(JOINING, name, form=WISH) for name in ("K16", "K17", "K18")}
    for no in names.values():
        world.step(no, "take_up", "Y02", DONE)
    world.step(names["K17"], "return", "Y02", REASONED)
    return {"case": names["K16"], "returned": names["K17"], "own": names["K18"]}


@scene()
def opted(world):
    """K16 and K18 are in since the 8th."""
    candidates(world)
    names = {name: world.begin(JOINING, name, form=WISH) for name in ("K16", "K18")}
    for no in names.values():
        world.step(no, "take_up", "Y02", DONE)
        world.step(no, "accept", "Y02", DONE)
    world.at("2024-01-10", 0)
    return {"case": names["K16"], "own": names["K18"]}


UNGUARDED = (Try("", reviewing, "resubmit", "K17", {**WISH, "change": "写明了原因"}, case="returned"),)  # its form alone can be wrong
JOININGS = (
    Try("activists_allowed candidate", without, "create", "M01", WISH, begins=JOINING),
    Try("candidate", applied, "create", "M02", WISH, begins=JOINING),
    Try("not_opted_in_before", applied, "create", "K16", WISH, begins=JOINING),
    Try("candidate", applied, "take_up", "Y02", DONE, case="admitted"),
    Try("not_own_case", applied, "take_up", "K18", DONE, case="own"),
    Try("resolved", applied, "take_up", "Y02", {"resolution": "JF-1"}, by_hand=True),
    Try("not_own_case", reviewing, "return", "K18", REASONED, case="own"),
    Try("not_own_case", reviewing, "reject", "K18", REASONED, case="own"),
    Try("not_own_case", opted, "end", "K18", LEFT, case="own"),
    Try("admitted_as_said", opted, "end", "Y02", {**LEFT, "ground": "admitted"}),
    Try("dropped_as_scored", opted, "end", "Y02", {**LEFT, "ground": "dropped"}),
    Try("ends_while_scored", opted, "end", "Y02", {**LEFT, "on": "2024-01-07"}),
    Try("FORBIDDEN_ROLE", reviewing, "resubmit", "Y01", {**WISH, "change": "写明了原因"}, case="returned"),
    Try("ILLEGAL_STATE", applied, "resubmit", "K16", {**WISH, "change": "写明了原因"}),
    Try("STALE_VERSION", reviewing, "resubmit", "K17", {**WISH, "change": "写明了原因"}, case="returned", version=1),
    Try("UNKNOWN_TRANSITION", applied, "fly", "K16"),
    Try("KEY_REUSED", applied, "create", "K16", {"statement": "另一份"}, begins=JOINING, key="of-K16"),
)  # fmt: skip
