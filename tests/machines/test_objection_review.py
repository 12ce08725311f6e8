"""Objections, guard by guard: filed by whom against what, admitted as the dates say, handled by others, decided (T4 B14, A34 A49 A62)."""

import pytest

from procflow.decide import decide
from procflow.grammar import BodySeen, PersonSeen
from procflow.guards import admitting, lodging, outcomes, parties, timeliness
from tests.machines.objecting import BONUS, CLAIM, CLOSING, DEDUCTION, FEB, FORM, JAN, LEAD, NAMED, POSTED, SHEETS, TABLE, case, filing
from tests.machines.world import BUREAU, TOWNSHIP, asked, code, entry, everyone, facts, linked, resolution, step
from tests.regimes.examples import changed


def test_a_member_objects_to_a_posted_line_T4():
    assert decide(TABLE, "create", filing()).fired.to == "filed"


@pytest.mark.parametrize(("form", "guard"), [
    ({"sheet": "LH1-JZ-2024-0009"}, "of_this_sheet"), ({"sheet": CLAIM}, "of_this_sheet"), ({"about": "rating"}, "rating_named"),
    ({"targets": ["LH1-JL-2024-0009"]}, "targets_concern"), ({"targets": [CLOSING]}, "targets_concern"), ({"source": "masses"}, "taken_in_by_an_official"),
])  # fmt: skip
def test_what_names_no_line_of_the_sheet_is_refused(form, guard):
    assert guard in {each.guard for each in decide(TABLE, "create", filing(form=form)).refusals}


def test_the_sheet_is_one_of_the_period_and_posted():
    assert decide(TABLE, "create", filing(period="2024-Q2", roster=everyone("M05"), form={"targets": None})).code == "GUARD_FAILED"
    unposted = linked("quarterly_closing", "compiled", step("compile"), no=CLOSING, period="2024-Q1")
    assert code(lodging.sheet_posted, filing(named={CLOSING: unposted})) == "TOO_EARLY"


def test_another_member_s_claim_and_another_quarter_s_sheet_are_not_pointed_at():
    strange = linked("bonus_claim", "posted", no="X", subject="M06", period="2024-Q1")
    late = linked("base_registration", "posted", no="Y", subject="lh1", period="2024-04")
    for one in (strange, late):
        assert asked(lodging.targets_concern, filing(form={"targets": [one.no]}, named={one.no: one})).inputs["no"] == one.no
    assert code(lodging.targets_concern, filing(form={"targets": [JAN, FEB, CLAIM]})) == ""
    assert code(lodging.targets_concern, filing(form={"targets": None})) == ""


def test_villagers_and_the_unnamed_are_taken_in_by_an_official_with_a_paper_A49():
    entered = filing(actor="Y01", roles=("branch_secretary",), form={"source": "masses"})
    assert decide(TABLE, "create", entered).code == "MISSING_EVIDENCE"
    assert decide(TABLE, "create", filing(actor="Y01", roles=("branch_secretary",), form={"source": "anonymous"}, files=("a",))).fired
    assert code(lodging.taken_in_by_an_official, filing(form={"source": "masses"})) == "FORBIDDEN_ROLE"
    assert (
        code(lodging.taken_in_by_an_official, filing(roles=("recorder",), entered_for="M03", form={"source": "masses"})) == "FORBIDDEN_ROLE"
    )


def test_rules_may_leave_the_unnamed_out_A49():
    closed = changed(
        ("anonymous: {is: yes, by: A49}", "anonymous: {is: no, by: A49}"),
        ("who: {is: [member, masses], by: T4}", "who: {is: [member], by: T4}"),
    )
    for source in ("anonymous", "masses"):
        assert code(lodging.source_admitted, filing(rules=closed, form={"source": source})) == "GUARD_FAILED"
        assert code(lodging.source_admitted, filing(form={"source": source})) == ""


def test_a_stranger_to_the_sheet_has_no_line_on_it():
    assert code(lodging.on_the_roster, filing(subject="M99")) == "NOT_IN_SCOPE"


def test_the_same_member_objects_to_an_item_once_at_a_time():
    before = linked("objection_review", "filed", step("create", form=FORM, by="M01"), no="YY-1", subject="M05", period="2024-Q1")
    assert asked(lodging.not_filed_before, filing(alike=(before,))).inputs == {"no": "YY-1"}
    assert code(lodging.not_filed_before, filing(alike=(before,), form={"targets": [LEAD]})) == ""
    assert code(lodging.not_filed_before, filing(alike=(before,), actor="M02")) == ""
    assert code(lodging.not_filed_before, filing(alike=(before,), form={"source": "masses"})) == ""


def test_rules_may_refuse_what_comes_late_A49():
    strict = changed(("late: {is: late, by: A49}", "late: {is: refuse, by: A49}"))
    assert code(lodging.late_ones_taken, filing(rules=strict, on="2024-04-05")) == ""
    assert asked(lodging.late_ones_taken, filing(rules=strict, on="2024-04-06")).inputs == {"last": "2024-04-05", "today": "2024-04-06"}
    assert code(lodging.late_ones_taken, filing(on="2024-04-06")) == ""


@pytest.mark.parametrize(("filed", "kind"), [
    ("2024-04-01", "late"), ("2024-04-02", "publicity"), ("2024-04-05", "publicity"), ("2024-04-06", "late"),
    ("2024-04-10", "verification"), ("2024-04-13", "verification"), ("2024-04-14", "late"), ("2024-04-20", "publicity"),
])  # fmt: skip
def test_the_dates_say_the_kind_the_posting_day_counts_A34_A49(filed, kind):
    taken = (step("publicise", on="2024-04-02"), step("office_opinion", on="2024-04-10"), step("publicise", on="2024-04-18"))
    sheet = linked("quarterly_closing", "publicised", *taken, period="2024-Q1")
    assert timeliness.kind_due(facts(), sheet, filed) == kind


def test_a_year_s_rating_has_the_window_of_its_own_sheet():
    posted = linked("annual_rating", "publicised", step("publicise", on="2025-02-03"), period="2024")
    assert timeliness.last_day(facts(period="2024"), posted) == "2025-02-10"  # five working days
    assert timeliness.last_day(facts(), linked("quarterly_closing", "open", period="2024-Q1")) == ""
    assert timeliness.last_day(facts(), None) == ""


def admission(**more):
    return case(form={"kind": "publicity", "handler": "Y06", "resolution": "ZW-1", **more.pop("form", {})}, state="filed", **more)


def test_the_committee_admits_it_and_charges_somebody():
    assert decide(TABLE, "admit", admission()).fired.to == "investigating"
    assert [each.to for each in decide(TABLE, "admit", admission()).effects] == ["M05"]


@pytest.mark.parametrize(("more", "guard"), [
    ({"form": {"kind": "late"}}, "kind_as_dated"), ({"actor": "M05"}, "not_a_party"), ({"actor": "M01"}, "not_a_party"),
    ({"form": {"handler": "M05"}}, "handler_apart"), ({"form": {"handler": "M01"}}, "handler_apart"), ({"form": {"handler": "Y04"}}, "handler_apart"),
    ({"form": {"handler": "Y99"}}, "handler_of_branch"), ({"resolution": None}, "resolved"),
])  # fmt: skip
def test_nobody_handles_what_is_their_own_or_their_own_work(more, guard):
    assert guard in {each.guard for each in decide(TABLE, "admit", admission(**more)).refusals}


def test_an_activist_or_somebody_gone_handles_no_objection():
    for standing in ("activist", "gone"):
        assert code(admitting.handler_of_branch, admission(people={"Y06": PersonSeen("Y06", standing)})) == "FORBIDDEN_ROLE"


def test_the_objector_and_the_member_concerned_do_not_decide():
    bodies = {"branch_committee": BodySeen("branch_committee", ("M01", "M05", "Y02"), ("Y02",))}
    outvoted = resolution("branch_committee", ("M01", "M05"), on="2024-04-05")
    assert code(admitting.parties_abstained, admission(bodies=bodies, resolution=outvoted)) == "SELF_DEALING"
    assert (
        code(admitting.parties_abstained, admission(bodies=bodies, resolution=resolution("branch_committee", ("Y02",), on="2024-04-05")))
        == ""
    )
    assert code(admitting.parties_abstained, admission(resolution=None)) == ""


def test_of_a_villager_s_objection_the_official_who_took_it_in_is_no_party():
    assert code(admitting.not_a_party, admission(filed={"source": "masses"}, actor="M01")) == ""
    assert parties.objector(admission(filed={"source": "anonymous"})) == ""


def test_admission_is_refused_with_a_reason():
    seen = case(form={"reason": "已有结论", "resolution": "ZW-1"}, state="filed")
    assert decide(TABLE, "refuse_admission", seen).fired.to == "not_admitted"
    assert code(TABLE.rows["refuse_admission"][0].fits[-1], case(form={"reason": None})) == "GUARD_FAILED"


def conclusion(result="partly", points=-400, **more):
    form = {
        "result": result,
        "points": points,
        "component": None,
        "targets": None,
        "evidence": "x",
        "heard": "heard",
        "reason": "x",
        "resolution": "ZW-1",
    }
    return case(
        step("admit", form={"kind": "publicity", "handler": "Y06"}), form={**form, **more.pop("form", {})}, state="investigating", **more
    )


def test_four_points_are_taken_of_ten_O2():
    assert decide(TABLE, "decide", conclusion()).fired.to == "decided"


@pytest.mark.parametrize(("result", "points", "ok"), [
    ("upheld", -400, True), ("upheld", None, False), ("partly", 0, False), ("dismissed", None, True), ("dismissed", -400, False),
])  # fmt: skip
def test_what_is_upheld_changes_points_what_is_dismissed_none(result, points, ok):
    assert (code(outcomes.points_stated, conclusion(result, points)) == "") == ok


def test_a_grade_and_a_veto_are_set_right_without_points():
    veto = linked("deduction_proposal", "posted", step("to_decision", form={"points": None}), no=LEAD, subject="M05", period="2024")
    about_grade = {"about": "rating", "component": "other", "targets": None}
    assert code(outcomes.points_stated, conclusion("upheld", None, filed=about_grade, period="2024")) == ""
    assert (
        code(
            outcomes.points_stated,
            conclusion("upheld", None, filed={"component": "deduction", "targets": [LEAD]}, period="2024", links=(veto,)),
        )
        == ""
    )


@pytest.mark.parametrize(("filed", "links", "ok"), [
    ({}, (POSTED, BONUS), True), ({"targets": None}, (POSTED,), False), ({"component": "base"}, (POSTED, BONUS), False),
    ({"component": "base", "targets": [JAN, FEB]}, (POSTED, *SHEETS), True), ({"component": "other"}, (POSTED, BONUS), False),
    ({"targets": [CLAIM, LEAD]}, (BONUS, DEDUCTION), False), ({}, (linked("bonus_claim", "reversed", no=CLAIM, subject="M05"),), False),
])  # fmt: skip
def test_the_change_has_one_place_where_the_points_stand(filed, links, ok):
    assert (code(outcomes.change_has_its_place, conclusion(filed=filed, links=links)) == "") == ok


def test_the_decision_may_name_the_place_that_the_objector_did_not_know():
    seen = conclusion(
        "upheld", 300, filed={"targets": None, "about": "omission"}, form={"component": "base", "targets": [JAN]}, named=NAMED
    )
    assert code(outcomes.change_has_its_place, seen) == ""


@pytest.mark.parametrize(("points", "standing"), [(-1000, None), (-1001, "10")])
def test_no_more_is_taken_than_stands(points, standing):
    refusal = asked(outcomes.within_what_stands, conclusion(points=points))
    assert (refusal and refusal.inputs["standing"]) == standing


def test_of_a_deduction_what_was_decided_stands_and_of_base_points_the_ledger():
    lowered = {"component": "deduction", "targets": [LEAD]}
    assert code(outcomes.within_what_stands, conclusion(points=-200, filed=lowered, links=(DEDUCTION,))) == ""
    assert code(outcomes.within_what_stands, conclusion(points=-201, filed=lowered, links=(DEDUCTION,))) == "GUARD_FAILED"
    base = {
        "filed": {"component": "base", "targets": [JAN]},
        "links": SHEETS,
        "entries": (entry("M05", 150), entry("M05", 900, period="2024-Q2")),
    }
    assert (
        code(outcomes.within_what_stands, conclusion(points=-150, **base)),
        code(outcomes.within_what_stands, conclusion(points=-151, **base)),
    ) == ("", "GUARD_FAILED")


@pytest.mark.parametrize(
    ("rules", "component", "ok"),
    [(TOWNSHIP, "bonus", False), (BUREAU, "bonus", True), (TOWNSHIP, "base", True), (BUREAU, "deduction", False)],
)
def test_a_bonus_that_the_meeting_passed_is_never_raised_A62(rules, component, ok):
    assert (code(outcomes.never_raised, conclusion("upheld", 100, rules=rules, form={"component": component})) == "") == ok


def test_one_claim_is_corrected_by_one_objection():
    other = linked("objection_review", "decided", step("create", form=FORM), step("decide", form={"result": "upheld", "points": -100, "component": None}),
                   no="YY-1", subject="M05", period="2024-Q1")  # fmt: skip
    assert asked(outcomes.not_corrected_twice, conclusion(alike=(other,))).inputs == {"no": "YY-1"}
    assert code(outcomes.not_corrected_twice, conclusion("dismissed", None, alike=(other,))) == ""
