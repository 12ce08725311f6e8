"""The corrections that closed objections order: what takes itself back, what stands, and what no sheet is final without (A51 A62)."""

from dataclasses import replace

import pytest

from procflow.dates import Period
from procflow.decide import decide
from procflow.grammar import SYSTEM, Facts, PeriodSeen, Reverse
from procflow.grammar.table import reads_of
from procflow.guards import corrections, notices
from procflow.machines import tables
from tests.machines.objecting import CLAIM, JAN, LEAD, closed, told
from tests.machines.world import asked, code, entry, facts, linked


def reversing(one, own, **more):
    seen = facts(
        state="posted", subject="M05", actor=SYSTEM, roles=("auto",), procedure="bonus_claim", links=(one,), own_entries=own, **more
    )
    return Facts({**seen._sections, "case": replace(seen.case, no=CLAIM)})


@pytest.mark.parametrize(("own", "keep"), [
    (entry("M05", 1000, component="bonus", id="a"), 600),
    (entry("M05", 500, component="bonus", id="a", uncredited=500), 600),  # ten asked for, five fitted under the cap: six are asked for anew
])  # fmt: skip
def test_a_posted_bonus_takes_itself_back_and_what_was_left_stands_again_A51(own, keep):
    assert decide(tables()["bonus_claim"], "reverse", reversing(closed(), (own,))).effects == (Reverse("a", keep),)


def test_a_deduction_lowered_by_two_stands_with_the_rest():
    own = entry("M05", -400, component="deduction", id="a")
    assert decide(tables()["deduction_proposal"], "reverse", reversing(closed(-200, "deduction"), (own,))).effects == (Reverse("a", -200),)


def test_a_veto_objected_to_successfully_is_cleared():
    own = entry("M05", 0, component="veto", id="a", period="2024")
    assert corrections.as_decided(reversing(closed(None, "deduction", period="2024"), (own,)).only(("links", "own_entries"))) == [
        Reverse("a", 0)
    ]


@pytest.mark.parametrize("one", [closed(state="closed_dismissed"), closed(state="decided"), closed(targets=(LEAD,)), closed(None)])
def test_nothing_else_takes_points_back_by_itself(one):
    assert decide(tables()["bonus_claim"], "reverse", reversing(one, ())).code == "GUARD_FAILED"


def test_by_hand_what_stands_is_what_was_decided():
    own = (entry("M05", 1000, component="bonus", id="a"),)
    for keep, found in ((600, ""), (800, "GUARD_FAILED"), (None, "GUARD_FAILED")):
        seen = facts(own_entries=own, named={"YY-1": closed()}, form={"order": "YY-1", "keep": keep})
        assert code(corrections.kept_as_decided, seen) == found
    finding = linked("inspection", "confirmed", no="DC-1")
    assert code(corrections.kept_as_decided, facts(own_entries=own, named={"DC-1": finding}, form={"order": "DC-1", "keep": 800})) == ""


def test_no_sheet_is_final_before_the_correction_that_an_objection_ordered_is_posted():
    waiting = facts(subject="lh1", links=(closed(),), entries=(entry("M05", 1000, component="bonus", id="f"),))
    assert asked(corrections.corrections_posted, waiting).inputs == {"no": "YY-1"}
    done = facts(subject="lh1", links=(closed(),), entries=(entry("M05", -1000, component="bonus", id="f", kind="reversal"),))
    assert code(corrections.corrections_posted, done) == ""
    before = facts(subject="lh1", links=(closed(),), entries=(entry("M05", -1000, component="bonus", id="a", kind="reversal"),))
    assert code(corrections.corrections_posted, before) == "GUARD_FAILED"  # older than the objection's end: another's
    assert code(corrections.corrections_posted, facts(subject="lh1", links=(closed(None, state="closed_dismissed"),), entries=())) == ""


def test_of_a_closed_period_only_lines_that_are_restated_wait():
    for reopened, found in ((frozenset(), ""), (frozenset({"M05"}), "GUARD_FAILED")):
        period = PeriodSeen(Period.parse("2024-Q1"), sealed=True, reopened=reopened)
        seen = facts(subject="lh1", links=(closed(),), entries=())
        assert code(corrections.corrections_posted, type(seen)({**seen._sections, "period": period})) == found


def test_what_follows_is_told_to_whoever_acts_on_it_A62():
    seen = told(result="partly", actor="M01", roles=("objector",), on="2024-04-12").only(reads_of(notices.corrected))
    assert [each.to for each in notices.corrected(seen)] == ["branch_secretary"]
    base = told(filed={"component": "base", "targets": [JAN]}).only(reads_of(notices.corrected))
    assert [each.to for each in notices.corrected(base)] == ["points_admin"]
