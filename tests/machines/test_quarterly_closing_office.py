"""The closing where an office follows (B32 B33 B34): its opinion, each member's check, disputes, and the close after them."""

import pytest

from procflow.decide import decide
from procflow.grammar import Start
from procflow.grammar.table import reads_of
from procflow.guards import closings as closing
from procflow.guards import statement as sheet
from procflow.machines import tables
from tests.machines.world import BUREAU, COMMITTEE, asked, code, final, objection, quarter, step
from tests.regimes.examples import changed

TABLE = tables()["quarterly_closing"]
AFTER_OFFICE = changed(
    ("filing:\n", "filing:\n  - {what: quarter, to: party_building_office, by: [B32, A36]}\n"),
    ("  quarter:\n    due_day: {is: 15,", "  quarter:\n    order: {is: after_office, by: [B13, B32, A35]}\n    due_day: {is: 15,"),
)


def test_where_an_office_follows_the_branch_does_not_close_by_itself_A36():
    assert decide(TABLE, "finalize", final(rules=BUREAU)).code == "GUARD_FAILED"
    assert decide(TABLE, "report", final(rules=BUREAU, roles=("branch_secretary",))).fired.to == "office_review"
    open_ = final(rules=BUREAU, roles=("branch_secretary",), links=(objection("filed"),))
    assert decide(TABLE, "report", open_).code == "OPEN_OBJECTION"


def test_the_office_has_an_opinion_on_each_line_B33():
    assert asked(sheet.each_has_opinion, quarter(form={"lines": [{"member": "M01"}]})).inputs == {"missing": "M02", "count": 1}
    assert code(sheet.each_has_opinion, quarter(form={"lines": [{"member": "M01"}, {"member": "M02"}]})) == ""


def checking(*taken, **more):
    given = {
        "rules": BUREAU,
        "state": "member_check",
        "actor": "M01",
        "roles": ("member",),
        "form": {"member": "M01"},
        "publicity": {"last": "2024-04-06"},
    }
    return quarter(step("publicise"), step("office_opinion", on="2024-04-10"), *taken, **{**given, "on": "2024-04-13", **more})


def test_a_member_confirms_the_own_line_once_B34():
    assert decide(TABLE, "confirm_line", checking()).fired.to == "member_check"
    assert decide(TABLE, "confirm_line", checking(form={"member": "M02"})).code == "FORBIDDEN_ROLE"
    assert decide(TABLE, "confirm_line", checking(step("confirm_line", form={"member": "M01"}))).code == "DUPLICATE"
    assert decide(TABLE, "confirm_line", checking(actor="M09", form={"member": "M09"})).code == "NOT_IN_SCOPE"


def test_an_official_confirms_for_a_member_with_the_paper():
    entered = checking(actor="Y02", entered_for="M02", form={"member": "M02"})
    assert decide(TABLE, "confirm_line", entered).code == "MISSING_EVIDENCE"
    assert (
        decide(TABLE, "confirm_line", checking(actor="Y02", entered_for="M02", form={"member": "M02"}, files=("a",))).fired.to
        == "member_check"
    )


@pytest.mark.parametrize(("on", "found"), [("2024-04-13", ""), ("2024-04-14", "OUT_OF_WINDOW")])
def test_a_line_is_disputed_within_three_days_B33(on, found):
    disputed = decide(TABLE, "dispute", checking(on=on, form={"member": "M01", "component": "base", "claim": "x"}))
    assert disputed.code == found
    form = {"kind": "verification", "component": "base", "claim": "x"}
    assert disputed.effects == (() if found else (Start("objection_review", "M01", "2024-Q1", form),))


def test_the_days_begin_anew_when_a_review_was_closed():
    assert sheet.check_end(checking(step("dispute"), step("resolve_check", on="2024-04-20"))).isoformat() == "2024-04-23"


@pytest.mark.parametrize(("confirmed", "on", "found"), [
    (("M01", "M02"), "2024-04-11", ""), (("M01",), "2024-04-13", "TOO_EARLY"), (("M01",), "2024-04-14", ""), ((), "2024-04-14", ""),
])  # fmt: skip
def test_the_quarter_is_final_when_each_member_confirmed_or_the_days_are_over_B34(confirmed, on, found):
    seen = checking(
        *(step("confirm_line", form={"member": name}) for name in confirmed), on=on, **{**COMMITTEE, "form": {"resolution": "ZW-1"}}
    )
    assert decide(TABLE, "finalize_office", seen).code == found


def test_every_member_in_scope_has_a_line_to_check_and_whoever_goes_on_then_has_the_sheet():
    """A35: the committee makes it final; where it is posted after the check, whoever posts it finds it among the tasks."""
    members = ("member@M01", "member@M02")
    assert closing.every_member(quarter().only(reads_of(closing.every_member))) == members
    assert closing.checking(quarter(rules=BUREAU).only(reads_of(closing.checking))) == (*members, "branch_committee")
    assert closing.checking(quarter(rules=AFTER_OFFICE)) == (*members, "recorder")


def test_the_desk_of_a_posted_statement_follows_the_path():
    assert (closing.closing_desk(quarter()), closing.closing_desk(quarter(rules=BUREAU))) == ("branch_committee", "branch_secretary")
    assert closing.closing_desk(quarter(bodies={})) == "member_meeting"  # A58
