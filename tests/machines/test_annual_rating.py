"""Annual rating, guard by guard: begun, added up, tied, confirmed within the rules, approved, held, final, corrected, put away."""

from dataclasses import replace
from datetime import date

import pytest

from procflow import awarding
from procflow.dates import days
from procflow.decide import automatic
from procflow.grammar import Start
from procflow.guards import finality, raters, ratings
from procflow.guards import statement as sheet
from procflow.machines import annual_rating, tables
from tests.machines.rated import ENTRIES, FILED, year
from tests.machines.world import TOWNSHIP, asked, code, entry, linked, objection, step
from tests.regimes.examples import changed

TABLE = tables()["annual_rating"]
TIE = [{"grade": "star3", "members": ["M02", "M03"], "places": 1}]
AUTOMATIC = {"actor": "system", "roles": ("auto",)}
MOTION = step("open", form={"kind": "runoff", "options": ["M02", "M03"]})
WON = step("pass", form={"votes": [{"person": "M02", "votes": 12}, {"person": "M03", "votes": 4}]})


def closing(period, state="issued"):
    return linked("quarterly_closing", state, period=period)


def run_off(state, *taken, no="LH1-DH-2025-0001"):
    return linked("member_meeting_vote", state, MOTION, *taken, no=no)


@pytest.mark.parametrize(("today", "since", "opened"), [
    ("2025-01-01", "2024-01-01", ("2024",)), ("2024-12-31", "2024-01-01", ()), ("2025-06-01", "2024-12-31", ("2024",)), ("2025-06-01", "2025-01-01", ()),
    ("2026-01-01", "2024-01-01", ("2025",)),
])  # fmt: skip
def test_the_year_that_is_over_is_opened_unless_no_rules_were_in_force(today, since, opened):
    assert ratings.last_year(TOWNSHIP, date.fromisoformat(today), date.fromisoformat(since)) == opened
    assert TABLE.opens is ratings.last_year


@pytest.mark.parametrize(("period", "on", "found"), [
    ("2024", "2025-01-01", ""), ("2024", "2024-12-31", "TOO_EARLY"), ("2024-Q4", "2025-01-01", "TOO_EARLY"),
])  # fmt: skip
def test_only_a_year_that_is_over_is_rated(period, on, found):
    assert code(ratings.year_over, year(period=period, on=on)) == found


def test_a_year_is_rated_once_and_none_without_closings():
    before = linked("annual_rating", "final", period="2024")
    assert code(ratings.not_rated_before, year(alike=(before,))) == "DUPLICATE"
    assert code(ratings.not_rated_before, year(alike=(before,), period="2025")) == ""
    assert code(ratings.quarters_closed, year()) == "NOT_IN_SCOPE"
    assert code(ratings.quarters_closed, year(closings=(closing("2024-Q4"),))) == ""


def test_each_quarter_must_be_issued_and_a_quarter_being_restated_is_not_T12():
    waiting = (closing("2024-Q1"), closing("2024-Q3", "restating"), closing("2024-Q4", "publicised"))
    assert asked(ratings.quarters_issued, year(closings=waiting)).inputs == {"periods": "2024-Q3、2024-Q4"}
    assert code(ratings.quarters_issued, year(closings=waiting)) == "TOO_EARLY"
    assert code(ratings.quarters_issued, year(closings=waiting[:1])) == ""


def test_claims_of_the_year_must_be_decided_T12():
    live = (linked("deduction_proposal", "hearing", no="KF-1"),)
    assert (code(ratings.nothing_pending, year(claims=live)), code(ratings.nothing_pending, year())) == ("TOO_EARLY", "")
    assert asked(ratings.nothing_pending, year(claims=live)).inputs["no"] == "KF-1"


def test_the_sums_of_the_year_are_those_of_the_ledger():
    assert code(sheet.sums_agree, year()) == ""
    assert asked(sheet.sums_agree, year(entries=(*ENTRIES, entry("M02", 100, component="other")))).inputs == {"members": "M02", "count": 1}


def test_what_the_rules_leave_out_is_said_before_anything_is_added_up():
    without = changed(("effect: {is: zero_score, by: [T7, A13], note: 年度有效分为零，原始分保留并列示}", "effect: {is: none, by: A13}"))
    vetoed = (*ENTRIES, entry("M01", 0, component="veto", item="veto_crime", period="2024"))
    assert asked(ratings.rules_answer, year(rules=without, entries=vetoed)).inputs == {"path": "veto.effect"}
    assert (code(ratings.rules_answer, year(rules=without, entries=vetoed)), code(ratings.rules_answer, year())) == ("RULE_UNDEFINED", "")


def test_a_tie_is_put_to_the_meeting_by_itself_and_without_one_grades_are_proposed_A12():
    tied = automatic(TABLE, year(state="totalled", rating={**FILED, "ties": TIE}, **AUTOMATIC))
    assert [each.fired.name for each in tied] == ["need_tie_vote"]
    form = {"kind": "runoff", "adverse": "no", "options": ["M02", "M03"], "put_by": "branch_committee"}
    assert tied[0].effects == (Start("member_meeting_vote", "lh1", "2024", form),)
    assert [each.fired.name for each in automatic(TABLE, year(state="totalled", rating={**FILED, "ties": []}, **AUTOMATIC))] == ["propose"]


def test_the_winner_of_the_run_off_has_the_place_and_it_stands_when_the_year_is_added_up_again_A12():
    voted = year(step("total"), step("need_tie_vote"), state="tie_vote", links=(run_off("passed", WON),), **AUTOMATIC)
    (found,) = automatic(TABLE, voted)
    (filed,) = found.effects
    assert (found.fired.name, filed.data["version"], filed.data["ties"], chosen(filed)) == ("tie_done", 1, [], ["M02"])
    again = awarding.totalled(year(step("total"), step("need_tie_vote"), step("tie_done"), step("return"), links=(run_off("passed", WON),)))
    assert (again.data["version"], chosen(again)) == (2, ["M02"])


def chosen(filed):
    return next(share["chosen"] for share in filed.data["shares"] if share["grade"] == "star3")


@pytest.mark.parametrize(
    ("state", "again"), [("voting", "GUARD_FAILED"), ("passed", "GUARD_FAILED"), ("not_passed", ""), ("withdrawn", "")]
)
def test_only_a_run_off_without_result_is_repeated_or_given_up_A12(state, again):
    assert code(ratings.run_off_failed, year(links=(run_off(state),))) == again
    assert automatic(TABLE, year(state="tie_vote", links=(run_off("not_passed"),), **AUTOMATIC)) == []


def test_a_tie_given_up_after_a_second_round_is_the_one_of_the_last_round_A12():
    rounds = (run_off("not_passed"), run_off("withdrawn", no="LH1-DH-2025-0002"))
    voted = year(step("total"), step("need_tie_vote"), step("run_again"), links=rounds)
    assert awarding.left_open(voted).data["unresolved"] == TIE
    later = year(step("total"), step("need_tie_vote"), step("run_again"), step("tie_unresolved"), links=rounds)
    assert chosen(awarding.totalled(later)) == []


def test_what_is_approved_is_what_the_ledger_says_A20():
    assert code(finality.as_totalled, year(step("total"))) == ""
    assert asked(finality.as_totalled, year(step("total"), entries=(*ENTRIES, entry("M04", 100)))).inputs == {"members": "M04", "count": 1}


def decided(state, event, kind="objection_review"):
    return replace(objection(state, final=True), procedure=kind, taken=(replace(step("accept"), event=event),))


TOTAL = replace(step("total"), event="00000000-0002")


@pytest.mark.parametrize(("one", "fires"), [
    (decided("closed_upheld", "00000000-0003"), "recompute"), (decided("closed_partly", "00000000-0003"), "recompute"),
    (decided("closed_dismissed", "00000000-0003"), "resolve"), (decided("closed_upheld", "00000000-0001"), "resolve"),
])  # fmt: skip
def test_a_hold_ends_back_in_the_publicity_or_at_the_inputs_A50(one, fires):
    held = year(TOTAL, step("hold"), state="objection_hold", links=(one,), **AUTOMATIC)
    assert [each.fired.name for each in automatic(TABLE, held)] == [fires]
    still = year(TOTAL, step("hold"), state="objection_hold", links=(one, objection("investigating")), **AUTOMATIC)
    assert automatic(TABLE, still) == []


@pytest.mark.parametrize(("state", "fires"), [("filed", []), ("investigating", ["hold"])])
def test_an_objection_holds_once_it_is_admitted_A50(state, fires):
    shown = year(TOTAL, state="publicised", links=(objection(state),), **AUTOMATIC)
    assert [each.fired.name for each in automatic(TABLE, shown)] == fires


@pytest.mark.parametrize(("on", "ticked", "found"), [
    ("2025-01-20", True, ""), ("2025-01-21", True, "GUARD_FAILED"), ("2024-12-31", True, "GUARD_FAILED"), (None, True, "GUARD_FAILED"),
    ("2025-01-20", None, "GUARD_FAILED"),
])  # fmt: skip
def test_the_result_is_reported_to_the_organisational_life_meeting_T14(on, ticked, found):
    form = {"reported_on": on, "reported": ticked}
    assert code(finality.reported, year(form=form)) == found
    elsewhere = changed(("reported_at: {is: 组织生活会, by: T14}", "reported_at: {is: none, by: T14}"))
    assert code(finality.reported, year(form=form, rules=elsewhere)) == ""


@pytest.mark.parametrize(("kind", "state", "event", "found"), [
    ("objection_review", "closed_upheld", "00000000-0003", ""), ("deduction_proposal", "confirmed", "00000000-0003", ""),
    ("objection_review", "closed_upheld", "00000000-0001", "GUARD_FAILED"), ("objection_review", "closed_dismissed", "00000000-0003", "GUARD_FAILED"),
    ("deduction_proposal", "hearing", "00000000-0003", "GUARD_FAILED"),
])  # fmt: skip
def test_a_final_rating_is_corrected_on_a_later_decision_alone_A51(kind, state, event, found):
    order = decided(state, event, kind)
    assert code(finality.later_decision, year(TOTAL, form={"order": order.no}, named={order.no: order})) == found
    assert code(finality.later_decision, year(TOTAL, form={"order": order.no})) == "GUARD_FAILED"


def test_the_result_is_put_away_after_ninety_days_and_not_while_an_appeal_is_open_B16():
    assert annual_rating.kept_open(year()) == days(90)
    assert code(finality.nothing_appealed, year(links=(objection("appealed"),))) == "OPEN_OBJECTION"
    assert code(finality.nothing_appealed, year(links=(objection("closed_dismissed", final=True),))) == ""


def test_who_acts_and_until_when_is_the_regime_s_to_say_A17_A61_A63():
    seen = year()
    assert (raters.totallers(seen), raters.totalling_persons(seen), raters.approvers(seen)) == (
        ("points_group",),
        (),
        ("party_committee",),
    )
    assert (raters.publicist(seen), raters.superior(seen), raters.total_due(seen)) == (
        "party_committee",
        "party_committee",
        date(2025, 1, 31),
    )
