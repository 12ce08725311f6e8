"""Awards (T19 T20 B18): what stands against one, around which day it is conferred, the list of honours (R16), and how it is taken back (A51)."""

import json
from dataclasses import replace

import pytest

from procflow.grammar import Taken
from procflow.guards import awards
from procflow.machines import award
from procflow.models import Case, DatedFact
from tests.machines import yearend
from tests.machines.rated import FILED
from tests.machines.world import asked, code, facts, linked, person, step
from tests.regimes.examples import changed

NO_DAYS = changed(
    ("day: {is: 07-01, by: T20}", "day: {is: none, by: B18}"),
    ("window_from: {is: 06-15, by: [T20, §3.20], bind: S}", "window_from: {is: none, by: B18}"),
    ("window_to: {is: 07-15, by: [T20, §3.20], bind: S}", "window_to: {is: none, by: B18}"),
)
LENIENT = changed(("bars: {is: [rating_open, veto, adverse_case, discipline], by: [T19, §3.20]}", "bars: {is: [rating_open], by: §3.20}"))
APPROVED = (step("open", form={"grade": "star5"}), step("approve", "2025-06-20", form={"document": "青党〔2025〕20号"}))
FINAL = (linked("annual_rating", "final", period="2024", settled=True),)


def rated(grade, veto=False):
    return {**FILED, "lines": [{"member": "M01", "computed": grade, "confirmed": grade, "veto": veto}]}


def about(**more):
    given = {
        "on": "2025-06-30", "subject": "M01", "period": "2024", "actor": "U01", "member": person("M01"), "dossier": (), "rating": rated("star5"),
        "sheets": FINAL, "taken": APPROVED,
    }  # fmt: skip
    return facts(**{**given, **more})


def proposal(kind, state, period="2024-Q4", **ends):
    return linked("deduction_proposal", state, step("create", form={"kind": kind}), period=period, no="LH1-KF-1", **ends)


def found(**more):
    return [one.name for one in awards.MAY_HAVE_IT if code(one, about(**more))]


def test_who_stands_well_may_have_it():
    assert found() == []


@pytest.mark.parametrize("state", ["awaiting_inputs", "publicised", "objection_hold"])
def test_it_waits_until_the_rating_is_final_T20(state):
    assert found(sheets=(linked("annual_rating", state, period="2024"),)) == ["rating_final"]


@pytest.mark.parametrize("grade", ["no_star", "talk", "unqualified", ""])
def test_a_grade_below_the_stars_carries_none_T20(grade):
    assert found(rating=rated(grade)) == ["grade_carries"]


def test_a_veto_stands_against_it_in_the_rating_or_decided_since_T11():
    assert found(rating=rated("star5", veto=True)) == ["no_veto"]
    assert found(dossier=(proposal("veto", "posted", "2024", settled=True),)) == ["no_veto"]
    assert found(dossier=(proposal("veto", "reversed", "2024", final=True), proposal("deduction", "posted", settled=True))) == []
    assert found(dossier=(proposal("veto", "posted", "2023", settled=True),)) == []


@pytest.mark.parametrize(
    "case",
    [
        linked("unqualified_handling", "opened"),
        linked("education_rectification", "rectifying"),
        linked("probation_case", "opened", step("open", form={"trigger": "rating"})),
        proposal("veto", "hearing", "2025"),
    ],
    ids=lambda case: case.procedure,
)
def test_an_adverse_case_under_way_stands_against_it_T20(case):
    assert found(dossier=(case,)) == ["no_adverse_case"]
    assert asked(awards.no_adverse_case, about(dossier=(case,))).inputs["no"] == case.no
    assert found(dossier=(replace(case, final=True),)) == []


def test_a_probation_that_ends_and_an_ordinary_deduction_do_not():
    ending = linked("probation_case", "opened", step("create", form={"trigger": "term_ending"}))
    assert found(dossier=(ending, proposal("deduction", "hearing"))) == []


def test_discipline_stands_against_it_A56():
    assert found(dossier=(linked("unqualified_handling", "referred", final=True),)) == ["no_discipline"]
    assert found(member=replace(person("M01"), may_vote=False)) == ["no_discipline"]
    assert found(member=person("M01", standing="probationary")) == []


def test_the_rules_say_what_stands_against_it():
    open_case = linked("unqualified_handling", "referred")
    assert found(rules=LENIENT, dossier=(open_case, proposal("veto", "posted")), rating=rated("star5", veto=True)) == []


@pytest.mark.parametrize(
    ("on", "refused"), [("2025-06-20", ""), ("2025-06-30", ""), ("2025-06-19", "GUARD_FAILED"), ("2025-07-01", "GUARD_FAILED")]
)
def test_it_is_conferred_after_its_approval_and_not_ahead_of_today(on, refused):
    assert code(awards.conferred_by_now, about(form={"on": on})) == refused


@pytest.mark.parametrize(("on", "timely"), [("2025-06-15", "yes"), ("2025-07-15", "yes"), ("2025-06-14", "no"), ("2025-07-16", "no")])
def test_the_list_of_honours_says_whether_it_came_around_the_first_of_July_R16(on, timely):
    form = {"on": on, "plaque": None, "resolution": "DW-7"}
    filed = award.registered(about(form=form))
    assert (filed.kind, filed.subject, filed.since, filed.data["in_window"]) == ("award", "M01", on, timely)
    assert award.registered(about(form=form, rules=NO_DAYS)).data["in_window"] == ""


def test_it_is_due_by_the_end_of_those_days_where_the_rules_name_any_T20():
    assert award.window_end(about()).isoformat() == "2025-07-15"
    assert award.window_end(about(rules=NO_DAYS)) is None


CONFERRED = (*APPROVED, Taken("confer", "U01", "2025-07-01", {"on": "2025-07-01"}, "00000000-0005"))


def disposed(step_name, event, procedure="unqualified_handling"):
    return linked(procedure, "rectifying", Taken(step_name, "U01", "2025-09-01", {}, event))


@pytest.mark.parametrize(("given", "refused"), [
    ({"rating": rated("no_star")}, ""), ({}, "GUARD_FAILED"),
    ({"rating": rated("no_star"), "sheets": (linked("annual_rating", "awaiting_inputs", period="2024"),)}, "GUARD_FAILED"),
])  # fmt: skip
def test_it_is_revoked_once_the_rating_was_corrected_below_it_and_is_final_again_A51(given, refused):
    assert code(awards.taken_back_for_cause, about(form={"ground": "rating_corrected"}, **given)) == refused


@pytest.mark.parametrize(("case", "refused"), [
    (disposed("approve_rectify", "00000000-0006"), ""), (disposed("approve_cancel", "00000000-0006", "probation_case"), ""),
    (disposed("approve_rectify", "00000000-0004"), "GUARD_FAILED"), (disposed("approve_regular", "00000000-0006", "probation_case"), "GUARD_FAILED"),
    (disposed("to_meeting", "00000000-0006"), "GUARD_FAILED"), (disposed("approve_rectify", "00000000-0006", "bonus_claim"), "GUARD_FAILED"),
])  # fmt: skip
def test_it_is_revoked_where_a_disposition_came_later(case, refused):
    assert code(awards.taken_back_for_cause, about(form={"ground": "later_disposition"}, taken=CONFERRED, dossier=(case,))) == refused


# Played


@pytest.fixture
def year(database_kind, tmp_path):
    with yearend.opened(database_kind, tmp_path, yearend.talked) as world:
        yield world


def honours(year):
    rows = year.rows(DatedFact, DatedFact.kind == "award", DatedFact.superseded_by.is_(None))
    return [(row.subject, json.loads(row.data)) for row in rows]


def test_from_the_final_rating_to_the_list_of_honours_and_off_it_again_T20(year):
    no, other = sorted(each.no for each in year.rows(Case, Case.procedure == "award"))[:2]
    vetting = {"checked": "yes", "resolution": year.resolve()}
    assert year.refused(no, "vet", "U01", vetting).code == "FORBIDDEN_ROLE"
    year.step(no, "vet", "Y02", vetting)
    assert [task.desk for task in year.tasks(no)] == ["party_committee"]
    year.step(other, "withhold", "Y02", {"ground": "other", "reason": "本人谦让", "resolution": year.resolve()})
    year.at("2025-06-20")
    year.step(no, "approve", "U01", {"document": "青党〔2025〕20号", "resolution": year.resolve("party_committee")})
    assert [task.due for task in year.tasks(no)] == ["2025-07-15"]
    year.at("2025-07-01")
    year.step(no, "confer", "U01", {"on": year.today, "resolution": year.resolve("party_committee")})
    ((member, line),) = honours(year)
    assert (member, line["grade"], line["in_window"], line["document"]) == (year.case(no).subject, "star2", "yes", "青党〔2025〕20号")
    form = {"ground": "rating_corrected", "reason": "等次更正", "resolution": year.resolve("party_committee")}
    assert year.refused(no, "revoke", "U01", form).code == "GUARD_FAILED"
    assert (year.case(no).state, year.case(other).state) == ("conferred", "withheld")
