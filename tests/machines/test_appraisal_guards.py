"""The guards of a democratic appraisal on facts made by hand: who is appraised, whose ballots count, who gets which grade (N9 N14 N15 A31 A47)."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.dates import Period
from procflow.grammar import Facts, MeetingSeen, PeriodSeen
from procflow.guards import appraising, assessing, masses, slips
from procflow.machines import democratic_appraisal as appraisal
from procflow.regimes.rulebook import load
from tests.machines.appraising import RULES, line
from tests.machines.world import asked, code, everyone, facts, linked, person, step

BUREAU = load("bureau_quarterly")
ROSTER = everyone("M01", "M02", "M03") | {"P10": person("P10", standing="probationary"), "A16": person("A16", standing="activist")}
FORMAL, APPRAISED = ("M01", "M02", "M03"), ("M01", "M02", "M03", "P10")


def year(*taken, on="2024-12-12", rules=RULES, roster=ROSTER, **more):
    return facts(on=on, period="2024", rules=rules, taken=taken, roster=roster, **{"letters": (), **more})


def tally(by, *counts, who=APPRAISED, returned=10, void=None):
    lines = [line(name, *counts) for name in who]
    return step("mass_tally", by=by, form={"returned": returned, "void": void, "lines": lines})


def cast(slip, **grades):
    return step("cast", by=slip, form={"grades": [{"member": name, "grade": grade} for name, grade in grades.items()]})


def counted(*counts):
    return step("count", form={"returned": 10, "void": None, "lines": [line(name, *counts) for name in APPRAISED]})


def letter(member, ratio, state="assessed"):
    return linked("commitment_letter", state, step("assess", form={"ratio": ratio}), subject=member, no=f"CN-{member}-{state}")


@pytest.mark.parametrize(("on", "period", "found"), [
    ("2024-11-30", "2024", "TOO_EARLY"), ("2024-12-01", "2024", ""), ("2025-01-20", "2024", ""), ("2024-12-31", "2024-Q4", "TOO_EARLY"),
])  # fmt: skip
def test_an_appraisal_belongs_to_the_end_of_its_year_B35_N14(on, period, found):
    assert code(appraising.year_end, facts(on=on, period=period)) == found


def test_a_year_is_appraised_once_unless_it_was_cancelled_N14():
    def seen(state, period="2024"):
        return facts(period="2024", alike=(linked("democratic_appraisal", state, period=period, subject="lh1"),))

    assert [code(appraising.not_appraised_before, each) for each in (seen("filed"), seen("cancelled"), seen("filed", "2023"))] == [
        "DUPLICATE",
        "",
        "",
    ]


def test_the_clock_begins_it_only_where_points_come_of_it():
    since = date(2024, 1, 1)
    assert appraising.at_year_end(BUREAU, date(2024, 12, 1), since) == ("2024",)
    assert appraising.at_year_end(BUREAU, date(2024, 11, 30), since) == ()
    assert appraising.at_year_end(load("township_star"), date(2024, 12, 1), since) == ()


def test_every_member_is_appraised_but_who_was_exempted_and_no_activist_N14_N15():
    roster = ROSTER | {"K15": person("K15", until="2024-05-06"), "X15": person("X15", since="")}
    assert appraising.appraised(year(roster=roster)) == (*APPRAISED, "X15")
    assert masses.scored(year(roster=roster, rules=BUREAU)) == APPRAISED, "who never was in scope gets no points"
    assert masses.scored(year(roster=roster, rules=load("township_star"))) == ()
    assert appraising.evaluators(year()) == ("branch_secretary", *(f"member@{name}" for name in APPRAISED))


def test_whoever_is_not_appraised_hands_in_no_self_evaluation():
    assert (code(appraising.takes_part, year(form={"member": "P10"})), code(appraising.takes_part, year(form={"member": "A16"}))) == (
        "",
        "NOT_RATED",
    )


@pytest.mark.parametrize(("issued", "probationary", "found"), [(3, 0, ""), (4, 1, ""), (4, 0, "GUARD_FAILED"), (5, 2, "GUARD_FAILED")])
def test_ballots_go_to_voters_and_probationary_members_who_came_N15(issued, probationary, found):
    at = MeetingSeen("HY1", "2024-12-12", "2024-12-02", "Y01", "Y02", True, FORMAL, FORMAL)
    assert code(appraising.issued_to_those_there, year(meeting=at, form={"issued": issued, "probationary": probationary})) == found


def test_a_secret_ballot_has_a_teller_A47():
    at = MeetingSeen("HY1", "2024-12-12", "2024-12-02", "Y01", "", True, FORMAL, FORMAL)
    assert code(appraising.teller_for_secrecy, year(meeting=at)) == "GUARD_FAILED"


@given(st.integers(0, 12), st.integers(0, 12))
def test_more_ballots_than_were_issued_are_void_and_no_others_N9(returned, issued):
    seen = year(step("ballot", form={"issued": issued}), form={"returned": returned})
    assert (code(appraising.returned_within, seen), code(appraising.too_many_returned, seen)) == (
        ("VOTE_VOID", "") if returned > issued else ("", "GUARD_FAILED"))  # fmt: skip


def test_of_two_ballots_the_newer_one_is_counted():
    seen = year(step("ballot", form={"issued": 4}), step("reballot", form={"issued": 3}), form={"returned": 4})
    assert code(appraising.returned_within, seen) == "VOTE_VOID"


@given(st.lists(st.integers(0, 4), min_size=4, max_size=4), st.integers(0, 4), st.integers(0, 12), st.integers(0, 3))
def test_grades_and_abstentions_of_each_line_are_the_valid_ballots(counts, abstained, returned, void):
    seen = year(form={"returned": returned, "void": void, "lines": [line("M01", *counts, abstained=abstained)]})
    assert (code(appraising.lines_add_up, seen) == "") == (sum(counts) + abstained == returned - void)


def test_each_who_is_appraised_has_one_line():
    def seen(*who):
        return year(form={"lines": [line(name, 1, 0, 0, 0) for name in who]})

    assert code(appraising.each_counted_once, seen(*APPRAISED)) == ""
    assert asked(appraising.each_counted_once, seen("M01", "M01", "A16", "M02", "P10")).inputs == {
        "missing": "M03",
        "strange": "A16、M01",
        "count": 1,
    }


def test_two_people_enter_the_paper_ballots_and_what_differs_is_named_B9():
    alone, other = tally("Y02", 5, 5, 0, 0), tally("Y03", 5, 5, 0, 0)
    assert [code(masses.entered_by_two, year(*each)) for each in ((), (alone,), (alone, alone), (alone, other))] == [
        "",
        "GUARD_FAILED",
        "GUARD_FAILED",
        "",
    ]
    assert [code(masses.tallies_agree, year(*each)) for each in ((), (alone,), (alone, other))] == ["", "", ""]
    wrong = tally("Y03", 4, 6, 0, 0, who=("M01",), returned=9)
    assert asked(masses.tallies_agree, year(alone, wrong)).inputs == {"one": 10, "other": 9, "members": "M01、M02、M03、P10", "count": 4}
    assert code(masses.tallies_agree, year(alone, wrong, other)) == "", "whoever erred enters again"
    assert masses.ballots(year(alone, other, cast("slip-1"))) == 11


def test_paper_and_slips_are_counted_together_and_not_knowing_somebody_counts_nowhere_B9():
    seen = year(
        tally("Y02", 1, 2, 0, 0), tally("Y03", 1, 2, 0, 0), cast("slip-1", M01="excellent", M02="unknown"), cast("slip-2", M01="basic")
    )
    assert (masses.by_masses(seen)["M01"], masses.by_masses(seen)["M02"]) == ((2, 2, 1, 0), (1, 2, 0, 0))


def test_each_letter_of_commitment_is_assessed_before_its_pledge_counts_B29_A31():
    letters = (letter("M01", 90), letter("M02", 80, "archived"), letter("M03", 100), letter("P10", 0))
    seen = year(rules=BUREAU, letters=letters)
    assert masses.pledges(seen) == {"M01": Fraction(9, 10), "M03": Fraction(1), "P10": Fraction(0)}
    assert asked(masses.pledges_assessed, seen).inputs["members"] == "M02"
    assert code(masses.pledges_assessed, year(letters=letters)) == "", "the pledge weighs nothing here"


def test_a_member_without_any_ballot_has_no_score_A31():
    ballots = (counted(1, 1, 0, 0), cast("slip-1", M01="excellent", M02="excellent", M03="unknown", P10="basic"))
    assert asked(masses.scores_answer, year(*ballots)).inputs["members"] == "M03"
    assert asked(masses.scores_answer, year(*ballots)).code == "RULE_UNDEFINED"


@pytest.mark.parametrize(
    ("rules", "sealed", "found"), [(RULES, False, ""), (RULES, True, "PERIOD_CLOSED"), (load("township_star"), True, "")]
)
def test_no_points_are_posted_into_a_year_that_was_added_up(rules, sealed, found):
    seen = year(rules=rules)
    assert code(masses.year_open, Facts({"case": seen.case, "regime": rules, "period": PeriodSeen(Period.parse("2024"), sealed)})) == found


def test_the_score_is_posted_for_each_and_filed_with_its_ballots_A31():
    seen = year(counted(12, 2, 0, 0), *(cast(f"slip-{number}", **dict.fromkeys(APPRAISED, "excellent")) for number in range(5)), rules=BUREAU,
                letters=tuple(letter(name, 90) for name in APPRAISED), appraisal={"version": 1})  # fmt: skip
    *posts, filed = appraisal.scores(seen)
    assert {(each.member, each.component, each.item, each.points, each.period, each.occurred_on) for each in posts} == {
        (name, "appraisal", "appraisal", 963, "2024", "2024-12-12") for name in APPRAISED}  # fmt: skip
    assert (filed.kind, filed.subject, filed.key, filed.data["version"]) == ("appraisal", "2024", "2024", 2)
    assert filed.data["lines"][0] == {
        "member": "M01",
        "members": [12, 2, 0, 0],
        "masses": [5, 0, 0, 0],
        "pledge": "0.9",
        "points": 963,
        "grade": "",
    }


def decide(*given_, opinion="可以"):
    lines = [{"member": name, "grade": grade, "opinion": None if grade else opinion} for name, grade in given_]
    return year(form={"decisions": lines})


def test_formal_members_get_a_grade_and_probationary_ones_an_opinion_N15():
    right = (("M01", "excellent"), ("M02", "qualified"), ("M03", "basic"), ("P10", None))
    every = (
        assessing.formal_graded,
        assessing.only_formal_graded,
        assessing.probationary_described,
        assessing.known_grades,
        assessing.excellent_within,
    )
    assert [code(each, decide(*right)) for each in every] == [""] * 5
    assert asked(assessing.formal_graded, decide(("M01", "basic"), ("M01", "basic"), ("M02", None))).inputs == {
        "missing": "M02、M03",
        "twice": "M01",
        "count": 2,
    }
    assert asked(assessing.only_formal_graded, decide(*right[:3], ("P10", "basic"), ("A16", None))).inputs["members"] == "A16、P10"
    assert code(assessing.only_formal_graded, decide(*right[:3], ("P10", "basic"))) == "NOT_RATED"
    assert code(assessing.probationary_described, decide(*right, opinion="")) == "GUARD_FAILED"
    assert asked(assessing.known_grades, decide(("M01", "star5"))).inputs == {"grades": "star5"}


@given(st.integers(1, 40), st.integers(0, 40))
def test_at_most_a_third_of_those_graded_are_excellent_N15(graded, excellent):
    best = min(excellent, graded)
    names = [(f"V{number:02d}", "excellent" if number < best else "qualified") for number in range(graded)]
    assert (code(assessing.excellent_within, decide(*names)) == "") == (best * 3 <= graded)


def test_each_is_told_in_person_before_it_is_filed_N15():
    assert code(assessing.each_told, year(form={"told": list(APPRAISED)})) == ""
    assert asked(assessing.each_told, year(form={"told": ["M01", "A16"]})).inputs == {
        "missing": "M02、M03、P10",
        "strange": "A16",
        "count": 3,
    }


def test_grades_are_filed_as_the_next_version_and_touch_no_points_A57():
    lines = [{"member": "M01", "points": 951, "grade": ""}, {"member": "P10", "points": 663, "grade": ""}]
    seen = facts(period="2024", appraisal={"version": 1, "lines": lines}, form={"decisions": [{"member": "M01", "grade": "excellent", "opinion": None},
                                                                                              {"member": "P10", "grade": None, "opinion": "x"}]})  # fmt: skip
    filed = appraisal.graded(seen)
    assert filed.data == {
        "version": 2,
        "lines": [{"member": "M01", "points": 951, "grade": "excellent"}, {"member": "P10", "points": 663, "grade": ""}],
    }


@pytest.mark.parametrize(("count", "found"), [(0, "GUARD_FAILED"), (1, ""), (2_000, ""), (2_001, "GUARD_FAILED")])
def test_slips_are_issued_once_and_in_a_number_that_can_be_printed(count, found):
    assert code(slips.some_slips, facts(form={"slips": count})) == found
    assert code(slips.none_issued, facts(taken=(step("issue_slips", form={"slips": count}),))) == ("DUPLICATE" if count else "")
