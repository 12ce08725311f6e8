"""What a plan may say beyond the two sources: grants, classes, multipliers, item caps, carry-over, periods, thresholds (§4.3)."""

from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.dates import Period
from procflow.regimes.check import check
from procflow.regimes.scoring import AnnualFacts, Line, annual, rounded
from procflow.regimes.statement import freed, granted, in_cap, lines, running, sums
from procflow.regimes.worth import asked_of, base_cap, carried, claimed, class_of, outcome_of, registered
from tests.regimes.examples import TOWNSHIP, changed, codes
from tests.regimes.test_statement import Booked as Plain

Q1, Q2, Q3 = (Period(2024, "quarter", n) for n in (1, 2, 3))
H1 = Period(2024, "half_year", 1)
POINTS = st.integers(1, 9000)


@dataclass(frozen=True)
class Booked(Plain):
    item: str = ""


@dataclass(frozen=True)
class Person:
    scope_from: str = "2024-01-01"
    scope_until: str = ""
    standing: str = "formal"
    group: str = "g1"
    retired: bool = False


def mode(word, *more):
    return changed(("mode: {is: accumulate, by: [T8, A32]}", f"mode: {{is: {word}, by: A32}}"), *more)


GRANTED = mode("grant_and_deduct")
MONTHLY = changed(
    ("formula: {is: sum_periods,", "formula: {is: mean_months,"), ("period: {is: quarter, by: T4}", "period: {is: month, by: P7}")
)
CLASSES = changed(("  late_supplement: {is: no, by: §4.3}", """  late_supplement: {is: no, by: §4.3}
  classes:
    - {code: old, label: 年老体弱党员, of: [retired, group_old], base_cap: 40, items: [dues, study], times: 0.5, by: P11}
    - {code: others, label: 在职党员, of: [in_service], by: P11}"""))  # fmt: skip
TIMES = changed(("    per: {is: none, by: T9}\n", """    per: {is: none, by: T9}
    multipliers:
      - {code: twice, label: 双倍, items: [honours, stability], times: 2, by: P6}
      - {code: half, label: 减半, items: [suggestions], times: 0.5, by: P6}
"""))  # fmt: skip


def test_a_duty_missed_takes_off_what_was_granted_and_one_done_adds_where_the_base_is_adjusted_a32():
    study = TOWNSHIP.item("study")
    assert [registered(TOWNSHIP, study, mark) for mark in ("present", "excused", "absent")] == [150, 0, 0]
    assert [registered(mode("grant_and_deduct"), study, mark) for mark in ("present", "excused", "absent")] == [0, 0, -150]
    assert [registered(mode("grant_and_adjust"), study, mark) for mark in ("present", "excused", "absent")] == [150, 0, -150]


def test_everybody_in_scope_is_granted_the_base_once_in_its_period_a32():
    rules, people = mode("grant_and_deduct"), {"a": Person(), "b": Person("2024-05-01"), "c": Person("2025-01-01")}
    first = granted(rules, (), people, Q1)
    assert [(each.member, each.points, each.kind, each.item) for each in first] == [("a", 7000, "grant", "grant")]
    posted = tuple(Booked(each.member, "base", each.points, kind="grant", item="grant") for each in first)
    assert [each.member for each in granted(rules, posted, people, Q2)] == ["b"]
    assert granted(TOWNSHIP, (), people, Q1) == ()


@given(st.lists(st.tuples(st.sampled_from(["present", "absent", "excused"]), st.sampled_from(["study", "org_life", "dues"])), max_size=9))
def test_the_line_of_a_granted_base_is_the_sum_of_its_entries_and_never_above_the_grant(book):
    rules, people = GRANTED, {"a": Person()}
    entries = [Booked("a", "base", points, item=item) for mark, item in book if (points := registered(rules, rules.item(item), mark))]
    closing = [Booked("a", each.component, each.points, kind=each.kind, item=each.item) for each in granted(rules, entries, people, Q1)]
    line = lines(rules, entries, people, Q1)["a"]
    assert line.base == sums([*entries, *closing], Q1)["a"] == 7000 - sum(rules.item(item).low for mark, item in book if mark == "absent")


def test_an_adjusted_base_may_rise_above_its_start_and_a_floor_stops_its_fall_a32():
    assert mode("grant_and_adjust").cap("base").points is None
    floored = mode("grant_and_deduct", ("    per: {is: year, by: A4}\n", "    per: {is: year, by: A4}\n    floor: {is: 0, by: A53}\n"))
    entries = (Booked("a", "base", 7000, kind="grant", item="grant"), Booked("a", "base", -8000, item="study"))
    assert [(each.points, each.kind) for each in freed(floored, entries, Q1)] == [(1000, "cap")]


def test_a_class_has_its_own_whole_its_items_and_its_weight_p11_p12():
    old, new = Person(retired=True), Person()
    assert [class_of(CLASSES, one).code for one in (old, new, Person(group="group_old"))] == ["old", "others", "old"]
    assert [base_cap(CLASSES, one) for one in (old, new)] == [4000, 7000]
    assert [asked_of(CLASSES, "org_life", one) for one in (old, new)] == [False, True]
    assert [registered(CLASSES, CLASSES.item("study"), "present", one) for one in (old, new)] == [75, 150]
    assert class_of(TOWNSHIP, old) is None


@given(POINTS, st.booleans())
def test_a_closing_takes_back_what_passes_the_cap_of_the_class(points, retired):
    person, credited = Person(retired=retired), min(points, 7000)
    entries = (Booked("a", "base", credited, uncredited=points - credited, item="study"),)
    assert lines(CLASSES, entries, {"a": person}, Q1)["a"].base == min(points, base_cap(CLASSES, person))


@given(POINTS)
def test_what_is_multiplied_is_rounded_half_up_and_the_rest_counts_once_p6(points):
    assert claimed(TIMES, "honours", points) == 2 * points
    assert claimed(TIMES, "suggestions", points) == (points + 1) // 2
    assert claimed(TIMES, "volunteer", points) == claimed(TOWNSHIP, "honours", points) == points


CAPPED = changed(
    ("    cap: {is: none, by: T9, note: 上不封顶}\n    per: {is: none, by: T9}", "    cap: {is: 10, by: P7}\n    per: {is: year, by: P7}"),
    ("label: 受表彰, component: bonus, range: [1, 10],", "label: 受表彰, component: bonus, outside_cap: yes, range: [1, 10],"),
    ("label: 建言献策, component: bonus, range: [1, 5],", "label: 建言献策, component: bonus, cap: 4, range: [1, 5],"),
)


@given(st.lists(st.tuples(st.sampled_from(["honours", "suggestions", "volunteer"]), st.integers(100, 1000)), max_size=8))
def test_awards_stand_outside_the_cap_and_an_item_brings_no_more_than_its_own_p7(claims):
    entries = [Booked("a", "bonus", points, item=item) for item, points in claims]
    by = {name: sum(points for item, points in claims if item == name) for name in ("honours", "suggestions", "volunteer")}
    expected = by["honours"] + min(1000, min(400, by["suggestions"]) + by["volunteer"])
    assert lines(CAPPED, entries, {"a": Person()}, Q1)["a"].bonus == expected


def test_a_share_of_last_year_begins_the_next_p7():
    rules = mode("grant_and_deduct", ("    per: {is: year, by: A4}\n", "    per: {is: year, by: A4}\n    carry_over: {is: 0.2, by: P7}\n"))
    assert carried(rules, 9235) == 1847
    people = {"a": Person(), "new": Person()}
    assert {each.member: each.points for each in granted(rules, (), people, Q1, {"a": 9235})} == {"a": 1847, "new": 7000}
    assert carried(TOWNSHIP, 9235) == 0


@pytest.mark.parametrize(("per", "counts_in", "period", "shared"), [
    ("year", "2024-Q1", Q2, True), ("year", "2024-Q3", Q2, False), ("half_year", "2024-Q1", Q2, True), ("half_year", "2024-Q2", Q3, False),
    ("quarter", "2024-Q1", Q2, False), ("quarter", "2024-02", Q1, True), ("half_year", "2024-03", H1, True), (None, "2024-01", H1, True),
    ("month", "2024-02", Period(2024, "month", 2), True), ("month", "2024-01", Period(2024, "month", 2), False),
])  # fmt: skip
def test_a_cap_is_shared_within_its_own_period(per, counts_in, period, shared):
    assert in_cap(counts_in, period, per) is shared


HALVES = changed(
    ("period: {is: quarter, by: T4}", "period: {is: half_year, by: P4}"), ("book: {is: month, by: T3}", "book: {is: month, by: P4}")
)


def test_tally_publicity_and_ranking_may_each_have_their_period_p4():
    assert [HALVES.value(f"cycle.{name}") for name in ("book", "period", "ranking")] == ["month", "half_year", "year"]
    assert [str(HALVES.closing(Period.parse(text))) for text in ("2024-02", "2024-Q3", "2024-H2", "2024")] == [
        "2024-H1",
        "2024-H2",
        "2024-H2",
        "2024",
    ]
    entries = (Booked("a", "bonus", 300, "2024-H1"), Booked("a", "bonus", 200, "2024-H2"), Booked("b", "bonus", 400, "2024-H1"))
    people = {"a": Person(), "b": Person()}
    assert {name: line.total for name, line in lines(HALVES, entries, people, Period.parse("2024-H2")).items()} == {"a": 200, "b": 0}
    assert {name: line.total for name, line in running(HALVES, entries, people, Period.parse("2024-H2"), "year").items()} == {
        "a": 500,
        "b": 400,
    }


@given(st.lists(st.integers(0, 900), min_size=12, max_size=12))
def test_the_mean_of_months_counts_every_month_once(totals):
    score = annual(MONTHLY, AnnualFacts("a", tuple(Line(task=each, total=each) for each in totals)))
    assert score.raw == score.task == rounded(Fraction(sum(totals), 12))


def test_thresholds_say_what_a_figure_means_for_who_is_no_full_member_yet_p1_p4():
    rules = changed(("  approve_within: {is: 3,", """  thresholds:
    - {code: regularize, label: 按期转正, all: [85分以上], by: P4}
    - {code: extend, label: 延长预备期, all: [70分以上, score < 85], by: P4}
    - {code: cancel, label: 取消资格, all: [score < 70], by: P4}
  approve_within: {is: 3,"""))  # fmt: skip
    assert [outcome_of(rules.thresholds("probation"), {"score": points}).code for points in (8500, 8499, 7000, 6999)] == [
        "regularize", "extend", "extend", "cancel",
    ]  # fmt: skip
    assert outcome_of(rules.thresholds("activists"), {"score": 1}) is None


def test_an_item_and_a_path_of_any_length_have_their_steps_in_order_p7():
    four = changed(
        (
            "label: 受表彰, component: bonus,",
            "label: 受表彰, component: bonus, path: [party_group, points_group, branch_committee, party_committee],",
        )
    )
    assert four.path("bonus", "honours") == ("party_group", "points_group", "branch_committee", "party_committee")
    assert four.path("bonus", "volunteer") == four.path("bonus") == ("points_group", "member_meeting")


@pytest.mark.parametrize(("rules", "code"), [
    (changed(("period: {is: quarter, by: T4}", "period: {is: half_year, by: P4}"), ("  per: {is: year, by: A4}", "  per: {is: quarter, by: A24}")),
     "CAP_PERIOD"),
    (changed(("formula: {is: sum_periods,", "formula: {is: mean_months,")), "MONTHS_NEEDED"),
    (changed(("book: {is: month, by: T3}", "book: {is: half_year, by: P4}")), "BOOK_TOO_LONG"),
    (changed(("    per: {is: none, by: T9}\n",
              "    per: {is: none, by: T9}\n    multipliers:\n      - {code: x, label: 双倍, items: [nosuch], times: 2, by: P6}\n")), "UNKNOWN_ITEM"),
    (changed(("  triggers: {is: [term_ending, discipline], by: §4.3}",
              "  triggers: {is: [term_ending, discipline], by: §4.3}\n  thresholds:\n    - {code: cancel, label: 取消, all: [score < 0], by: P4}")),
     "UNREACHABLE"),
])  # fmt: skip
def test_what_a_plan_cannot_mean_is_an_error(rules, code):
    assert code in codes(check(rules), "error")
