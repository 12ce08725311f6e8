"""A revision of the rules tried wrongly: its file, its version, its shares, its filing, its meeting (B26 B27 T15 A11, domain 6.3 no. 15)."""

from tests.machines.revising import CEIL, NEW, REAL, Revising
from tests.refusals.tries import Try, scene
from tests.regimes.examples import changed_text

REVISION = "rule_revision"
SAID = {"summary": "按要求修订", "replaces": ""}
LOWER = ("    - {grade: star4, cycle_no: 1, share: 0.10, by: T15}\n", "    - {grade: star4, cycle_no: 2, share: 0.09, by: T15}\n")
FILES = {"good": (NEW, CEIL, REAL), "again": (CEIL, REAL), "same": (NEW,), "lower": (NEW, REAL, LOWER)}


def branch(world):
    world.at("2024-02-01")
    return Revising(world, world.folder)


def texts(of):
    """Files of rules, each under its name, and what stands in them."""
    found = {name: changed_text(*pairs) for name, pairs in FILES.items()}
    return {name: of.upload(text) for name, text in found.items()} | {f"{name}_text": text for name, text in found.items()}


@scene()
def drafted(world):
    of = branch(world)
    world.file("resolution", "JF-1", actor="Y04", body="points_group", present=["Y04", "Y05"], title="核实加分")
    return {"case": world.begin(REVISION, "Y06", key="spent"), **texts(of)}


@scene()
def submitted(world):
    of = branch(world)
    return {"case": of.submitted(NEW, CEIL), "res": of.resolve()}


@scene()
def adopted(world):
    of = branch(world)
    no = of.submitted()
    of.adopt(no)
    return {"case": no, "res": of.resolve(), "up": of.resolve("party_committee"), "meeting": of.meeting()}


@scene()
def filed(world):
    of = branch(world)
    no = of.submitted()
    before = of.meeting()
    world.later(1)
    of.adopt(no)
    of.file(no)
    return {"case": no, "before": before, "meeting": of.meeting(), "res": of.resolve()}


def telling(**more):
    return {"meeting": "$meeting", "present": ["M01", "M02"], "read_out": "yes", **more}


UNGUARDED = (Try("", submitted, "drop", "Y02", {"resolution": "$res", "reason": "不改了"}),)  # its form alone can be wrong
REVISING = (
    Try("no_other_revision", drafted, "create", "Y06", begins=REVISION, period="2024"),
    Try("has_files rules_valid", drafted, "submit", "Y06", SAID),
    Try("rules_valid", drafted, "submit", "Y06", SAID, paper=True),
    Try("version_unused", drafted, "submit", "Y06", SAID, document="again"),
    Try("something_changed", drafted, "submit", "Y06", SAID, document="same"),
    Try("shares_raised", drafted, "submit", "Y06", SAID, document="lower"),
    Try("replaces_named", drafted, "submit", "Y06", {**SAID, "replaces": "$case"}, document="good", by_hand=True),
    Try("placeholders_settled", submitted, "adopt", "Y02", {"resolution": "$res", "read": "yes"}),
    Try("resolved", submitted, "adopt", "Y02", {"resolution": "ZW-NONE", "read": "yes", "waiver": "暂用"}),
    Try("receipt_given", adopted, "file", "U01", {"resolution": "$up"}),
    Try("ILLEGAL_STATE", adopted, "communicate", "Y03", telling()),
    Try("meeting_called meeting_held", filed, "communicate", "Y03", telling(meeting="HY9")),
    Try("meeting_held", filed, "communicate", "Y03", telling(meeting="$before")),
    Try("attendance_recorded", filed, "communicate", "Y03", telling(present=["M01", "eve"]), by_hand=True),
    Try("FORBIDDEN_ROLE", filed, "communicate", "Y01", telling()),
    Try("ILLEGAL_STATE", filed, "drop", "Y02", {"resolution": "$res", "reason": "不改了"}),
    Try("STALE_VERSION", submitted, "adopt", "Y02", {"resolution": "$res", "read": "yes", "waiver": "暂用"}, version=1),
    Try("UNKNOWN_TRANSITION", drafted, "fly", "Y06"),
    Try("KEY_REUSED", drafted, "create", "Y06", begins=REVISION, period="2025", key="spent"),
)  # fmt: skip
