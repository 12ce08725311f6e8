"""Inspections (T5 B39): from outside, of a stated sample, answered, confirmed one by one, announced, corrected by the branch and by nobody else."""

import json

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow.grammar import Taken
from procflow.guards import inspecting, ordered
from procflow.machines import inspection
from procflow.models import DatedFact
from tests import servers
from tests.machines.inspected import Inspected
from tests.machines.world import asked, code, everyone, facts, linked, resolution, step
from tests.regimes.examples import changed
from tests.world import built

OFFICE = changed(
    ("by: {is: supervision_group, by: T5}", "by: {is: party_building_office, by: B39}"),
    ("notice_by: {is: party_committee, by: T5}", "notice_by: {is: party_building_office, by: B39}"),
    ("findings: {is: [omission, misrecord, selective, procedure], by: T5}", "findings: {is: [omission, misrecord], by: B39}"),
)
SHEET, BOOK = (
    {"kind": "omission", "case": "DJ-1", "register": None, "member": "M01"},
    {"kind": "procedure", "case": None, "register": "第3页", "member": None},
)
START = step("start", form={"cases": ["DJ-1"], "members": None})
DRAFT = step("draft", form={"findings": [SHEET, BOOK], "cases": None})
ME = "LH1-XX-2024-0001"


def verdicts(*given):
    return Taken(
        "confirm", "U02", "2024-03-08", {"verdicts": [{"finding": n, "verdict": one} for n, one in enumerate(given, 1)]}, "00000000-0003"
    )


def about(*taken, **more):
    given = {"actor": "U02", "people": everyone("Y01", "M01"), "links": (), "on": "2024-03-08", "due": "2024-03-08"}
    return facts(**{**given, "taken": taken or (START, DRAFT), **more})


def correction(form, event="00000000-0004", no="DJ-1", subject="lh1", name="correct"):
    return linked("base_registration", "posted", Taken(name, "Y02", "2024-03-09", form, event), no=no, subject=subject)


def test_nobody_inspects_the_own_branch_T5():
    assert (code(inspecting.from_outside, about()), code(inspecting.from_outside, about(actor="Y01"))) == ("", "SELF_DEALING")
    mixed = resolution("supervision_group", ("U02", "M01"))
    assert asked(inspecting.none_of_the_branch, about(resolution=mixed)).inputs["persons"] == "M01"
    assert code(inspecting.none_of_the_branch, about(resolution=resolution("supervision_group", ("U02", "U03")))) == ""


def test_a_sample_is_cases_or_members_T5():
    for form, found in (
        ({"cases": [], "members": None}, "GUARD_FAILED"),
        ({"cases": ["DJ-1"], "members": None}, ""),
        ({"cases": None, "members": ["M01"]}, ""),
    ):
        assert code(inspecting.sample_defined, about(form=form)) == found


def test_a_finding_is_of_a_kind_that_the_rules_know_and_has_its_place_T5():
    form = {"findings": [SHEET, {**BOOK, "register": None}], "cases": None}
    assert asked(inspecting.each_placed, about(form=form)).inputs["places"] == "2"
    assert code(inspecting.kinds_of_rules, about(form=form)) == ""
    assert asked(inspecting.kinds_of_rules, about(form=form, rules=OFFICE)).inputs["kinds"] == "procedure"


@pytest.mark.parametrize(("case", "more", "found"), [("DJ-1", None, ""), ("DJ-2", ["DJ-2"], ""), ("DJ-2", None, "GUARD_FAILED")])
def test_a_case_that_is_to_be_corrected_is_among_those_looked_at(case, more, found):
    form = {"findings": [{**SHEET, "case": case}], "cases": more}
    assert code(inspecting.cases_listed, about(START, form=form)) == found


def test_the_branch_answers_or_has_had_its_days_before_anything_is_confirmed_T5():
    assert code(inspecting.answered_or_over, about()) == "TOO_EARLY"
    assert code(inspecting.answered_or_over, about(on="2024-03-09")) == ""
    assert code(inspecting.answered_or_over, about(START, DRAFT, step("reply"))) == ""


@pytest.mark.parametrize(
    ("numbers", "found"), [((1, 2), ""), ((2, 1), ""), ((1,), "GUARD_FAILED"), ((1, 1), "GUARD_FAILED"), ((1, 2, 3), "GUARD_FAILED")]
)
def test_each_finding_has_one_verdict(numbers, found):
    form = {"verdicts": [{"finding": n, "verdict": "keep"} for n in numbers]}
    assert code(inspecting.each_decided, about(form=form)) == found


def test_a_notice_needs_a_finding_that_was_kept_and_says_how_many_of_each_kind_R11():
    assert code(inspecting.something_kept, about(START, DRAFT, verdicts("drop", "drop"))) == "GUARD_FAILED"
    kept = about(START, DRAFT, verdicts("keep", "keep"), form={"number": "1号"})
    assert code(inspecting.something_kept, kept) == ""
    assert inspection.announced(kept).data["findings"] == {"omission": 1, "procedure": 1}


@pytest.mark.parametrize(
    ("terms", "found"),
    [([(1, "2024-03-08")], ""), ([(1, "2024-03-07")], "GUARD_FAILED"), ([(2, "2024-03-20")], "GUARD_FAILED"), ([], "GUARD_FAILED")],
)
def test_each_kept_finding_gets_its_day_and_no_other_T5(terms, found):
    form = {"terms": [{"finding": n, "due": due} for n, due in terms]}
    assert code(inspecting.each_has_its_day, about(START, DRAFT, verdicts("keep", "drop"), form=form)) == found


@pytest.mark.parametrize(("links", "reasons", "found"), [
    ((), (), "GUARD_FAILED"), ((), (1,), ""), ((correction({"order": ME}),), (), ""),
    ((correction({"order": ME}, event="00000000-0002"),), (), "GUARD_FAILED"),  # before it was confirmed
    ((correction({"order": "LH1-YY-2024-0001"}),), (), "GUARD_FAILED"), ((correction({"order": ME}, no="DJ-2"),), (), "GUARD_FAILED"),
])  # fmt: skip
def test_it_is_closed_once_every_kept_finding_is_corrected_or_explained_T5(links, reasons, found):
    form = {"reasons": [{"finding": n, "reason": "不须更正"} for n in reasons]}
    assert code(inspecting.each_settled, about(START, DRAFT, verdicts("keep", "drop"), links=links, form=form)) == found


def test_a_finding_that_names_a_member_alone_is_settled_by_a_correction_of_that_member():
    draft = step("draft", form={"findings": [{**SHEET, "case": None}]})
    for lines, found in (([{"member": "M01"}], ""), ([{"member": "M02"}], "GUARD_FAILED")):
        links = (correction({"order": ME, "lines": lines}),)
        assert code(inspecting.each_settled, about(START, draft, verdicts("keep"), links=links, form={"reasons": []})) == found


@pytest.mark.parametrize(("no", "verdict", "state", "found"), [
    (ME, "keep", "confirmed", ""), (ME, "keep", "closed", ""), (ME, "drop", "confirmed", "GUARD_FAILED"),
    ("DJ-9", "keep", "confirmed", "GUARD_FAILED"), (ME, "keep", "branch_response", "GUARD_FAILED"),
])  # fmt: skip
def test_a_kept_finding_orders_the_correction_of_the_case_that_it_names_and_of_no_other_A51(no, verdict, state, found):
    finding = linked("inspection", state, START, step("draft", form={"findings": [{**SHEET, "case": no}]}), verdicts(verdict))
    assert code(ordered, facts(links=(finding,))) == found


def test_who_inspects_and_who_announces_is_the_regime_s_to_say_T5_B39():
    assert (inspecting.inspectors(about()), inspecting.announcer(about())) == ("supervision_group", "party_committee")
    assert (inspecting.inspectors(about(rules=OFFICE)), inspecting.announcer(about(rules=OFFICE))) == ("party_building_office",) * 2
    assert inspecting.next_desk(about(START, DRAFT, verdicts("drop", "keep"))) == "party_committee"
    assert inspecting.next_desk(about(START, DRAFT, verdicts("drop", "drop"))) == "supervision_group"


# Played


@pytest.fixture
def branch(database_kind, tmp_path):
    engine = create_engine(servers.migrated_copy(database_kind, tmp_path, built), poolclass=NullPool)
    with Session(engine, expire_on_commit=False) as session:
        yield Inspected(session)
    engine.dispose()


def test_the_branch_corrects_on_the_order_of_the_inspection_and_then_it_is_closed_T5_A51(branch):
    found = branch.ordered()
    no, sheet = found["case"], found["sheet"]
    assert sorted((task.desk, task.due) for task in branch.tasks(no)) == [
        ("branch_secretary", "2024-03-15"),
        ("supervision_group", "2024-03-15"),
    ]
    closing = {"resolution": found["ok"]}
    assert branch.refused(no, "close", "U02", closing).code == "GUARD_FAILED"
    line = {"order": no, "lines": [{"member": "M01", "item": "study", "mark": "present"}]}
    assert branch.refused(sheet, "correct", "U02", line).code == "FORBIDDEN_ROLE"
    branch.step(sheet, "correct", "Y02", line)
    assert [(each.member_id, each.kind) for each in branch.entries() if each.kind == "correction"] == [("M01", "correction")]
    branch.step(no, "close", "U02", closing)
    assert branch.case(no).state == "closed"
    (notice,) = branch.rows(DatedFact, DatedFact.kind == "circular")
    assert (notice.subject, json.loads(notice.data)["findings"]) == (no, {"omission": 1})
