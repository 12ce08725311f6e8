"""Rows of the policies that meetings, claims, objections and days obey: switching the parameter changes what may be done, as the row says."""

from dataclasses import replace
from datetime import date

import pytest

from procflow import tasks
from procflow.dates import Calendar, Period
from procflow.decide import decide
from procflow.engine import filed as filings
from procflow.grammar import MeetingSeen, State, days
from procflow.guards import clear_of_objections, closings, grades, holidays, meetings, objection_admitted, parties, proposals, scope
from procflow.guards.claims import deed_in_time, not_claimed_before
from procflow.machines import tables
from procflow.regimes.rating import as_data, rate
from procflow.regimes.rulebook import load
from procflow.vault import Sealing
from tests.machines.rated import ENTRIES, ROSTER, Y2024, year
from tests.machines.roll import filed as applied
from tests.machines.world import BODIES, asked, code, facts, linked, objection, person, quarter, resolution, step
from tests.regimes.examples import TOWNSHIP, changed

BUREAU = load("bureau_quarterly")
VOTERS = tuple(f"V{number:02d}" for number in range(1, 22))
HOLIDAY = Calendar({date(2024, 4, 15): False, date(2024, 4, 16): False, date(2025, 1, 6): False}, frozenset({2024, 2025}))


def switch(old, new):
    return changed((old, new))


def voting(rules, *, due=20, present=11, form=None, **more):
    at = MeetingSeen("DH-1", "2024-04-19", "2024-04-18", "Y01", "Y03", True, VOTERS[:due], VOTERS[:present], ())
    opened = (step("open", form={"kind": "points", "adverse": "no"}), step("open_vote", form={"issued": present}))
    return facts(rules=rules, subject="V01", on="2024-04-19", taken=opened, meeting=at, form=form or {}, links=(), **more)


@pytest.mark.parametrize(("may", "points", "found"), [
    ("lower", 100, ""), ("lower", 200, ""), ("lower", 300, "GUARD_FAILED"), ("keep", 100, "GUARD_FAILED"), ("keep", 200, ""), ("keep", None, ""),
])  # fmt: skip
def test_the_meeting_lowers_the_figure_or_takes_it_as_it_is_A14(may, points, found):
    lead = {"source": "masses", "kind": "deduction", "item": "absence", "happened_on": "2024-02-10", "facts": "x"}
    rules = switch("meeting_may: {is: lower,", f"meeting_may: {{is: {may},")
    taken = (step("create", form=lead), step("to_decision", form={"points": 200}))
    assert code(proposals.not_raised, facts(rules=rules, subject="M01", taken=taken, form={"points": points})) == found


def test_an_item_of_fixed_points_leaves_no_scale_A14():
    rules = switch("label: 作风不扎实, component: deduction, range: [1, 5],", "label: 作风不扎实, component: deduction, points: 3,")
    assert (rules.item("style").low, rules.item("style").high) == (300, 300)


@pytest.mark.parametrize(("unenrolled", "automatic"), [("not_rated", None), ("enrolled", ["formal", "probationary"])])
def test_who_never_applied_stays_out_or_is_taken_in_by_the_rules_A15(unenrolled, automatic):
    rules = switch("unenrolled: {is: not_rated,", f"unenrolled: {{is: {unenrolled},")
    filing = filings.Filing("admin", "k", "u1", "adoption", rules.id, {}, rules=rules)
    said = filings.fact(filing, {"version": rules.version, "sha256": rules.sha256}, Sealing("e1", rules.id), "f1")
    assert said["data"].get("automatic") == automatic


@pytest.mark.parametrize(("may", "found"), [("return", "GUARD_FAILED"), ("edit", "")])
def test_the_superior_returns_and_sets_figures_only_where_the_rules_let_it_A20(may, found):
    rows = {each.name: each for each in tables()["annual_rating"].leaving("submitted")}
    assert set(rows) == {"return", "approve", "set_points"}
    rules = switch("approver_may: {is: return,", f"approver_may: {{is: {may},")
    assert [code(each, facts(rules=rules)) for each in rows["set_points"].when] == [found]


@pytest.mark.parametrize(("by", "period"), [("deed", None), ("filing", "2025-Q1")])
def test_the_deed_or_the_filing_fixes_the_cycle_A21(by, period):
    rules = switch("cycle_by: {is: deed,", f"cycle_by: {{is: {by},")
    found = rules.quarter_of_claim(date(2025, 1, 9), date(2024, 12, 20))
    assert (str(found) if found else None) == period


@pytest.mark.parametrize(("per", "credited"), [("quarter", 1000), ("year", 400)])
def test_a_cap_is_of_the_quarter_or_of_the_year_A24(per, credited):
    """Ten points of bonus, after six in the quarter before: in a quarterly cap they have room, in a yearly one four are left."""
    line = "  bonus:\n    cap: {is: none, by: T9, note: 上不封顶}\n    per: {is: none, by: T9}"
    rules = changed((line, f"  bonus:\n    cap: {{is: 10, by: A24}}\n    per: {{is: {per}, by: A24}}"))
    before = 600 if rules.cap("bonus").per == "year" else 0
    assert rules.credit("bonus", 1000, before) == (credited, 1000 - credited)


@pytest.mark.parametrize(("override", "receipts", "found"), [
    ("none", {}, "no discretion"), ("superior_receipt", {}, "no place"), ("superior_receipt", {"R-1": ("M11",)}, ""), ("soft", {}, ""),
])  # fmt: skip
def test_a_share_is_exceeded_by_receipt_or_for_reasons_or_not_at_all_A29(override, receipts, found):
    """Two reach four stars; one place; the other is passed over."""
    rules = switch("override: {is: none,", f"override: {{is: {override},")
    entries = (*ENTRIES, replace(ENTRIES[0], id="x", member="M11", points=9100))
    rating = as_data(rate(rules, Y2024, entries, {**ROSTER, "M11": person("M11")}, 1), 1)
    assert [line["cascaded_from"] for line in rating["lines"] if line["member"] == "M11"] == [["star4"]]
    said = year(rules=rules, rating=rating, receipts=receipts, form={"decisions": [{"member": "M11", "grade": "star4", "reason": "x"}]})
    refused = {"no discretion": grades.within_discretion, "no place": grades.within_places}
    assert [name for name, guard in refused.items() if code(guard, said)] == (
        [found, "no place"] if found == "no discretion" else [found] if found else []
    )


@pytest.mark.parametrize(("path", "first", "last"), [
    ("[points_group, member_meeting]", "points_group", "member_meeting"), ("[party_group, branch_committee]", "party_group", "branch_committee"),
])  # fmt: skip
def test_claims_and_deductions_pass_whom_the_rules_name_A37_A38(path, first, last):
    rules = changed((f"bonus: {{is: {'[points_group, member_meeting]'}, by: [T9, T10]}}", f"bonus: {{is: {path}, by: [T9, T10]}}"),
                    ("deduction: {is: [points_group, member_meeting], by: T11}", f"deduction: {{is: {path}, by: T11}}"))  # fmt: skip
    for component in ("bonus", "deduction"):
        assert (rules.proposer(component), rules.decider(component)) == (first, last)


@pytest.mark.parametrize(("late", "period"), [("next_period", "2024-Q3"), ("refuse", "2024-Q2")])
def test_a_claim_after_the_cut_off_moves_on_or_stays_outside_A39(late, period):
    rules = changed(
        ("cutoff_day: {is: none, by: A21, note: 申报至季度末日}", "cutoff_day: {is: 25, by: B31, bind: H}"),
        ("late: {is: refuse,", f"late: {{is: {late},"),
    )
    assert str(rules.quarter_of_claim(date(2024, 6, 26), date(2024, 6, 26))) == period


@pytest.mark.parametrize(("rule", "found"), [("ge_half", ""), ("gt_half", "QUORUM_NOT_MET")])
def test_half_is_a_quorum_or_one_too_few_A45(rule, found):
    rules = switch("quorum_points: {is: ge_half,", f"quorum_points: {{is: {rule},")
    assert code(meetings.quorum_met, voting(rules, due=20, present=10)) == found


@pytest.mark.parametrize(("votes", "due", "carried"), [("yes", 20, ""), ("no", 19, "")])
def test_the_subject_votes_or_stands_aside_A46(votes, due, carried):
    """V01 is the subject: aside, 19 are due and 10 carry it; with a vote 20 are due and 11 must."""
    rules = switch("subject_votes: {is: yes,", f"subject_votes: {{is: {votes},")
    assert asked(meetings.carried_by_majority, voting(rules, form={"in_favour": 9})).inputs["due"] == due
    assert (code(meetings.carried_by_majority, voting(rules, form={"in_favour": 10})) == "") == (votes == "no")
    assert (code(meetings.issued_to_present, voting(rules, form={"issued": 11})) == "") == (votes == "yes")
    assert code(meetings.carried_by_majority, voting(rules, form={"in_favour": 11})) == carried


@pytest.mark.parametrize(("counts", "found"), [("yes", ""), ("no", "GUARD_FAILED")])
def test_written_opinions_count_or_are_refused_on_the_roll_A46(counts, found):
    rules = switch("written: {is: yes,", f"written: {{is: {counts},")
    assert code(meetings.written_counts, voting(rules, form={"written": ["V12"]})) == found
    assert code(meetings.written_counts, voting(rules, form={"written": None})) == ""


@pytest.mark.parametrize(("secret", "found"), [("[membership, runoff, appraisal]", ""), ("[points, membership]", "GUARD_FAILED")])
def test_a_secret_vote_needs_a_teller_and_an_open_one_none_A47(secret, found):
    rules = switch("secret: {is: [membership, runoff, appraisal],", f"secret: {{is: {secret},")
    said = voting(rules)
    without = facts(rules=rules, subject="V01", taken=said.case.taken, meeting=replace(said.meeting, teller=""))
    assert code(meetings.teller_named, without) == found


@pytest.mark.parametrize(("may", "found"), [("yes", ""), ("no", "GUARD_FAILED")])
def test_a_close_vote_may_be_deferred_unless_the_rules_say_not_A48(may, found):
    rules = switch("may_defer: {is: yes,", f"may_defer: {{is: {may},")
    said = voting(rules, form={"reason": "x"}, state="voting", actor="Y01", roles=("meeting_chair",), procedure="member_meeting_vote")
    assert code(meetings.may_be_deferred, said) == found
    assert decide(tables()["member_meeting_vote"], "defer", said).code == found


@pytest.mark.parametrize(("hold", "clear", "holds"), [("all", "OPEN_OBJECTION", True), ("line", "", False)])
def test_an_open_objection_holds_the_whole_sheet_or_its_line_alone_A50(hold, clear, holds):
    rules = switch("hold: {is: all,", f"hold: {{is: {hold},")
    seen = quarter(rules=rules, links=(objection("investigating"),))
    assert code(clear_of_objections, seen) == clear
    assert (code(objection_admitted, seen) == "") == holds


CLAIM = {"item": "serve_masses", "event": None, "deed_on": "2024-03-05", "points": 800}


@pytest.mark.parametrize(("once", "other", "found"), [
    ("[member, item, event]", {"item": "volunteer"}, ""), ("[member, event]", {"item": "volunteer"}, "DUPLICATE"),
    ("[member, item, event]", {"deed_on": "2024-03-06"}, ""), ("[member, item]", {"deed_on": "2024-03-06"}, "DUPLICATE"),
])  # fmt: skip
def test_the_same_deed_is_what_the_rules_call_the_same_A54(once, other, found):
    rules = switch("once_per: {is: [member, item, event],", f"once_per: {{is: {once},")
    before = linked("bonus_claim", "posted", step("submit", form=CLAIM))
    assert code(not_claimed_before, facts(rules=rules, subject="M01", form={**CLAIM, **other}, alike=(before,))) == found


ROLLING = ("on_holiday: {is: as_is,", "on_holiday: {is: next_working_day,")


@pytest.mark.parametrize(("rules", "due"), [(TOWNSHIP, "2024-04-15"), (changed(ROLLING), "2024-04-17")])
def test_a_last_day_on_a_holiday_stays_or_moves_to_the_next_working_day_A55(rules, due):
    seen = replaced(facts(rules=rules, on="2024-04-12"), calendar=HOLIDAY)
    assert tasks.due_on(State("open", "x", "member", days(3)), seen) == due
    fixed = State("open", "x", "member", closings.posting_due)
    assert tasks.due_on(fixed, seen) == due


@pytest.mark.parametrize(("rules", "found", "cutoff"), [(TOWNSHIP, "OUT_OF_WINDOW", "2025-01-05"), (changed(ROLLING), "", "2025-01-07")])
def test_a_claim_on_the_working_day_after_the_holidays_is_in_time_or_late_A55(rules, found, cutoff):
    """Claims of the fourth quarter end on 5 January, a Sunday; Monday is a holiday here, so the next working day is the 7th."""
    claim = {**CLAIM, "deed_on": "2024-12-20"}
    seen = replaced(facts(rules=rules, on="2025-01-07", period="2024-Q4", form=claim), calendar=HOLIDAY)
    assert code(deed_in_time, seen) == found
    assert closings.cutoff_day(seen).isoformat() == cutoff
    assert holidays.counted_on(replaced(seen, today=date(2025, 1, 8)), date(2025, 1, 8)) == date(2025, 1, 8)


def replaced(seen, **sections):
    return type(seen)({**seen._sections, **sections})


@pytest.mark.parametrize(("body", "judge"), [("branch_committee", "branch_committee"), ("member_meeting", "member_meeting")])
def test_an_objection_is_decided_by_the_committee_or_goes_back_to_the_meeting_A62(body, judge):
    rules = switch("facts_by: {is: branch_committee, by: A62}", f"facts_by: {{is: {body}, by: A62}}")
    seen = facts(rules=rules, subject="M05", bodies=BODIES, resolution=resolution("branch_committee"))
    assert parties.judge(seen) == judge


@pytest.mark.parametrize(("rule", "since"), [("cycle_start_or_event", "2024-01-01"), ("event", "2024-02-20")])
def test_scope_begins_with_the_year_or_with_the_vote_A66(rule, since):
    rules = switch("from: {is: cycle_start_or_event,", f"from: {{is: {rule},")
    seen = replaced(applied("2024-01-10", "2024-01-10", on="2024-02-20", member=replace(person("M01"), joined="2010-07-01")), regime=rules)
    assert scope.in_scope_from(seen).isoformat() == since


def test_the_two_closings_follow_their_own_path_A35():
    """In the bureau the sheet is posted, goes to the office, comes to the members and is final last; in the township it is final after the window."""
    for rules, after in ((TOWNSHIP, "branch_committee"), (BUREAU, "branch_secretary")):
        assert closings.closing_desk(quarter(rules=rules)) == after
    assert closings.posting_due(quarter(rules=BUREAU)) == BUREAU.publicity("quarter").due(Period.parse("2024-Q1"))
