"""The worked year rated again under other rules: who moves, why, which parameter does it, and that the points asked for are all still there."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procflow.dates import Period
from procflow.regimes.overrides import BadOverrideError, overridden
from procflow.regimes.rating import RunOff, rate
from procflow.regimes.recount import recounted
from procflow.regimes.rulebook import RuleUndefinedError, load
from procflow.regimes.whatif import Year, whatif
from tests.regimes.examples import TOWNSHIP, YEAR, changed, entries_of_the_year
from tests.regimes.test_rating import roster


@dataclass(frozen=True)
class Posted:
    member: str
    component: str
    points: int
    counts_in: str
    item: str = ""
    kind: str = "original"
    reversed: bool = False
    uncredited: int = 0


ENTRIES = [Posted(each.member, each.component, each.points, each.counts_in) for each in entries_of_the_year()] + [
    Posted(member, "veto", 0, "2024") for member in YEAR["veto"]
]
WORKED = Year(Period(2024, "year"), ENTRIES, roster(), 1, (RunOff(frozenset({"M06", "M07"}), "M07"),))


def under(*typed, year=WORKED, old=TOWNSHIP):
    return whatif(old, overridden(old, typed), year)


def moves(found):
    return {each.member: (each.before.grade, each.after.grade) for each in found.moved}


def test_under_the_same_rules_nobody_moves_and_all_are_shown_to_stay():
    found = under()
    assert (found.moved, found.bearing, found.other) == ((), (), ())
    assert [each.member for each in found.stays] == list(YEAR["expected"])
    assert {each.member: each.grade for each in found.stays} == {member: row[6] for member, row in YEAR["expected"].items()}


@pytest.mark.parametrize(
    ("typed", "moved"),
    [
        # A8: ⌈1.2⌉ = 2, ⌈2.4⌉ = 3, ⌈3.6⌉ = 4 places, so each first one left out has a place.
        ("quota.rounding=ceil", {"M02": ("star4", "star5"), "M04": ("star3", "star4"), "M06": ("star2", "star3")}),
        # A1: M13's 60 is shared by talk and unqualified; M10's 70 is in one band alone.
        ("grading.shared_bound=lower", {"M13": ("talk", "unqualified")}),
        # A13: M12 keeps 88 points and has no star.
        ("veto.effect=bar_rating", {"M12": ("unqualified", "no_star")}),
        # A9: nobody goes on to a lower star, so two places below are free again.
        ("quota.excess=none", {"M02": ("star4", "no_star"), "M04": ("star3", "star4"), "M06": ("star2", "star3")}),
        # A16: M10 is measured by the whole year.
        ("midyear.base=none", {"M10": ("star1", "unqualified")}),
        # A7: of the fourteen rated, 5 % give no five-star place, 10 and 15 % one and two.
        ("quota.base=rated", {"M01": ("star5", "star4"), "M02": ("star4", "star3"), "M03": ("star4", "star3"), "M04": ("star3", "star2"),
                              "M05": ("star3", "star2"), "M07": ("star3", "star2")}),
    ],
)  # fmt: skip
def test_one_parameter_moves_exactly_whom_it_should_and_is_named(typed, moved):
    found = under(typed)
    assert moves(found) == moved
    assert all([each.path for each in one.alone] == [typed.partition("=")[0]] for one in found.moved)
    assert sorted([*moved, *(each.member for each in found.stays)]) == sorted(YEAR["expected"])


@pytest.mark.parametrize(
    ("typed", "member", "said"),
    [
        ("quota.rounding=ceil", "M02", [("quota", "五星级名额 1 → 2")]),
        ("grading.shared_bound=lower", "M13", [("band", "等次线不同：教育谈话、限期整改 → 不合格")]),
        ("veto.effect=bar_rating", "M12", [("veto", "一票否决的后果不同，得分 0 → 88")]),
        ("midyear.base=none", "M10", [("figure", "基础分 66 → 33")]),
        ("quota.excess=none", "M02", [("quota", "五星级名额1，已满"), ("quota", "名额已满后的去处不同")]),
        ("annual.ceiling=80", "M01", [("figure", "得分 104 → 80")]),
        ("tie.chain=higher_base", "M03", [("tie", "四星级同分先后不同")]),
    ],
)
def test_why_a_member_moves_is_said_in_a_sentence(typed, member, said):
    (moved,) = [each for each in under(typed).moved if each.member == member]
    assert [(each.kind, each.text()) for each in moved.reasons] == said


def test_of_two_changes_that_each_move_a_member_both_are_named_A8():
    found = under("quota.rounding=ceil", "quota.levels.star5.1.share=0.10")
    (m02,) = [each for each in found.moved if each.member == "M02"]
    assert [each.path for each in m02.alone] == ["quota.rounding", "quota.levels.star5.1"]


def test_where_only_two_changes_together_move_a_member_it_is_said_so_A8():
    """6.5 % of 24 are 1.56 places: one, rounded down, and 5 % are 1.2: one, half up; only both together make two."""
    (m02,) = [
        each
        for each in under("quota.levels.star5.1.share=0.0650", "quota.rounding=half_up", "annual.places=1").moved
        if each.member == "M02"
    ]
    assert m02.alone == ()
    assert [each.path for each in m02.together] == ["quota.rounding", "quota.levels.star5.1"]


def test_only_the_wording_or_what_belongs_to_the_course_of_things_moves_nobody():
    new = changed(
        ("rounding: {is: floor, by: A8}", "rounding: {is: floor, by: [A8, T15]}"),
        ("reply: {is: 3 d, by: §3.14, bind: S}", "reply: {is: 5 d, by: §3.14, bind: S}"),
    )
    found = whatif(TOWNSHIP, new, WORKED)
    assert (found.moved, found.bearing) == ((), ())
    assert [each.path for each in found.other] == ["quota.rounding", "deductions.reply"]


def test_the_periods_in_which_points_were_posted_are_left_as_they_were():
    found = under("cycle.period=month", "quota.rounding=ceil")
    assert [each.path for each in found.kept] == ["cycle.period"]
    assert set(moves(found)) == {"M02", "M04", "M06"}


def test_a_cap_is_met_anew_from_what_was_asked_for_A24():
    """Under a cap of 10 a quarter the bonus of M01's second quarter is clipped; without the cap what had been kept back counts again."""
    clipped = [replace(each, points=600, uncredited=400) if (each.member, each.points) == ("M02", 1000) else each for each in ENTRIES]
    found = under(year=Year(WORKED.period, clipped, WORKED.roster, 1, WORKED.run_offs))
    assert found.moved == ()  # both sides count the thousand that was asked for
    assert {each.member: each.points for each in found.stays}["M02"] == 10200
    quarterly = under("components.bonus.cap=8", "components.bonus.per=quarter")
    assert {each.member: each.after.score.bonus for each in quarterly.moved}["M01"] == 3200  # 8 + 8 + 8 + 8 of 8 + 10 + 8 + 8


def test_an_item_with_other_points_is_counted_with_them_and_a_range_is_kept_to():
    year = Year(WORKED.period, [Posted("M01", "base", 150, "2024-Q1", "study"), Posted("M01", "bonus", 800, "2024-Q1", "serve_masses"),
                                Posted("M01", "deduction", -300, "2024-Q2", "harm_masses")], {"M01": roster()["M01"]}, 1)  # fmt: skip
    (moved,) = under("items.study.points=3", "items.serve_masses.range=1,5", "items.harm_masses.range=4,8", year=year).moved
    score = moved.after.score
    assert (score.base, score.bonus, score.deduction) == (300, 500, 400)


def test_what_was_undone_does_not_count_and_what_a_cap_gave_back_is_not_counted_twice():
    entries = [Posted("M01", "base", 7000, "2024-Q1"), Posted("M01", "base", 0, "2024-Q2", uncredited=500),
               Posted("M01", "base", -500, "2024-Q1", kind="reversal", reversed=True), Posted("M01", "base", 500, "2024-Q1", reversed=True),
               Posted("M01", "base", 0, "2024-Q2", kind="cap")]  # fmt: skip
    assert sum(each.points for each in recounted(TOWNSHIP, TOWNSHIP, entries)) == 7000
    assert sum(each.points for each in recounted(TOWNSHIP, overridden(TOWNSHIP, ["components.base.cap=none"]), entries)) == 7500


BOOKED = st.lists(
    st.builds(Posted, st.sampled_from(["M01", "M02"]), st.sampled_from(["base", "bonus", "task", "deduction"]), st.integers(-1500, 3000),
              st.sampled_from(["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]), uncredited=st.integers(0, 500)),
    max_size=12,
)  # fmt: skip


@settings(max_examples=40)
@given(BOOKED, st.integers(0, 6000), st.sampled_from(["year", "quarter"]))
def test_no_point_asked_for_is_lost_and_no_cap_is_passed(entries, cap, per):
    new = overridden(TOWNSHIP, [f"components.bonus.cap={cap / 100}", f"components.bonus.per={per}"])
    found = recounted(TOWNSHIP, new, entries)
    assert sum(each.points for each in found if each.kind != "cap") == sum(each.points + each.uncredited for each in entries)
    for member in ("M01", "M02"):
        spans = {each.counts_in if per == "quarter" else "2024" for each in found}
        for span in spans:
            assert (
                -cap <= sum(e.points for e in found if (e.member, e.component) == (member, "bonus") and e.counts_in.startswith(span)) <= cap
            )


@settings(max_examples=20)
@given(st.lists(st.sampled_from(ENTRIES), max_size=30))
def test_under_the_same_rules_nobody_moves_whatever_was_posted(entries):
    found = under(year=Year(WORKED.period, entries, WORKED.roster, 1))
    assert found.moved == ()
    assert found.before == rate(TOWNSHIP, WORKED.period, recounted(TOWNSHIP, TOWNSHIP, entries), WORKED.roster, 1)


def test_rules_that_leave_a_score_without_outcome_have_no_answer_A26():
    with pytest.raises(RuleUndefinedError):
        under("gaps.no_star.all=score > 65, score < 66")  # M11 has 67


def test_who_is_rated_under_one_of_the_rules_alone_is_said_so_A23():
    found = under("midyear.denominator=participating", "midyear.min_days=45", "midyear.min_periods=3")
    assert moves(found) == {"M10": ("star1", "")}
    assert found.moved[0].reasons[0].text() == "新规则下不评定"


def test_the_year_under_another_plan_altogether_is_rated_and_each_is_told_why():
    year = Year(WORKED.period, [each for each in ENTRIES if each.component != "veto"], WORKED.roster, 1, WORKED.run_offs)
    found = whatif(TOWNSHIP, load("bureau_quarterly"), year)
    assert len(found.moved) + len(found.stays) == 14
    assert all(each.reasons and (each.alone or each.together) for each in found.moved)
    with pytest.raises(RuleUndefinedError, match=r"veto\.effect"):  # that plan has no veto
        whatif(TOWNSHIP, load("bureau_quarterly"), WORKED)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("quota.rounding", "应写成 参数=值：{given}"),
        ("=ceil", "应写成 参数=值：{given}"),
        ("quota.nosuch=1", "没有这个参数：{path}"),
        ("items.study.nosuch=1", "没有这个参数：{path}"),
        ("items=1", "没有这个参数：{path}"),
        ("items.nosuch.points=1", "“{path}”里没有这一行，在的有：{known}"),
        ("quota.rounding=sideways", "应为下列之一：{words}，实为“{given}”"),
        ("items.serve_masses.range=1", "幅度应为两个数，如 [1, 10]"),
        ("components.base.cap=1.234", "应为分值，至多两位小数，实为“{given}”"),
    ],
)
def test_an_override_that_cannot_be_made_is_told(typed, sentence):
    with pytest.raises(BadOverrideError) as told:
        overridden(TOWNSHIP, [typed])
    assert told.value.sentence == sentence


def test_a_value_set_is_the_only_change_and_lists_and_none_can_be_typed():
    new = overridden(
        TOWNSHIP,
        ["components.base.cap=none", "tie.chain=higher_base，lower_deduction", "claims.cutoff_day=25", "grades.star5.all=score >= 105"],
    )
    assert new.cap("base").points is None
    assert (new.tie_chain(), new.value("claims.cutoff_day"), new.binding("claims.cutoff_day")) == (
        ("higher_base", "lower_deduction"),
        25,
        "S",
    )
    assert new.grades[0].all[0].points == 10500
