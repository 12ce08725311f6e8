"""Clauses that inform or organise, shown by the procedures, roles and rules that carry them: each person's part, each source, each use of the result."""

from procflow.grammar import Step
from procflow.guards import grades
from procflow.machines import base_registration, tables
from procflow.regimes.appraisal import SOURCES
from procflow.regimes.rulebook import load
from tests.machines.world import facts, person, step

BUREAU = load("bureau_quarterly")


def rows(procedure: str, name: str) -> tuple[Step, ...]:
    return tables()[procedure].rows[name]


def named(procedure: str) -> set[str]:
    """The roles that a procedure's steps and desks name outright."""
    table = tables()[procedure]
    desks = {
        each
        for state in table.states
        if not callable(state.desk)
        for each in ((state.desk,) if isinstance(state.desk, str) else state.desk)
    }
    return desks | {role for each in table.steps for role in each.named}


def test_duties_organisational_life_and_study_are_base_items_posted_for_their_quarter_B6():
    base = {item.code: item for item in BUREAU.items("base")}
    assert {"duty", "tasks", "assembly", "group_meeting", "study", "training"} <= base.keys()
    form = {"lines": [{"member": "K01", "item": item, "mark": "present", "on": None} for item in ("duty", "assembly", "study")]}
    seen = facts(rules=BUREAU, on="2024-02-05", period="2024-01", taken=(step("create", form=form),), member=person("K01"))
    posted = base_registration.line_points(seen)
    assert [(each.item, each.points, each.period) for each in posted] == [
        (name, base[name].low, "2024-Q1") for name in ("duty", "assembly", "study")
    ]


def test_every_sheet_names_one_of_the_five_sources_and_a_lead_one_that_the_rules_admit_B10():
    assert list(base_registration.SOURCES) == ["daily_record", "self_report", "masses", "appraisal", "organisation"]
    source = base_registration.Sheet().fields["source"]
    assert source.required
    assert set(source.options) == set(base_registration.SOURCES)
    assert set(BUREAU.value("deductions.sources")) == {"superior_feedback", "routine", "masses"}


def test_secretary_committee_and_group_leaders_each_have_their_part_in_the_five_stages_B25():
    """Rules, letters, records, quarters, the year: in each somebody is named who acts."""
    stages = {
        "rule_revision": "member_meeting", "commitment_letter": "dept_head", "bonus_claim": "group_leader", "quarterly_closing": "branch_secretary",
        "annual_rating": "branch_secretary",
    }  # fmt: skip
    assert {procedure: role for procedure, role in stages.items() if role not in named(procedure)} == {}


def test_recorder_and_discipline_commissioner_both_register_B30():
    assert BUREAU.registrar() == ("recorder", "discipline_commissioner")
    assert base_registration.registrars(facts(rules=BUREAU)) == BUREAU.registrar()
    (create,) = rows("deduction_proposal", "create")
    assert {"recorder", "discipline_commissioner"} <= set(create.named)
    assert {"study", "dues", "tasks", "assembly"} <= {item.code for item in BUREAU.items("base")}


def test_the_years_result_leads_to_honours_help_and_disposition_B37():
    opened = {grade.code: (*(("award",) if grade.award else ()), *grade.opens) for grade in BUREAU.grades}
    assert opened == {
        "excellent": ("award",), "qualified": (), "basic": ("education_rectification", "probation_case"),
        "unqualified": ("unqualified_handling", "probation_case"),
    }  # fmt: skip
    assert {name for names in opened.values() for name in names} <= tables().keys()


def test_the_secretary_issues_the_ledger_and_the_committee_that_assesses_makes_it_final_B38():
    assert {each.named for each in rows("quarterly_closing", "issue")} == {("branch_secretary",)}
    for procedure, name in (("quarterly_closing", "finalize_office"), ("annual_rating", "confirm")):
        (row,) = rows(procedure, name)
        bodies = {"branch_committee": None}
        assert row.by(facts(rules=BUREAU, bodies=bodies)) == "branch_committee"
        assert "resolved" in {guard.name for guard in row.fits}
    assert grades.own_grade_left_to_others in rows("annual_rating", "confirm")[0].fits


def test_points_pledges_and_the_appraisal_meet_in_one_score_and_the_rules_may_be_revised_any_year_B40():
    assert set(SOURCES) == set(BUREAU.value("appraisal.weights")) == {"members", "masses", "pledge"}
    assert BUREAU.value("annual.formula") == "mean_periods_plus_appraisal"
    assert [row.source for row in rows("rule_revision", "create")] == ["new"]
