"""What final grades lead to (T17 T18 T20 B22 B23 B24 A18 A60 A67): each case once, and after a correction what has to be looked at again (A51)."""

from dataclasses import replace

import pytest

from procflow.grammar import Notify, Start
from procflow.guards import followups
from procflow.wording import missing
from tests.machines.rated import FILED, ROSTER, year
from tests.machines.world import linked, step
from tests.regimes.examples import changed

BOTH = changed(  # the bureau's way: an unqualified or low grade of a probationary member is a matter of the probation (B23)
    ("opens: [education_rectification], by: [T17, A1]", "opens: [education_rectification, probation_case], by: [T17, A1]"),
    ("opens: [unqualified_handling], by: [T18, A1, A18]", "opens: [unqualified_handling, probation_case], by: [T18, A1, A18]"),
)
GIVEN = {"award": ("M01", "M02", "M03", "M04"), "education_rectification": ("M06",), "unqualified_handling": ("M07", "M08", "M09", "M10")}


def final(*taken, led=(), people=ROSTER, **grades):
    lines = [{**line, "confirmed": grades.get(line["member"], line["computed"])} for line in FILED["lines"]]
    return {"taken": taken, "rating": {**FILED, "lines": lines}, "led": led, "people": people}


def followed(*taken, rules=None, **more):
    given = final(*taken, **more)
    found = followups.opened(year(*given.pop("taken"), **given, **({"rules": rules} if rules else {})))
    started = {}
    for each in found:
        if isinstance(each, Start):
            started.setdefault(each.procedure, []).append(each.subject)
    return {name: tuple(members) for name, members in started.items()}, [each for each in found if isinstance(each, Notify)]


def case(procedure, state, member, grade="star3", **more):
    opening = step("open", form={"grade": grade, "trigger": "rating"})
    given = {"period": "2024", "no": f"LH1-{member}", **more}
    return linked(procedure, state, opening, *given.pop("after", ()), subject=member, **given)


def probationary(*names):
    return {**ROSTER, **{name: replace(ROSTER[name], standing="probationary", may_vote=False) for name in names}}


def test_each_grade_opens_what_the_rules_say_and_nothing_more_T17_T18_T20_A60():
    assert followed() == (GIVEN, [])


def test_a_case_carries_the_grade_and_the_year_that_opened_it():
    found = [each for each in followups.opened(year(**final())) if each.subject in ("M06", "M07")]
    assert found == [
        Start("education_rectification", "M06", "2024", {"grade": "talk"}),
        Start("unqualified_handling", "M07", "2024", {"grade": "unqualified"}),
    ]


def test_a_probationary_member_is_talked_with_and_has_a_probation_case_and_no_disposition_B23_A67_N19():
    started, told = followed(rules=BOTH, people=probationary("M06", "M07"))
    assert (started["education_rectification"], started["probation_case"], told) == (("M06",), ("M06", "M07"), [])
    assert "M07" not in started["unqualified_handling"]


def test_a_probation_case_is_told_that_a_rating_opened_it_B23():
    found = followups.opened(year(rules=BOTH, **final(people=probationary("M07"))))
    assert Start("probation_case", "M07", "2024", {"trigger": "rating", "grade": "unqualified"}) in found


def test_where_the_rules_leave_probation_to_its_end_the_committee_is_told_of_an_unqualified_probationary_member_A18():
    started, told = followed(people=probationary("M07"))
    assert "M07" not in started["unqualified_handling"]
    assert [(each.to, each.inputs["member"]) for each in told] == [("branch_committee", "M07")]


@pytest.mark.parametrize("standing", ["gone", "removed", "left"])
def test_nothing_is_opened_for_somebody_who_has_left_A56(standing):
    started, told = followed(people={**ROSTER, "M01": replace(ROSTER["M01"], standing=standing)})
    assert (started["award"], told) == (GIVEN["award"][1:], [])


def test_a_disposition_that_is_under_way_takes_it_in_instead_of_a_second_one():
    earlier = case("unqualified_handling", "investigating", "M07", "unqualified", period="2023", no="LH1-CZ-2024-0001")
    started, told = followed(led=(earlier,))
    assert started["unqualified_handling"] == ("M08", "M09", "M10")
    assert [(each.sentence, each.inputs["no"]) for each in told] == [(followups.UNDER_WAY, "LH1-CZ-2024-0001")]


# Made final anew


def test_a_rating_that_stays_as_it_was_opens_nothing_twice_A51():
    led = tuple(case(name, "nominated", member, "x") for name, members in GIVEN.items() for member in members)
    assert followed(step("restate"), led=led) == ({}, [])


def test_an_award_that_the_grade_no_longer_carries_is_for_the_body_that_has_it_A51():
    led = (case("award", "nominated", "M01"), case("award", "approved", "M02"), case("award", "conferred", "M03", settled=True))
    started, told = followed(step("restate"), led=led, M01="no_star", M02="no_star", M03="no_star", M04="no_star")
    assert [(each.to, each.inputs["no"], each.sentence) for each in told] == [
        ("branch_committee", "LH1-M01", followups.NO_LONGER["award"]),
        ("party_committee", "LH1-M02", followups.NO_LONGER["award"]),
        ("party_committee", "LH1-M03", followups.NO_LONGER["award"]),
    ]
    assert "award" not in started


def test_a_talk_and_a_disposition_that_nothing_calls_for_any_more_are_for_the_committee_A51():
    led = (case("education_rectification", "rectifying", "M06", "talk"), case("unqualified_handling", "opened", "M07", "unqualified"))
    _, told = followed(step("restate"), led=led, M06="star1", M07="star1")
    assert [(each.to, each.sentence) for each in told] == [
        ("branch_committee", followups.NO_LONGER["education_rectification"]),
        ("branch_committee", followups.NO_LONGER["unqualified_handling"]),
    ]


def test_what_is_over_or_was_never_opened_by_a_grade_is_left_alone_A51():
    led = (
        case("education_rectification", "done", "M06", "talk", final=True),
        case("unqualified_handling", "opened", "M07", ""),  # opened by a talk that failed
        case("award", "nominated", "M01", period="2023"),
    )
    assert followed(step("restate"), led=led, M01="no_star", M06="star1", M07="star1")[1] == []


def test_a_case_is_newly_opened_where_the_corrected_grade_leads_to_it_A51():
    led = (case("education_rectification", "opened", "M06", "talk"),)
    started, told = followed(step("restate"), led=led, M05="talk")
    assert (started["education_rectification"], told) == (("M05",), [])


@pytest.mark.parametrize(("ground", "opened"), [("rating_corrected", ("M06",)), ("member_left", ())])
def test_what_was_ended_because_of_a_correction_comes_back_with_the_grade_and_what_had_another_reason_does_not(ground, opened):
    ended = case("education_rectification", "void", "M06", "talk", after=(step("void", form={"ground": ground}),), final=True)
    assert followed(step("restate"), led=(ended,))[0].get("education_rectification", ()) == opened


def test_what_is_told_has_its_english():
    assert missing([followups.NO_DISPOSAL, followups.UNDER_WAY, *followups.NO_LONGER.values()]) == []
