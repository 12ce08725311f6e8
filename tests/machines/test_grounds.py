"""A case that a grade opened is given up once the grade was corrected, and comes back with it (T18 B23 A51 A56)."""

import pytest

from procflow.errors import Refused
from procflow.guards import followups, grounds
from procflow.models import Case, Notice
from tests.machines import yearend
from tests.machines.test_followups import case, followed
from tests.machines.world import asked, facts, linked, person, step
from tests.regimes.examples import changed

OPENED = step("open", form={"grade": "unqualified"})
PROBATION = step("open", form={"trigger": "rating", "grade": "unqualified"})
OPENS = ("opens: [unqualified_handling], by: [T18, A1, A18]", "opens: [unqualified_handling, probation_case], by: [T18, A1, A18]")
RULES = changed(OPENS)
FINAL = (linked("annual_rating", "final", settled=True, period="2024"),)
SAID = {"why": "rating_corrected", "reason": "等次已更正"}


def ending(*taken, procedure="unqualified_handling", grade="star1", sheets=FINAL, **more):
    lines = [{"member": "M07", "confirmed": grade, "computed": "unqualified"}] if grade is not None else []
    given = {"rules": RULES, "subject": "M07", "period": "2024", "taken": taken or (OPENED,), "procedure": procedure, "form": SAID,
             "rating": {"lines": lines}, "sheets": sheets}  # fmt: skip
    return facts(**{**given, **more})


@pytest.mark.parametrize("form", [SAID, {"ground": "rating_corrected", "reason": "等次已更正"}])
@pytest.mark.parametrize(("procedure", "opening"), [("unqualified_handling", OPENED), ("probation_case", PROBATION)])
@pytest.mark.parametrize(("grade", "ok"), [("star1", True), ("talk", True), ("unqualified", False), (None, True)])
def test_the_ground_is_gone_where_the_final_grade_no_longer_leads_here_A51(form, procedure, opening, grade, ok):
    assert (asked(grounds.rating_corrected, ending(opening, procedure=procedure, grade=grade, form=form)) is None) == ok


@pytest.mark.parametrize("sheets", [(), (linked("annual_rating", "publicised", period="2024"),)])
def test_a_rating_that_is_not_final_anew_takes_no_ground_away(sheets):
    assert asked(grounds.rating_corrected, ending(sheets=sheets)) is not None


@pytest.mark.parametrize("opening", [step("create", form={"ground": "来信反映"}), step("open", form={"grade": ""})])
def test_what_no_grade_opened_is_not_given_up_for_a_grade(opening):
    assert asked(grounds.rating_corrected, ending(opening)) is not None
    assert asked(grounds.rating_corrected, ending(opening, form={"why": "no_ground", "reason": "查无实据"})) is None


@pytest.mark.parametrize(("standing", "ok"), [("gone", True), ("left", True), ("probationary", False), ("formal", False)])
def test_who_has_left_has_left_A56(standing, ok):
    leaving = ending(PROBATION, form={"ground": "member_left"}, member=person("M07", standing=standing))
    assert (asked(grounds.member_gone, leaving) is None) == ok
    assert asked(grounds.member_gone, ending(PROBATION, form={"ground": "other"}, member=person("M07", standing="probationary"))) is None


@pytest.mark.parametrize(("ended", "comes_back"), [({"why": "rating_corrected"}, True), ({"why": "no_ground"}, False)])
def test_a_disposition_given_up_for_a_correction_comes_back_with_the_grade_A51(ended, comes_back):
    over = case("unqualified_handling", "no_disposition", "M07", "unqualified", after=(step("drop", form=ended),), final=True)
    started, _ = followed(step("restate"), led=(over,))
    assert ("M07" in started["unqualified_handling"]) == comes_back


# Played


@pytest.fixture
def year(database_kind, tmp_path):
    with yearend.opened(database_kind, tmp_path, yearend.built) as world:
        yield world


def test_a_veto_taken_back_takes_the_disposition_with_it_T18_A51(year):
    year.final()
    veto = year.vetoed()
    year.total()
    year.to_the_end()
    (no,) = (row.no for row in year.rows(Case, Case.procedure == "unqualified_handling"))
    dropping = {**SAID, "resolution": year.resolve()}
    with pytest.raises(Refused) as caught:
        year.step(no, "drop", "Y02", dropping)
    assert [each.guard for each in caught.value.refusals] == ["rating_corrected"]
    year.restate(year.against(veto))
    assert year.case(veto).state == "reversed"
    year.total()  # the run-off of the first version stands
    year.to_the_end()
    assert followups.NO_LONGER["unqualified_handling"] in {
        row.sentence for row in year.rows(Notice, Notice.addressee == "branch_committee")
    }
    year.step(no, "drop", "Y02", dropping)
    assert year.case(no).state == "no_disposition"
