"""Inspections tried wrongly: by the branch itself, without a sample, too early, unsettled; and a correction by the inspectors (T5 B39, domain §6.3 no. 20)."""

from tests.machines.inspected import BOOK, FINDING, Inspected
from tests.refusals.tries import Try, scene
from tests.world import built

CLOSING = {"resolution": "$ok"}
NEVER = {"kinds_of_rules": "every bundled regime knows all four kinds that the form offers (tests/machines/test_inspection.py)"}


@scene(built, Inspected)
def planned(branch):
    """And the secretary was taken into the supervision group."""
    found = branch.prepared()
    branch.file("body", "supervision_group", unit="xz", members=["U02", "U03", "U04"], keepers=["U02", "Y01"])
    return found


@scene(built, Inspected)
def sampled(branch):
    found = branch.prepared()
    branch.step(found["case"], "start", "U02", {"members": ["M01"], "resolution": found["ok"]}, key="spent")
    return found


@scene(built, Inspected)
def drafted(branch):
    return branch.drafted()


@scene(built, Inspected)
def asked(branch):
    return branch.asked()


@scene(built, Inspected)
def nothing_kept(branch):
    return branch.confirmed("drop", "drop")


@scene(built, Inspected)
def announced(branch):
    found = branch.confirmed()
    branch.step(found["case"], "notify", "U01", {"number": "青督〔2024〕1号", "resolution": found["committee"]})
    return found


@scene(built, Inspected)
def ordered(branch):
    return branch.ordered()


SAMPLE = {"cases": ["$sheet"], "resolution": "$ok"}
NOTICE = {"number": "青督〔2024〕1号", "resolution": "$committee"}
KEPT = [{"finding": "1", "verdict": "keep", "reason": "核实"}]
LINE = {"order": "$case", "lines": [{"member": "M01", "item": "study", "mark": "present"}]}

INSPECTING = (
    Try("from_outside", planned, "start", "Y01", SAMPLE),
    Try("sample_defined", planned, "start", "U02", {"resolution": "$ok"}),
    Try("none_of_the_branch", planned, "start", "U02", {**SAMPLE, "resolution": "$mixed"}),
    Try("resolved", planned, "cancel", "U02", {"reason": "改期", "resolution": "$group"}),
    Try("cases_listed", sampled, "draft", "U02", {"findings": [FINDING], "resolution": "$ok"}),
    Try("each_placed", sampled, "draft", "U02", {"findings": [{**BOOK, "register": ""}], "resolution": "$ok"}),
    Try("resolved", sampled, "no_finding", "U02", {"complete": "yes", "report": "没有问题", "resolution": "$group"}),
    Try("KEY_REUSED", sampled, "start", "U02", {**SAMPLE, "resolution": "$ok"}, key="spent"),
    Try("resolved", drafted, "ask", "U02", {"resolution": "$group"}),
    Try("answered_or_over each_decided", asked, "confirm", "U02", {"verdicts": KEPT, "resolution": "$ok"}),
    Try("something_kept", nothing_kept, "notify", "U01", NOTICE),
    Try("FORBIDDEN_ROLE", nothing_kept, "notify", "Y01", NOTICE),
    Try("each_has_its_day", announced, "order", "U02", {"terms": [{"finding": "2", "due": "2024-03-15"}], "resolution": "$ok"}),
    Try("STALE_VERSION", announced, "order", "U02", {"terms": [{"finding": "1", "due": "2024-03-15"}], "resolution": "$ok"}, version=1),
    Try("ILLEGAL_STATE", announced, "close", "U02", CLOSING),
    Try("each_settled", ordered, "close", "U02", CLOSING),
    Try("FORBIDDEN_ROLE", ordered, "correct", "U02", LINE, case="sheet"),  # domain §6.3 no. 20
    Try("UNKNOWN_TRANSITION", planned, "fly", "U02"),
)  # fmt: skip

UNGUARDED = (  # no guard stands against these forms: they are filled in wrongly all the same
    Try("", planned, "create", "U02", {"title": "二次督查"}, begins="inspection", subject="d1", period="2024-Q1"),
    Try("", asked, "reply", "Y01", {"reply": "确有漏记"}),
)
