"""Democratic appraisal played through the write door: self-evaluation, ballot, the masses, the score, the grade, feedback (T14 B9 B35 N14 N15 A31 A57)."""

import json

import pytest

from procflow import clock
from procflow.models import Case, DatedFact
from procflow.proof.check import verify
from tests.machines import appraising
from tests.machines.appraising import ALL, RULES, line, slip, tally
from tests.regimes.examples import TOWNSHIP
from tests.world import MEMBERS


@pytest.fixture
def branch(world):
    return appraising.Appraisal(world.session)


def filed(branch):
    rows = branch.rows(DatedFact, DatedFact.kind == "appraisal", DatedFact.superseded_by.is_(None))
    return json.loads(max(rows, key=lambda row: (row.since, row.fact_id)).data)


def told(refused):
    return {each.guard for each in refused.refusals}


def test_an_appraisal_from_self_evaluation_to_its_filing_gives_points_for_the_year_and_grades_beside_them_B9_B35_A31_A57(branch):
    branch.at_masses()
    branch.both_enter(tally(5, 5, 0, 0, returned=10))
    branch.take("mass_done", "Y02")
    posted = {(row.member_id, row.component, row.item, row.points, row.counts_in) for row in branch.entries()}
    # 0.8 × (2×10 + 7×8)/9 + 0.2 × 9 = 8.5555… : rounded once
    assert posted == {(name, "appraisal", "appraisal", 856, "2024") for name in ALL}
    assert filed(branch)["lines"][0] == {
        "member": "M01",
        "members": [2, 7, 0, 0],
        "masses": [5, 5, 0, 0],
        "pledge": "",
        "points": 856,
        "grade": "",
    }
    branch.resolution()
    branch.take("assess", "Y02", branch.decided(M01="excellent", M02="excellent", Y06="basic"))
    found = filed(branch)
    assert (found["version"], {each["member"]: each["grade"] for each in found["lines"]}) == (
        2, dict.fromkeys(MEMBERS, "qualified") | {"M01": "excellent", "M02": "excellent", "Y06": "basic", "P10": ""})  # fmt: skip
    branch.take("file", "Y01", {"told": list(ALL), "number": "BA-1"})
    assert branch.case(branch.no).state == "filed"
    assert [str(each) for each in verify(branch.session).findings] == [], "the log tells the same as the rows"


def test_where_the_regime_makes_no_points_of_it_nothing_is_posted_and_the_masses_need_not_be_asked_T14(branch):
    branch.at_masses(rules=TOWNSHIP)
    assert told(branch.refused(branch.no, "mass_tally", "Y02", tally(5, 5, 0, 0, returned=10))) == {"masses_asked"}
    branch.take("mass_done", "Y02")
    assert (branch.entries(), filed(branch)["lines"][0]["points"]) == ([], 0)


def test_too_many_ballots_void_the_vote_and_the_void_tally_is_kept_N9(branch):
    branch.ready()
    branch.evaluated()
    branch.at_ballot()
    assert branch.refused(branch.no, "count", "Y02", tally(2, 8, 0, 0, returned=10)).code == "VOTE_VOID"
    again = {"discussion": "重新测评", "issued": 9, "probationary": 1}
    assert told(branch.refused(branch.no, "reballot", "Y01", {**again, "returned": 9, "lines": []})) == {"too_many_returned"}
    void = tally(2, 8, 0, 0, returned=10)
    branch.take("reballot", "Y01", {**again, **void})
    kept = branch.chain(branch.no)[-1].body["form"]
    assert (kept["returned"], kept["lines"][0]["qualified"], branch.case(branch.no).state) == (10, 8, "balloting")
    branch.counted()


def test_paper_ballots_of_the_masses_count_once_two_people_entered_the_same_B9(branch):
    branch.at_masses()
    given = tally(5, 5, 0, 0, returned=10)
    branch.take("mass_tally", "Y02", given)
    branch.take("mass_tally", "Y02", given)
    assert "entered_by_two" in told(branch.refused(branch.no, "mass_done", "Y02"))
    other = {**given, "lines": [*given["lines"][1:], line("M01", 4, 6, 0, 0)]}
    branch.take("mass_tally", "Y03", other)
    refused = branch.refused(branch.no, "mass_done", "Y02")
    assert [(each.guard, each.inputs["members"]) for each in refused.refusals] == [("tallies_agree", "M01")]
    branch.take("mass_tally", "Y03", given)
    branch.take("mass_done", "Y02")


def test_a_slip_is_cast_once_by_nobody_in_person_and_only_as_many_as_were_issued_B9(branch):
    branch.at_masses()
    assert branch.refused(branch.no, "cast", "slip-a1", slip()).code == "GUARD_FAILED"
    branch.take("issue_slips", "Y02", {"slips": "5"})
    assert branch.refused(branch.no, "issue_slips", "Y02", {"slips": "5"}).code == "DUPLICATE"
    for number in range(5):
        branch.take("cast", f"slip-a{number}", slip(M01="excellent", M02="unknown"))
    assert branch.refused(branch.no, "cast", "slip-a1", slip("basic")).code == "DUPLICATE"
    assert told(branch.refused(branch.no, "cast", "slip-a9", slip())) == {"slips_left"}
    assert branch.refused(branch.no, "cast", "M02", slip()).code == "FORBIDDEN_ROLE"
    refused = branch.refused(branch.no, "mass_done", "Y02")
    assert [(each.guard, each.inputs["members"]) for each in refused.refusals] == [("scores_answer", "M02")], "nobody knew M02: no guess"
    branch.both_enter(tally(1, 1, 0, 0, returned=2))
    branch.take("mass_done", "Y02")
    lines = {each["member"]: each["masses"] for each in filed(branch)["lines"]}
    assert (lines["M01"], lines["M02"], lines["Y01"]) == ([6, 1, 0, 0], [1, 1, 0, 0], [1, 6, 0, 0])


def test_fewer_than_the_least_ballots_do_not_close_the_masses_part(branch):
    branch.at_masses()
    branch.both_enter(tally(4, 0, 0, 0, returned=4))
    refused = branch.refused(branch.no, "mass_done", "Y02")
    assert [(each.guard, each.inputs["received"], each.inputs["least"]) for each in refused.refusals] == [("enough_ballots", 4, 5)]


def test_the_clock_begins_it_in_december_where_the_rating_needs_its_points_and_nowhere_else_B35(branch):
    branch.at("2024-12-02")
    clock.sweep(branch.session)
    branch.session.commit()
    assert not branch.rows(Case, Case.procedure == appraising.PROCEDURE)
    branch.file("adoption", RULES.id, unit="xz", rules=RULES, version=RULES.version, sha256=RULES.sha256)
    clock.sweep(branch.session)
    branch.session.commit()
    (case,) = branch.rows(Case, Case.procedure == appraising.PROCEDURE, Case.unit == "d1")
    assert (case.state, case.period, case.subject) == ("scheduled", "2024", "d1")
    assert branch.refused("", "create", "Y01", procedure=appraising.PROCEDURE, unit="d1", period="2024").code == "DUPLICATE"
    branch.step(case.no, "cancel", "Y01", {"reason": "改期"})
    branch.begin(appraising.PROCEDURE, "Y01", period="2024")


def test_a_member_evaluates_nobody_else_and_whoever_is_not_appraised_evaluates_nobody_N14(branch):
    branch.ready()
    branch.take("open", "Y01", appraising.MEETING)
    assert told(branch.refused(branch.no, "self_evaluate", "M01", {"member": "M02", "text": "好"})) == {"own_evaluation"}
    branch.take("self_evaluate", "Y02", {"member": "M02", "text": "好"}, entered_for="M02", files=(branch.paper(),))
    everybody = {"others": [{"member": name, "why": "paper"} for name in ALL]}
    refused = branch.refused(branch.no, "self_done", "Y01", everybody)
    assert refused.refusals[0].inputs["strange"] == "M02"
