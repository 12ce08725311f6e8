"""What the thresholds of published plans make of a score (P1 P4): the measure for who is on probation, and the end of an activist's account."""

from dataclasses import replace

import pytest

from procflow.decide import decide
from procflow.guards import thresholds
from procflow.machines import tables
from procflow.regimes.check import check
from procflow.regimes.rulebook import load
from tests.machines.membership import EXTENDED, OPENED, OPINION, probationary, seen
from tests.machines.world import BODIES, asked, code, facts, person, resolution, step
from tests.regimes.examples import changed, codes

P1, P4 = load("dongyang_2014"), load("yongzhou_forestry_2018")
FINAL = {"2024": ("2025-01-28", "qualified")}
SITTING = {
    "actor": "Y02",
    "roles": ("branch_committee",),
    "bodies": BODIES,
    "resolution": resolution("branch_committee", ("Y01", "Y02"), "2025-02-01"),
}


def rated(score, deduction=0):
    return {"lines": [{"member": "K12", "base": score, "bonus": 0, "deduction": deduction, "appraisal": 0, "score": score}]}


def proposing(rules, score, measure, trigger="term_ending", **more):
    form = {"measure": measure, "trigger": trigger, "months": None}
    return seen(rules=rules, **{"form": form, "last_rating": rated(score), "grades": FINAL, **more})


@pytest.mark.parametrize(("rules", "score", "allowed"), [
    (P1, 8499, {"cancel"}), (P1, 8500, {"regularize", "extend", "cancel"}),
    (P4, 8500, {"regularize"}), (P4, 8499, {"extend"}), (P4, 7000, {"extend"}), (P4, 6999, {"cancel"}),
])  # fmt: skip
def test_the_measure_is_the_one_that_the_score_has_under_the_plan_P1_P4(rules, score, allowed):
    found = {each for each in ("regularize", "extend", "cancel") if not code(thresholds.as_threshold, proposing(rules, score, each))}
    assert found == allowed


def test_the_refusal_names_score_threshold_and_outcome_P4():
    refusal = asked(thresholds.as_threshold, proposing(P4, 7250, "regularize"))
    assert (refusal.code, refusal.inputs) == ("GUARD_FAILED", {"member": "K12", "score": "72.5", "outcome": "延长预备期"})


def test_the_committee_forms_the_opinion_that_the_plan_says_P4():
    given = {**OPINION, "measure": "extend", "months": 6, "resolution": "JF-1"}
    assert decide(tables()["probation_case"], "form_opinion", proposing(P4, 7500, "extend", **SITTING, form=given)).code == ""
    refused = decide(
        tables()["probation_case"],
        "form_opinion",
        proposing(P4, 7500, "", **SITTING, form={**given, "measure": "cancel", "months": None}),
    )
    assert [each.guard for each in refused.refusals] == ["as_threshold"]


def test_who_was_extended_already_and_falls_short_again_is_cancelled_N8_P4():
    again = {
        "member": probationary(**EXTENDED),
        "on": "2026-02-20",
        "period": "2026",
        "last_rating": rated(7500),
        "grades": {"2025": ("2026-01-28", "qualified")},
    }
    assert code(thresholds.as_threshold, proposing(P4, 0, "cancel", **again)) == ""
    assert code(thresholds.as_threshold, proposing(P4, 0, "regularize", **again)) == "GUARD_FAILED"


def test_after_an_extension_only_what_was_earned_since_counts_A43():
    before = {"member": probationary(**EXTENDED), "on": "2025-09-20"}
    assert (
        code(thresholds.as_threshold, proposing(P4, 6000, "regularize", **before)) == ""
    )  # the rating of 2024 led to it; `interim_known` says the rest
    interim = changed(("interim_of: {is: none,", "interim_of: {is: 20,"), ("extensions: {is: 1, by: N8}", ("extensions: {is: 1, by: N8}\n  thresholds:"
                      "\n    - {code: cancel, label: 取消, all: [score < 70], by: P4}")))  # fmt: skip
    quarters = {"2025-Q2": ["K12", 1300, 0, 0, 0, 1300, 1]}
    assert asked(thresholds.as_threshold, proposing(interim, 9000, "regularize", **before, standings=quarters)).inputs["score"] == "65"


@pytest.mark.parametrize("trigger", ["discipline", "term_ending"])
def test_a_breach_of_discipline_is_weighed_by_itself_N8(trigger):
    found = code(thresholds.as_threshold, proposing(P4, 9000, "cancel", trigger))
    assert found == ("" if trigger == "discipline" else "GUARD_FAILED")


def test_a_rating_under_way_is_waited_for_and_none_at_all_binds_nobody():
    assert code(thresholds.score_final, proposing(P4, 9000, "cancel", grades={})) == "TOO_EARLY"
    assert code(thresholds.score_final, proposing(P4, 9000, "cancel")) == ""
    assert code(thresholds.score_final, proposing(P4, 9000, "cancel", "discipline", grades={})) == ""
    nobody = proposing(P4, 0, "cancel", last_rating={})
    assert (code(thresholds.score_final, nobody), code(thresholds.as_threshold, nobody)) == ("", "")
    assert (
        code(thresholds.as_threshold, seen(form={"measure": "cancel", "trigger": "term_ending"}, last_rating=rated(9000), grades=FINAL))
        == ""
    )


def test_the_rating_of_the_year_of_the_case_comes_before_that_of_the_year_before():
    both = proposing(P4, 6000, "regularize", rating=rated(9000), grades={**FINAL, "2025": ("2026-01-28", "qualified")}, taken=(OPENED,))
    assert code(thresholds.as_threshold, both) == ""


def ending(rules, totals, ground="dropped"):
    standings = {f"2024-Q{number}": ["K16", points, 0, 0, 0, points, 1] for number, points in enumerate(totals, 1)}
    standing = replace(person("K16", "2024-01-01"), standing="activist")
    return facts(rules=rules, subject="K16", state="opted_in", period="2024", on="2025-02-03", member=standing, standings=standings,
                 taken=(step("create"),), **SITTING, form={"ground": ground, "on": "2025-02-03", "resolution": "JF-1"})  # fmt: skip


@pytest.mark.parametrize(("totals", "found"), [
    ((8499, 0, 0, 0), ""), ((8500, 0, 0, 0), "GUARD_FAILED"), ((8499, 0, 0), "GUARD_FAILED"), ((), "GUARD_FAILED"),
])  # fmt: skip
def test_an_activist_under_85_in_a_closed_year_is_dropped_P1(totals, found):
    assert decide(tables()["activist_opt_in"], "end", ending(P1, totals)).code == found


def test_without_such_a_threshold_the_score_is_no_ground_B3():
    assert asked(thresholds.dropped_as_scored, ending(P4, (100, 0, 0, 0))).inputs == {"member": "K16", "score": "1", "outcome": "—"}
    assert code(thresholds.dropped_as_scored, ending(P4, (100, 0, 0, 0), "left")) == ""


def test_thresholds_look_at_score_and_deductions_alone_A43():
    line = (
        "extensions: {is: 1, by: N8}",
        "extensions: {is: 1, by: N8}\n  thresholds:\n    - {code: cancel, label: 取消, all: [base < 10], by: P4}",
    )
    assert codes(check(changed(line)), "error") == ["UNSUPPORTED"]
