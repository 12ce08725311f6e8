"""A year's rating through the write door: begun by the clock, added up, tied, confirmed, approved, posted, objected to, final, corrected, put away."""

import pytest

from procflow.models import Case, Notice
from tests.machines import yearend
from tests.machines.yearend import POSTING
from tests.world import MEMBERS


@pytest.fixture
def year(database_kind, tmp_path):
    with yearend.opened(database_kind, tmp_path, yearend.built) as world:
        yield world


@pytest.fixture
def early(database_kind, tmp_path):
    with yearend.opened(database_kind, tmp_path, yearend.waiting) as world:
        yield world


def grades(year):
    return {line["member"]: line["confirmed"] or line["computed"] for line in year.filed()["lines"]}


def codes(refused):
    return [each.code for each in refused.refusals]


def test_the_clock_begins_the_rating_of_a_year_once_when_it_is_over_A17(year):
    year.sweep()
    begun = year.rows(Case, Case.procedure == "annual_rating", Case.unit == "d1")
    assert [(each.period, each.opened_on, each.opened_by) for each in begun] == [("2024", "2025-01-07", "system")]
    assert [(task.desk, task.due) for task in year.tasks(year.rating)] == [("points_group", "2025-01-31")]


def test_the_year_is_added_up_once_all_its_quarters_are_issued_T12(early):
    early.file("resolution", "JF1", actor="Y04", body="points_group", present=["Y04", "Y05"], title="汇总")
    refused = early.refused(early.rating, "total", "Y04", {"resolution": "JF1"})
    assert (refused.code, refused.refusals[0].inputs["periods"]) == ("TOO_EARLY", "2024-Q4")
    early.step(early.find("quarterly_closing", "2024-Q4"), "issue", "Y01", {"number": "4号"})
    early.step(early.rating, "total", "Y04", {"resolution": "JF1"})
    assert early.state == "tie_vote"


def test_the_year_is_added_up_by_resolution_of_the_body_that_the_regime_names(year):
    assert year.refused(year.rating, "total", "Y04", {}).code == "GUARD_FAILED"
    assert year.refused(year.rating, "total", "Y02", {"resolution": "JY1"}).code == "FORBIDDEN_ROLE"


def test_a_tie_goes_to_the_meeting_and_the_winner_has_the_place_A12(year):
    year.total()
    assert (year.state, year.filed()["ties"]) == ("tie_vote", [{"grade": "star3", "members": ["M01", "M02"], "places": 1}])
    year.run_off(M01=2, M02=6)
    assert (year.state, year.filed()["ties"]) == ("proposed", [])
    assert (grades(year)["M02"], grades(year)["M01"], year.filed()["shares"][2]["chosen_by"]) == ("star3", "star2", "vote")


def test_a_run_off_that_chose_nobody_goes_to_another_meeting_A12(year):
    year.total()
    first = year.motion
    resolution = year.resolve()
    assert year.refused(year.rating, "run_again", "Y02", {"resolution": resolution}).code == "GUARD_FAILED"
    year.run_off(M01=4, M02=4)
    assert (year.state, year.case(first).state) == ("tie_vote", "not_passed")
    year.step(year.rating, "run_again", "Y02", {"resolution": resolution})
    assert year.motion != first
    year.run_off(M01=5, M02=3)
    assert (year.state, grades(year)["M01"], grades(year)["M02"]) == ("proposed", "star3", "star2")


def test_or_it_is_recorded_as_unresolved_and_nobody_has_the_place_A12(year):
    year.total()
    said = {"resolution": year.resolve(), "reason": "两次会议均未过半"}
    assert year.refused(year.rating, "tie_unresolved", "Y02", said).code == "GUARD_FAILED"
    year.run_off(M01=4, M02=4)
    year.step(year.rating, "tie_unresolved", "Y02", said)
    assert (year.state, grades(year)["M01"], grades(year)["M02"]) == ("proposed", "star2", "star2")
    assert year.filed()["unresolved"] == [{"grade": "star3", "members": ["M01", "M02"], "places": 1}]


def refused_decision(year, **decision):
    form = {"resolution": year.resolve(), "decisions": [{"reason": "研究决定", **decision}]}
    return year.refused(year.rating, "confirm", "Y02", form)


def test_the_committee_decides_what_the_rules_leave_open_and_departs_only_where_they_say_so_A26_A28(year):
    year.proposed()
    assert year.refused(year.rating, "confirm", "Y02", {"resolution": year.resolve()}).code == "RULE_UNDEFINED"
    assert codes(refused_decision(year, member="Y06", grade="no_star")) == ["RULE_UNDEFINED"]
    assert codes(refused_decision(year, member="eve", grade="star1"))[0] == "NOT_RATED"
    assert "GUARD_FAILED" in codes(refused_decision(year, member="Y05", grade="star2"))
    assert "GUARD_FAILED" in codes(refused_decision(year, member="M02", grade="star2"))
    assert [each.guard for each in refused_decision(year, member="Y06", grade="star3").refusals] == ["within_places"]
    year.confirm()
    assert (year.state, grades(year)["Y06"], grades(year)["M02"]) == ("confirmed", "star1", "star3")
    assert {line["member"]: line["computed"] for line in year.filed()["lines"]}["Y06"] == "no_star"


def test_the_superior_returns_it_with_a_reason_and_edits_nothing_A20(year):
    year.submitted()
    said = {"resolution": year.resolve("party_committee"), "reason": "请补报组织生活会情况"}
    assert year.refused(year.rating, "confirm", "U01", {"resolution": said["resolution"]}).code == "FORBIDDEN_ROLE"
    year.step(year.rating, "return", "U01", said)
    assert (year.state, year.filed()["version"]) == ("returned", 1)
    year.total()
    assert (year.state, year.filed()["version"], grades(year)["M02"]) == ("proposed", 2, "star3")  # the run-off stands
    assert {line["confirmed"] for line in year.filed()["lines"]} == {""}
    year.confirm()
    year.step(year.rating, "submit", "Y01", {"summary": "八名党员"})
    year.approve()
    assert year.state == "approved"


def test_the_result_is_posted_by_the_superior_for_five_working_days_A17_A63(year):
    year.submitted()
    year.approve()
    assert year.refused(year.rating, "publicise", "Y03", POSTING).code == "FORBIDDEN_ROLE"
    year.at("2025-01-24")
    year.step(year.rating, "publicise", "U01", POSTING)
    shown = year.session.connection().exec_driver_sql("SELECT data FROM dated_fact WHERE kind='publicity' AND subject='2024'").scalar_one()
    year.session.commit()
    assert all(part in shown for part in ('"first":"2025-01-27"', '"last":"2025-01-31"', '"version":1'))
    assert [(task.desk, task.due) for task in year.tasks(year.rating)] == [("branch_secretary", "2025-01-31")]
    year.at("2025-01-31")
    told = {"reported_on": "2025-01-30", "reported": "yes"}
    assert year.refused(year.rating, "finalize", "Y01", told).code == "TOO_EARLY"
    year.at("2025-02-01")
    assert [each.guard for each in year.refused(year.rating, "finalize", "Y01", {}).refusals] == ["reported"]
    year.step(year.rating, "finalize", "Y01", told)
    assert year.state == "final"


def test_when_it_is_final_a_case_is_opened_for_whatever_a_grade_leads_to_T17_T20(year):
    year.final()
    begun = year.rows(Case, Case.procedure == "award")
    assert {(each.subject, each.state, each.period, each.opened_by) for each in begun} == {
        (name, "nominated", "2024", "system") for name in MEMBERS
    }
    assert {task.desk for each in begun for task in year.tasks(each.no)} == {"branch_committee"}
    assert year.rows(Notice, Notice.case_id == year.case(year.rating).case_id) == []


def test_it_is_put_away_by_the_clock_ninety_days_after_B16(year):
    year.final()
    due = year.tasks(year.rating)[0].due
    year.at(due)
    year.sweep()
    assert year.state == "final"
    year.later(1)
    year.sweep()
    assert (year.state, year.tasks(year.rating)) == ("archived", [])
