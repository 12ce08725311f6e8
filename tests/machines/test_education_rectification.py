"""Talk and rectification (T17 B22, A18 A19 A67): who talks, what is to be mended by when, what is checked off, extended, failed, taken back."""

import pytest

from procflow.grammar import Start, Taken
from procflow.guards import talks
from procflow.machines import education_rectification as talk
from tests.machines import yearend
from tests.machines.rated import FILED
from tests.machines.world import asked, code, facts, linked, person, step
from tests.regimes.examples import changed

NAMED = changed(("by: {is: [branch_secretary], by: T17}", "by: {is: [helper], by: B22}"))
PEOPLE = {"M13": person("M13"), "M01": person("M01"), "M09": person("M09", standing="probationary"), "Y01": person("Y01")}
TERM = step("set_term", form={"measures": [{"measure": "补课"}, {"measure": "补缴"}], "due": None})
LINES = {name: {**FILED, "lines": [{"member": "M13", "computed": name, "confirmed": name}]} for name in ("talk", "star1", "unqualified")}


def about(**more):
    given = {"on": "2025-02-20", "subject": "M13", "period": "2024", "actor": "Y01", "member": PEOPLE["M13"], "people": PEOPLE}
    return facts(**{**given, **more})


@pytest.mark.parametrize(("helper", "found"), [("Y01", ""), ("M01", "GUARD_FAILED")])
def test_in_the_township_the_secretary_talks_in_person_T17(helper, found):
    assert code(talks.talks_in_person, about(form={"helper": helper})) == found
    assert code(talks.talks_in_person, about(form={"helper": helper}, rules=NAMED)) == ""


@pytest.mark.parametrize(("helper", "found"), [("M01", ""), ("M13", "GUARD_FAILED"), ("M09", "GUARD_FAILED"), ("X99", "GUARD_FAILED")])
def test_whoever_helps_is_a_full_member_and_another_person_B22(helper, found):
    assert code(talks.helper_fit, about(form={"helper": helper}, rules=NAMED)) == found


@pytest.mark.parametrize(
    ("subject", "who"),
    [("M13", ("branch_secretary",)), ("Y01", ("deputy_secretary", "org_commissioner", "discipline_commissioner"))],
)
def test_the_secretary_s_own_case_is_for_the_others_of_the_committee_G_SELF(subject, who):
    seen = about(subject=subject, colleagues={"Y01": frozenset({"branch_secretary"})})
    assert (talks.secretary(seen), talks.talkers(seen)) == (who, ("helper", *who))


def test_what_comes_next_lies_with_the_one_who_was_named_B22():
    assert talks.companion(about(taken=(step("assign", form={"helper": "M01"}),))) == "helper@M01"


@pytest.mark.parametrize(
    ("on", "found"), [("2025-02-18", ""), ("2025-02-20", ""), ("2025-02-17", "GUARD_FAILED"), ("2025-02-21", "GUARD_FAILED")]
)
def test_the_talk_is_dated_between_its_assignment_and_today(on, found):
    assert code(talks.talked_by_now, about(taken=(step("assign", "2025-02-18"),), form={"on": on})) == found


@pytest.mark.parametrize(
    ("due", "found"), [(None, ""), ("2025-02-21", ""), ("2025-08-19", ""), ("2025-08-20", "GUARD_FAILED"), ("2025-02-20", "GUARD_FAILED")]
)
def test_the_term_is_ninety_days_unless_another_is_set_and_at_most_a_hundred_and_eighty_A19(due, found):
    seen = about(form={"measures": [], "due": due})
    assert code(talks.term_within_rules, seen) == found
    assert talk.term_end(seen).isoformat() == (due or "2025-05-21")
    assert talk.tell_term(seen).inputs["due"] == (due or "2025-05-21")


@pytest.mark.parametrize(
    ("results", "unchecked", "unmet"),
    [
        ([(1, "met"), (2, "met")], "", ""),
        ([(1, "met")], "GUARD_FAILED", ""),
        ([(1, "met"), (1, "met")], "GUARD_FAILED", ""),
        ([(1, "met"), (2, "unmet")], "", "GUARD_FAILED"),
    ],
)
def test_every_measure_has_its_own_line_and_is_met_before_it_passes_T17(results, unchecked, unmet):
    seen = about(taken=(TERM,), form={"results": [{"measure": place, "met": met, "evidence": "记录"} for place, met in results]})
    assert (code(talks.each_measure_checked, seen), code(talks.each_measure_met, seen)) == (unchecked, unmet)


def test_it_is_extended_once_and_by_ninety_days_at_most_A19():
    assert code(talks.may_be_extended, about()) == ""
    assert code(talks.may_be_extended, about(taken=(step("extend"),))) == "GUARD_FAILED"
    for due, found in (("2025-05-21", ""), ("2025-05-22", "GUARD_FAILED"), ("2025-02-20", "GUARD_FAILED")):
        assert code(talks.extension_within_rules, about(form={"due": due})) == found


def test_what_was_not_mended_may_lead_to_a_disposition_and_changes_no_score_A18():
    assert talk.disposition(about(form={"handling": "open"})) == Start("unqualified_handling", "M13", "2024", {"grade": ""})
    assert talk.disposition(about(form={"handling": "none"})) is None


def test_a_disposition_is_for_full_members_and_none_is_opened_beside_another_N19():
    live = linked("unqualified_handling", "investigating", no="LH1-CZ-2025-0001")
    over = linked("unqualified_handling", "no_disposition", final=True)
    ask = about(form={"handling": "open"}, dossier=(live, over))
    assert asked(talks.not_handled_yet, ask).inputs["no"] == "LH1-CZ-2025-0001"
    assert code(talks.not_handled_yet, about(form={"handling": "open"}, dossier=(over,))) == ""
    assert code(talks.not_handled_yet, about(form={"handling": "none"}, dossier=(live,))) == ""
    assert code(talks.disposal_fits, ask) == ""
    assert code(talks.disposal_fits, about(form={"handling": "open"}, member=PEOPLE["M09"])) == "GUARD_FAILED"
    assert code(talks.disposal_fits, about(form={"handling": "none"}, member=PEOPLE["M09"])) == ""


@pytest.mark.parametrize(("grade", "found"), [("star1", ""), ("talk", "GUARD_FAILED"), ("unqualified", "GUARD_FAILED")])
def test_it_is_taken_back_where_the_grade_was_corrected_A51(grade, found):
    assert code(talks.ground_gone, about(form={"ground": "rating_corrected"}, rating=LINES[grade])) == found


@pytest.mark.parametrize(("standing", "found"), [("gone", ""), ("formal", "GUARD_FAILED"), ("probationary", "GUARD_FAILED")])
def test_it_is_taken_back_where_the_member_has_left_A56(standing, found):
    assert (
        code(talks.ground_gone, about(form={"ground": "member_left"}, rating=LINES["talk"], member=person("M13", standing=standing)))
        == found
    )


# Played


@pytest.fixture
def year(database_kind, tmp_path):
    with yearend.opened(database_kind, tmp_path, yearend.talked) as world:
        yield world


def test_from_the_final_rating_to_what_is_mended_T17(year):
    no = year.find("education_rectification", "2024")
    case = year.case(no)
    assert (case.subject, case.opened_by, [(task.desk, task.due) for task in year.tasks(no)]) == (
        "Y06",
        "system",
        [("branch_secretary", "2025-02-06")],
    )
    assert year.refused(no, "assign", "Y01", {"helper": "M01"}).code == "GUARD_FAILED"
    assert year.refused(no, "assign", "Y02", {"helper": "Y02"}).code == "FORBIDDEN_ROLE"
    year.step(no, "assign", "Y01", {"helper": "Y01"})
    year.step(no, "talk", "Y01", {"on": year.today, "content": "指出学习缺课", "attitude": "接受"})
    year.step(no, "set_term", "Y01", {"measures": [{"measure": "补学"}]})
    assert [(task.desk, task.person, task.due) for task in year.tasks(no)] == [("helper", "Y01", "2025-04-30")]
    year.at("2025-04-30")
    year.sweep()
    assert year.case(no).state == "rectifying"
    year.later(1)
    year.sweep()
    assert (year.case(no).state, [task.desk for task in year.tasks(no)]) == ("review", ["branch_committee"])
    year.step(no, "extend", "Y02", {"due": "2025-06-05", "reason": "还差一次", "resolution": year.resolve()})
    year.step(no, "due", "Y01", {"report": "已补齐"})
    assert year.refused(no, "extend", "Y02", {"due": "2025-06-30", "reason": "再延", "resolution": year.resolve()}).code == "GUARD_FAILED"
    accepted = {"results": [{"measure": "1", "met": "met", "evidence": "签到表"}], "resolution": year.resolve()}
    before = len(year.entries())
    year.step(no, "pass", "Y02", accepted)
    assert (year.case(no).state, year.tasks(no), len(year.entries())) == ("done", [], before)


def test_who_is_told_what_is_the_member_alone():
    seen = about(taken=(Taken("open", "system", "2025-02-18", {"grade": "talk"}, "e"),), form={})
    assert [told(seen).to for told in (talk.tell_opened, talk.tell_term, talk.tell_failed)] == ["M13"] * 3
