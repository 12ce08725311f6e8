"""A whole year's rating from its entries and people: the worked year (domain 6.1) as it is filed, who is rated, ties, shares, means."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.dates import Period
from procflow.grammar import PersonSeen
from procflow.regimes.quotas import places
from procflow.regimes.rated import counted, counting, enrolled, rated
from procflow.regimes.rating import RunOff, as_data, rate
from procflow.regimes.rulebook import RuleUndefinedError
from tests.regimes.examples import TOWNSHIP, YEAR, changed, entries_of_the_year, hundredths

Y2024 = Period(2024, "year")
PARTICIPATING = (
    ("denominator: {is: none, by: A23}", "denominator: {is: participating, by: A23}"),
    ("min_days: {is: none, by: A23}", "min_days: {is: 45, by: A23}"),
    ("min_periods: {is: none, by: A23}", "min_periods: {is: 2, by: A23}"),
)
MEAN = changed(("formula: {is: sum_periods, by: [T12, A6], note: 基础分值＋增加分值－扣减分值}", "formula: {is: mean_periods_plus_appraisal, by: B15}"),
               ("base: {is: rate, by: A16, note: 实得 ÷ 加入后可得 × 全年基础分}", "base: {is: none, by: A23}"), *PARTICIPATING)  # fmt: skip


@dataclass(frozen=True)
class Booked:
    member: str
    component: str
    points: int
    counts_in: str
    kind: str = "original"
    reversed: bool = False
    uncredited: int = 0


def of_the_year():
    return [Booked(each.member, each.component, each.points, each.counts_in) for each in entries_of_the_year()] + [
        Booked(member, "veto", 0, "2024") for member in YEAR["veto"]
    ]


def roster():
    """The 24 of the branch: fourteen enrolled (M09 probationary, M10 from July), one voted down, nine who never applied."""
    scoped = {member: YEAR["joined"].get(member, "2024-01-01") for member in YEAR["expected"]}
    others = ["X15", *(f"Y{n:02}" for n in range(1, 10))]
    people = [person(member, since=since) for member, since in scoped.items()] + [person(name, since="") for name in others]
    return {each.id: each for each in people} | {"M09": person("M09", "probationary"), "Y09": person("Y09", "probationary", since="")}


def person(name, standing="formal", since="2024-01-01", until="2024-12-31"):
    return PersonSeen(name, standing, scope_from=since, scope_until=until if since else "")


def worked(*run_offs):
    return rate(TOWNSHIP, Y2024, of_the_year(), roster(), 1, run_offs)


def test_the_worked_year_is_filed_as_it_was_worked_out_by_hand():
    filed = as_data(worked(RunOff(frozenset({"M06", "M07"}), "M07")), 1)
    for line in filed["lines"]:
        base, bonus, deduction, raw, score, band, final, cascaded = YEAR["expected"][line["member"]]
        points = {"base": base, "bonus": bonus, "deduction": deduction, "raw": raw, "score": score}
        assert line == {
            "member": line["member"], **{name: hundredths(value) for name, value in points.items()}, "appraisal": 0,
            "veto": line["member"] in YEAR["veto"], "band": band, "computed": final, "confirmed": "", "cascaded_from": cascaded,
        }  # fmt: skip
    assert [line["member"] for line in filed["lines"]] == list(YEAR["expected"])
    assert (filed["version"], filed["cycle_no"], filed["members"], filed["ties"], filed["unresolved"]) == (1, 1, 24, [], [])
    assert filed["shares"][2] == {
        "grade": "star3", "basis_points": 1500, "n": 24, "places": 3, "carried": 0, "candidates": ["M04", "M05", "M06", "M07"],
        "chosen": ["M04", "M05", "M07"], "excess": ["M06"], "chosen_by": "vote",
    }  # fmt: skip


def test_before_the_run_off_the_tie_is_filed_and_neither_has_the_place_A12():
    filed = as_data(worked(), 1)
    assert filed["ties"] == [{"grade": "star3", "members": ["M06", "M07"], "places": 1}]
    assert {line["computed"] for line in filed["lines"] if line["member"] in ("M06", "M07")} == {"star2"}


def test_a_tie_recorded_as_unresolved_gives_nobody_the_place_A12():
    filed = as_data(worked(RunOff(frozenset({"M06", "M07"}))), 1)
    assert (filed["ties"], filed["unresolved"]) == ([], [{"grade": "star3", "members": ["M06", "M07"], "places": 1}])
    assert filed["shares"][2]["chosen"] == ["M04", "M05"]


def test_a_run_off_between_others_decides_nothing():
    assert worked(RunOff(frozenset({"M05", "M07"}), "M07")) == worked()


def test_a_grade_is_confirmed_beside_the_computed_one():
    filed = as_data(worked(), 2, {"M01": "star5"})
    assert [(line["member"], line["confirmed"]) for line in filed["lines"]][:2] == [("M01", "star5"), ("M02", "")]


def test_a_veto_that_was_reversed_counts_no_more_A13():
    entries = [each for each in of_the_year() if each.component != "veto"]
    undone = [Booked("M12", "veto", 0, "2024", reversed=True), Booked("M12", "veto", 0, "2024", kind="reversal", reversed=True)]
    filed = as_data(rate(TOWNSHIP, Y2024, [*entries, *undone], roster(), 1), 1)
    assert next((line["score"], line["veto"]) for line in filed["lines"] if line["member"] == "M12") == (8800, False)


@pytest.mark.parametrize(("one", "found"), [
    (person("M01"), True), (person("M01", "probationary"), True), (person("M01", until=""), True), (person("M01", since="2024-12-31"), True),
    (person("M01", "activist"), False), (person("M01", "gone"), False), (person("M01", since=""), False), (person("M01", until="2024-05-06"), False),
    (person("M01", since="2025-01-01", until="2025-12-31"), False),
])  # fmt: skip
def test_rated_are_members_enrolled_to_the_end_of_the_year_A15_A22(one, found):
    assert enrolled(one, Y2024) is found
    assert list(rated(TOWNSHIP, Y2024, {"M01": one})) == (["M01"] if found else [])


@pytest.mark.parametrize(("base", "members"), [("total_members", 24), ("enrolled", 14), ("rated", 2)])
def test_the_shares_are_taken_of_the_members_that_the_regime_names_A7(base, members):
    rules = changed(("base: {is: total_members", f"base: {{is: {base}"))
    assert counted(rules, Y2024, roster() | {"A01": person("A01", "activist"), "G01": person("G01", "gone")}, ("M01", "M02")) == members


def test_only_quarters_with_days_enough_in_scope_count_A23():
    rules = changed(*PARTICIPATING)
    assert [str(each) for each in counting(rules, Y2024, person("K13", since="2024-05-20"))] == ["2024-Q3", "2024-Q4"]
    assert [str(each) for each in counting(rules, Y2024, person("K13", since="2024-05-17"))] == ["2024-Q2", "2024-Q3", "2024-Q4"]
    assert list(rated(rules, Y2024, {"K13": person("K13", since="2024-05-20"), "K14": person("K14", since="2024-08-20")})) == ["K13"]


def test_where_the_mean_counts_the_appraisal_of_the_year_is_added_once_B15():
    quarters = [Booked("K13", "base", points, f"2024-Q{n}") for n, points in ((2, 7100), (3, 7700), (4, 7800))]
    entries = [
        *quarters,
        Booked("K13", "bonus", 300, "2024-Q3"),
        Booked("K13", "bonus", 500, "2024-Q4"),
        Booked("K13", "appraisal", 842, "2024"),
    ]
    (found,) = rate(MEAN, Y2024, entries, {"K13": person("K13", since="2024-05-20")}, 1).scores
    assert (found.base, found.bonus, found.appraisal, found.effective) == (7750, 400, 842, 8992)


def test_a_year_for_which_the_rules_have_no_answer_is_said_to_be_undefined():
    without = changed(("effect: {is: zero_score, by: [T7, A13], note: 年度有效分为零，原始分保留并列示}", "effect: {is: none, by: A13}"))
    with pytest.raises(RuleUndefinedError, match=r"veto\.effect"):
        rate(without, Y2024, of_the_year(), roster(), 1)


@st.composite
def years(draw):
    names = [f"M{n:02}" for n in range(draw(st.integers(1, 12)))]
    some = st.sampled_from([0, 100, 200])
    base, bonus = st.sampled_from([6000, 7000]), st.sampled_from([0, 1000, 2000, 3000])
    entries = [Booked(name, "base", draw(base) + draw(some), "2024-Q1") for name in names]
    entries += [Booked(name, "bonus", draw(bonus), f"2024-Q{draw(st.integers(1, 4))}") for name in names]
    more = draw(st.integers(0, 40))
    people = {name: person(name) for name in names} | {f"Z{n:02}": person(f"Z{n:02}", since="") for n in range(more)}
    run_offs = [RunOff(frozenset(between), draw(st.sampled_from(["", *between])))
                for between in draw(st.lists(st.lists(st.sampled_from(names), min_size=2, unique=True), max_size=3))] if len(names) > 1 else []  # fmt: skip
    return entries, people, run_offs


@given(years())
def test_whatever_the_run_offs_no_share_is_exceeded_and_nobody_is_rated_twice_T15(year):
    entries, people, run_offs = year
    found = rate(TOWNSHIP, Y2024, entries, people, 1, run_offs)
    filed = as_data(found, 1)
    members = [line["member"] for line in filed["lines"]]
    assert members == sorted(set(members)) == [name for name in people if name.startswith("M")]
    assert filed["members"] == len(people)
    for share, level in zip(filed["shares"], (each.level for each in found.allotment.shares), strict=True):
        holders = [line["member"] for line in filed["lines"] if line["computed"] == share["grade"]]
        assert sorted(holders) == sorted(share["chosen"])
        assert len(holders) <= share["places"] == places(TOWNSHIP, level, len(people))


@given(years())
def test_members_of_a_tie_that_stands_have_none_of_its_places_A12(year):
    entries, people, run_offs = year
    filed = as_data(rate(TOWNSHIP, Y2024, entries, people, 1, run_offs), 1)
    graded = {line["member"]: line["computed"] for line in filed["lines"]}
    for tie in (*filed["ties"], *filed["unresolved"]):
        assert tie["places"] < len(tie["members"])
        assert all(graded[member] != tie["grade"] for member in tie["members"])
