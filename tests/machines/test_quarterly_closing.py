"""Quarterly closing, guard by guard: begun and cut off by the clock, compiled, publicised, held, checked by its members, sealed, restated."""

from datetime import date

import pytest

from procflow.decide import automatic, decide
from procflow.grammar import File, Post, Seal
from procflow.guards import closings as own
from procflow.guards import statement as sheet
from procflow.machines import quarterly_closing as closing
from procflow.machines import tables
from procflow.wording import say
from tests.machines.world import BUREAU, EARNED, FILED, asked, code, entry, everyone, facts, final, linked, objection, person, quarter, step

TABLE = tables()["quarterly_closing"]

JANUARY = date(2024, 1, 1)
NUMBER = "LH1-YY-2024-0001"


def test_every_period_of_the_year_that_has_begun_is_opened():
    assert own.each_period(BUREAU, date(2024, 3, 31), JANUARY) == ("2024-Q1",)
    assert own.each_period(BUREAU, date(2024, 4, 1), JANUARY) == ("2024-Q1", "2024-Q2")
    assert own.each_period(BUREAU, date(2025, 1, 1), JANUARY) == ("2025-Q1",)


@pytest.mark.parametrize(("period", "found"), [("2024-Q2", ""), ("2024-Q3", "TOO_EARLY"), ("2024-04", "TOO_EARLY")])
def test_nothing_else_is_opened(period, found):
    assert code(own.of_the_cycle, facts(period=period, on="2024-04-01")) == found


def test_a_quarter_is_closed_once():
    before = linked("quarterly_closing", "issued", period="2024-Q1")
    assert code(own.not_begun_before, facts(alike=(before,))) == "DUPLICATE"
    assert code(own.not_begun_before, facts(alike=(before,), period="2024-Q2")) == ""


@pytest.mark.parametrize(("period", "last"), [("2024-Q1", "2024-03-31"), ("2024-Q4", "2025-01-05")])
def test_claims_are_cut_off_after_the_last_day_for_them_A21(period, last):
    day = date.fromisoformat(last)
    assert own.cutoff_day(facts(period=period)) == day
    assert code(own.cutoff_over, facts(period=period, on=last)) == "TOO_EARLY"
    assert code(own.cutoff_over, facts(period=period, on=date.fromordinal(day.toordinal() + 1).isoformat())) == ""


def test_the_bureau_cuts_off_on_the_25th_and_compiles_when_the_quarter_is_over_B31():
    assert own.cutoff_day(facts(rules=BUREAU)).isoformat() == "2024-03-25"
    assert code(own.quarter_over, facts(on="2024-03-31")) == "TOO_EARLY"
    assert code(own.quarter_over, facts(on="2024-04-01")) == ""


def test_unfinished_claims_are_listed_each_and_no_other_B31():
    live = (linked("bonus_claim", "pending_vote", no="JL-1"), linked("deduction_proposal", "hearing", no="KF-1"))
    assert code(own.pending_listed, facts(claims=live, form={"pending": ["KF-1", "JL-1"]})) == ""
    assert asked(own.pending_listed, facts(claims=live, form={"pending": ["JL-1", "JL-9"]})).inputs == {
        "missing": "KF-1",
        "strange": "JL-9",
    }
    assert code(own.pending_listed, facts(claims=(), form={"pending": None})) == ""


def test_every_line_is_the_plain_sum_of_its_entries():
    assert code(sheet.sums_agree, quarter(entries=(*EARNED, entry("M01", -100, component="deduction")))) == ""
    assert asked(sheet.sums_agree, quarter(entries=(entry("M02", 100, component="other"),))).inputs == {"members": "M02", "count": 1}


def test_the_statement_has_a_line_for_everyone_in_scope_and_a_place_for_each_B17():
    people = {**everyone("M01", "M02"), "M10": person("M10", since="2024-04-01"), "X15": person("X15", since="")}
    (filed,) = closing.statement(quarter(statement={}, people=people))
    assert (filed.kind, filed.subject, filed.key) == ("statement", "2024-Q1", "2024-Q1")
    assert filed.data == FILED


def test_what_a_reversal_freed_under_the_cap_is_posted_when_the_quarter_is_compiled():
    undone = (entry("M01", 500, id="a", reversed=True), entry("M01", -500, id="b", reversed=True))
    capped = (entry("M01", 6500), entry("M01", 0, item="dues", uncredited=200), *undone)
    posts = [each for each in closing.statement(quarter(entries=capped, statement=FILED)) if isinstance(each, Post)]
    assert [(each.member, each.component, each.kind, each.points, each.period) for each in posts] == [
        ("M01", "base", "cap", 200, "2024-Q1")
    ]


def test_a_statement_is_publicised_only_as_it_was_cleared_N18():
    assert code(sheet.cleared, quarter(step("compile"))) == "GUARD_FAILED"
    assert code(sheet.cleared, quarter(step("compile"), step("clear"))) == ""
    assert code(sheet.cleared, quarter(step("compile"), step("clear"), step("compile"))) == "GUARD_FAILED"


def test_a_line_that_the_ledger_no_longer_bears_out_is_named():
    assert (code(sheet.as_published, quarter()), code(sheet.changed, quarter())) == ("", "GUARD_FAILED")
    later = quarter(entries=(*EARNED, entry("M02", 200)))
    assert asked(sheet.as_published, later).inputs == {"members": "M02", "count": 1}
    assert code(sheet.changed, later) == ""


def test_late_publicity_is_allowed_and_seen_A17():
    form = {"place": "党务公开栏", "form": "noticeboard", "contact": None}
    shown = closing.posted(quarter(state="compiled", on="2024-04-22", form=form)).data
    assert {name: shown[name] for name in ("posted_on", "due", "days_late", "first", "last", "version")} == {
        "posted_on": "2024-04-22", "due": "2024-04-15", "days_late": 7, "first": "2024-04-23", "last": "2024-04-25", "version": 1,
    }  # fmt: skip
    assert closing.posted(quarter(state="compiled", on="2024-04-15", form=form)).data["days_late"] == 0
    assert closing.posted(quarter(state="publicised", on="2024-04-24", form=form)).data["version"] == 2


@pytest.mark.parametrize(("on", "found"), [("2024-04-25", "TOO_EARLY"), ("2024-04-26", "")])
def test_the_window_runs_to_the_end_of_its_last_day_N17(on, found):
    assert code(sheet.window_over, quarter(on=on, publicity={"last": "2024-04-25"})) == found


def test_the_deadline_of_the_publicity_is_its_windows_last_day():
    seen = {"on": "2024-04-22", "publicity": {}}
    assert sheet.window_end(quarter(step("publicise"), **seen)).isoformat() == "2024-04-25"
    held = quarter(step("publicise"), step("hold"), step("resolve"), on="2024-05-06", publicity={"last": "2024-04-25"})
    assert sheet.window_end(held).isoformat() == "2024-04-25"


@pytest.mark.parametrize(("one", "clear", "holds"), [
    (objection("filed"), "OPEN_OBJECTION", False), (objection("investigating"), "OPEN_OBJECTION", True), (objection("reconsidering"), "OPEN_OBJECTION", True),
    (objection("investigating", "late"), "", False), (objection("appealed"), "", False), (objection("closed_upheld", final=True), "", False),
])  # fmt: skip
def test_an_open_objection_keeps_the_quarter_open_an_admitted_one_holds_it_A49_A50(one, clear, holds):
    assert code(closing.clear_of_objections, quarter(links=(one,))) == clear
    assert (code(closing.objection_admitted, quarter(links=(one,))) == "") == holds
    fired = automatic(TABLE, quarter(step("publicise"), links=(one,), state="publicised", actor="system", roles=("auto",)))
    assert [each.fired.name for each in fired] == (["hold"] if holds else [])


@pytest.mark.parametrize(("began", "step_taken"), [("hold", "resolve"), ("dispute", "resolve_check")])
def test_a_hold_ends_where_it_began_once_all_objections_are_closed(began, step_taken):
    held = {"state": "objection_hold", "actor": "system", "roles": ("auto",)}
    over = (objection("closed_dismissed", "verification", final=True),)
    assert [each.fired.name for each in automatic(TABLE, quarter(step(began), links=over, **held))] == [step_taken]
    still = (*over, objection("investigating"))
    assert automatic(TABLE, quarter(step(began), links=still, **held)) == []


def test_a_disputed_line_holds_until_the_review_that_it_started_is_over_B33():
    held = {"state": "objection_hold", "actor": "system", "roles": ("auto",)}
    assert automatic(TABLE, quarter(step("dispute"), links=(objection("filed", "verification"),), **held)) == []


def test_the_committee_of_a_township_makes_the_quarter_final_T4():
    found = decide(TABLE, "finalize", final())
    assert (found.fired.to, found.effects) == ("finalized", (Seal("2024-Q1"),))
    assert decide(TABLE, "finalize", final(on="2024-04-25")).code == "TOO_EARLY"
    assert decide(TABLE, "finalize", final(links=(objection("filed"),))).code == "OPEN_OBJECTION"
    assert decide(TABLE, "finalize", final(resolution=None)).code == "GUARD_FAILED"
    assert decide(TABLE, "report", final(roles=("branch_secretary",))).code == "GUARD_FAILED"


def test_quarters_are_made_final_in_order():
    refused = decide(TABLE, "finalize", final(before=("2023-Q4",))).refusals[0]
    assert say(refused.sentence, "zh", **refused.inputs) == "以前各期须先定稿：2023-Q4"


def test_it_is_issued_as_a_numbered_document_B34():
    found = decide(TABLE, "issue", quarter(state="finalized", roles=("branch_secretary",), form={"number": "〔2024〕3号", "sent_to": None}))
    assert found.effects == (File("document", "2024-Q1", {"number": "〔2024〕3号", "sent_to": "", "version": 1}),)


@pytest.mark.parametrize(("procedure", "state", "found"), [
    ("objection_review", "closed_upheld", ""), ("objection_review", "closed_partly", ""), ("objection_review", "closed_dismissed", "GUARD_FAILED"),
    ("bonus_claim", "approved", ""), ("bonus_claim", "pending_vote", "GUARD_FAILED"), ("deduction_proposal", "confirmed", ""),
    ("member_meeting_vote", "passed", "GUARD_FAILED"),
])  # fmt: skip
def test_an_issued_quarter_is_restated_on_a_later_decision_alone_A51(procedure, state, found):
    assert code(own.later_order, quarter(form={"order": NUMBER}, named={NUMBER: linked(procedure, state, no=NUMBER)})) == found


def test_no_case_of_that_number_orders_nothing():
    assert code(own.later_order, quarter(form={"order": NUMBER}, named={})) == "GUARD_FAILED"


def test_a_restated_quarter_is_publicised_again_and_issued_after_the_full_window_A51():
    late = (*EARNED, entry("M02", 200))
    form = {"place": "党务公开栏", "form": "noticeboard", "contact": None}
    shown = decide(
        TABLE, "publicise", quarter(step("publicise"), entries=late, state="restating", roles=("recorder",), form=form, on="2024-07-26")
    )
    filed = [each for each in shown.effects if isinstance(each, File)]
    assert [(each.kind, each.data["version"]) for each in filed] == [("statement", 2), ("publicity", 2)]
    again = quarter(
        state="restating",
        roles=("branch_secretary",),
        form={"number": "5", "sent_to": None},
        publicity={"last": "2024-07-29"},
        on="2024-07-30",
    )
    assert decide(TABLE, "reissue", again).fired.to == "issued"
    stale = quarter(entries=late, state="restating", roles=("branch_secretary",), publicity={"last": "2024-04-25"}, on="2024-07-30")
    assert decide(TABLE, "reissue", stale).code == "GUARD_FAILED"
