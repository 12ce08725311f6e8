"""Rows of the policies that a year's rating obeys: switching the parameter changes who gets what, as the row says."""

import pytest

from procflow.dates import Calendar, Period
from procflow.grammar import PersonSeen
from procflow.regimes.grading import grade
from procflow.regimes.quotas import allot
from procflow.regimes.rating import rate
from procflow.regimes.rulebook import RuleUndefinedError, load, read
from procflow.regimes.scoring import AnnualFacts, Line, annual, totals
from tests.regimes.examples import TEXT, TOWNSHIP, Posted, changed, score

BUREAU = load("bureau_quarterly")
GAP = "gaps:\n  - {code: no_star, label: 不评星, all: [score > 65, score < 70], by: A3}"
ASKED = GAP + "\n  - {code: open, label: 待定, all: [score < 0], decided_by: branch_committee, by: A26}"
Y2024 = Period(2024, "year")


def graded(rules, *points, members=20, **more):
    found = allot(rules, [score(f"M{n}", each * 100) for n, each in enumerate(points, 1)], members, 1, **more)
    return {member: each.grade for member, each in found.rated.items()}


def band(rules, points, **figures):
    return grade(rules, score("M1", round(points * 100), **figures)).code


@pytest.mark.parametrize(
    ("shared", "at"), [("upper", ("star5", "star4", "star3", "star2")), ("lower", ("star4", "star3", "star2", "star2"))]
)
def test_a_shared_bound_goes_up_or_down_A1(shared, at):
    rules = changed(("shared_bound: {is: upper, by: A1}", f"shared_bound: {{is: {shared}, by: A1}}"))
    assert tuple(band(rules, points) for points in (100, 90, 80, 75)) == at


def test_between_70_and_75_is_one_star_and_75_is_two_A2():
    assert [band(TOWNSHIP, points) for points in (70, 74.99, 75)] == ["star1", "star1", "star2"]


@pytest.mark.parametrize(("old", "new", "found"), [
    (GAP, GAP, "no_star"),
    ("all: [score >= 60, score <= 65]", "all: [score >= 60, score < 70]", "talk"),
    ("all: [score >= 70, score < 75]", "all: [score > 65, score < 75]", "star1"),
])  # fmt: skip
def test_what_lies_between_65_and_70_is_what_the_rules_make_of_it_A3(old, new, found):
    pairs = ((old, new),) if found == "no_star" else ((old, new), (GAP, "gaps: []"))
    assert band(changed(*pairs), 67) == found


def test_a_base_without_the_usual_cap_counts_whole_A4():
    other = changed(("cap: {is: 70, by: [T8, A4], note: 原文未定基础分总额，备案时须确认}", "cap: {is: 100, by: A4}"))
    assert [rules.credit("base", 9000, 0) for rules in (TOWNSHIP, other)] == [(7000, 2000), (9000, 0)]


def test_the_year_is_base_plus_bonus_minus_deduction_A6():
    line = Line(base=7000, bonus=500, deduction=300, total=7200)
    assert annual(TOWNSHIP, AnnualFacts("M1", (line,))).raw == 7200


def test_an_excess_is_decided_one_by_one_where_the_rules_say_so_A9():
    review = changed(("excess: {is: cascade,", "excess: {is: over_quota_review,"), (GAP, ASKED))
    assert graded(review, 110, 105) == {"M1": "star5", "M2": "open"}
    assert review.outcome("open").decided_by == "branch_committee"
    with pytest.raises(RuleUndefinedError):
        graded(changed(("excess: {is: cascade,", "excess: {is: over_quota_review,")), 110, 105)


@pytest.mark.parametrize(("final", "found"), [("member_meeting_vote", "star4"), ("all_in", "star5"), ("all_out", "star4")])
def test_members_tied_at_the_edge_vote_or_are_all_in_or_all_out_A12(final, found):
    rules = changed(("final: {is: member_meeting_vote,", f"final: {{is: {final},"))
    given = allot(rules, [score("M1", 11000), score("M2", 11000)], 20, 1)
    assert {each.grade for each in given.rated.values()} == {found}
    assert bool(given.ties) == (final == "member_meeting_vote")
    assert given.shares[0].chosen_by == ("vote" if given.ties else "rule")


@pytest.mark.parametrize(
    ("effect", "score_of", "found"),
    [("zero_score", 0, "unqualified"), ("bar_rating", 9500, "no_star"), ("force_unqualified", 9500, "unqualified")],
)
def test_a_veto_zeroes_the_year_or_bars_the_star_or_forces_the_grade_A13(effect, score_of, found):
    rules = changed(("effect: {is: zero_score,", f"effect: {{is: {effect},"))
    year = annual(rules, AnnualFacts("M1", (Line(base=7000, bonus=2500, total=9500),), veto=True))
    assert (year.raw, year.effective, grade(rules, year).code) == (9500, score_of, found)


def test_who_joined_in_mid_year_is_scaled_up_unless_the_rules_say_none_A16():
    plain = changed(("base: {is: rate, by: A16, note: 实得 ÷ 加入后可得 × 全年基础分}", "base: {is: none, by: A16}"))
    facts = AnnualFacts("M10", (Line(base=3300, total=3300),), possible=3500)
    assert [annual(rules, facts).base for rules in (TOWNSHIP, plain)] == [6600, 3300]


@pytest.mark.parametrize(
    ("rules", "period", "due"), [(TOWNSHIP, "2024-Q1", "2024-04-15"), (BUREAU, "2024-Q1", "2024-04-05"), (BUREAU, "2024-Q4", "2025-01-05")]
)
def test_the_quarter_just_ended_is_posted_by_the_day_that_the_rules_name_A17_A33(rules, period, due):
    assert rules.publicity("quarter").due(Period.parse(period)).isoformat() == due


def person(name, standing):
    return PersonSeen(name, standing, scope_from="2024-01-01", scope_until="2024-12-31")


@pytest.mark.parametrize(("may", "found"), [("eligible", "star5"), ("not_eligible", "no_star")])
def test_a_probationary_member_has_a_star_unless_the_rules_say_not_A22(may, found):
    rules = changed(("probationary: {is: eligible,", f"probationary: {{is: {may},"))
    roster = {f"M{n}": person(f"M{n}", "probationary" if n == 1 else "formal") for n in range(1, 21)}
    rating = rate(rules, Y2024, [Posted("M1", "bonus", 11000, "2024-Q1")], roster, 1)
    assert rating.members == 20
    assert rating.allotment.rated["M1"].grade == found


def test_base_and_bonus_are_means_and_deductions_a_sum_of_the_year_A25_A64():
    lines = (Line(base=8000, bonus=400, deduction=600, total=7800), Line(base=7000, bonus=600, deduction=500, total=7100))
    found = annual(BUREAU, AnnualFacts("K1", lines))
    assert (found.base, found.bonus, found.deduction, found.raw) == (7500, 500, 1100, 7450)
    assert {test.metric for each in BUREAU.grades for test in (*each.all, *each.any)} == {"score", "base", "bonus", "deduction_sum"}


def test_a_good_score_without_bonus_is_undetermined_or_basic_as_the_rules_say_A26():
    text = bureau_text()
    low = {"base": 7500, "bonus": 200, "deduction": 0}
    start = text.index("\ngaps:")
    rest = text[text.index("\n\n", start) :]
    basic = text[:start] + "\ngaps:\n  - {code: left, label: 基本合格待议, all: [score >= 70], by: A26}\n" + rest
    assert band(BUREAU, 80, **low) == "undetermined"
    assert BUREAU.outcome("undetermined").decided_by == "branch_committee"
    assert (band(read(basic), 80, **low), read(basic).outcome("left").decided_by) == ("left", "")


def bureau_text():
    from procflow.regimes.rulebook import bundled

    return bundled()["bureau_quarterly"].read_text(encoding="utf-8")


@pytest.mark.parametrize(("order", "found"), [
    ("[unqualified, basic, excellent, qualified]", "unqualified"), ("[excellent, qualified, basic, unqualified]", "excellent"),
])  # fmt: skip
def test_where_two_grades_hold_the_first_in_the_order_counts_A27(order, found):
    text = bureau_text()
    line = next(each for each in text.splitlines() if each.strip().startswith("order:"))
    rules = read(text.replace(line, f"  order: {{is: {order}, by: A27}}"))
    assert band(rules, 95, base=8000, bonus=800, deduction=2500) == found


def test_places_go_by_score_and_then_by_the_chain_A30():
    found = allot(TOWNSHIP, [score("M1", 9500, bonus=100), score("M2", 9600), score("M3", 9500, bonus=200)], 20, 1)
    assert (found.shares[1].candidates, found.shares[1].chosen) == (("M2", "M3", "M1"), ("M2", "M3"))


def test_days_are_counted_after_the_posting_by_the_calendar_or_by_working_days_A34():
    assert BUREAU.publicity("quarter").span.unit == "d"
    days, working = (
        read(bureau_text().replace("days: {is: 3 d,", f"days: {{is: 3 {unit},")).publicity("quarter").span for unit in ("d", "wd")
    )
    from datetime import date

    from procflow.dates import publicity

    tomb = Calendar({date(2024, 4, 4): False, date(2024, 4, 5): False, date(2024, 4, 7): True}, frozenset({2024}))
    posted = date(2024, 4, 3)
    ends = [publicity(posted, span, tomb) for span in (days, working)]
    assert [(each.first.isoformat(), each.last.isoformat()) for each in ends] == [
        ("2024-04-04", "2024-04-06"),
        ("2024-04-07", "2024-04-09"),
    ]


@pytest.mark.parametrize(("places", "found"), [(2, (8333, "star3")), (0, (8300, "star3"))])
def test_scores_are_kept_to_the_places_that_the_rules_name_A52(places, found):
    rules = changed(("places: {is: 2, by: A52}", f"places: {{is: {places}, by: A52}}"))
    year = annual(rules, AnnualFacts("M1", (Line(base=8333, total=8333),)))
    assert (year.raw, grade(rules, year).code) == found


def test_without_a_floor_a_total_may_be_negative_A53():
    entries = [Posted("M1", "deduction", -500, "2024-Q1")]
    open_ = changed(
        ("floor: {is: 0, by: A53}\n  ceiling", "floor: {is: none, by: A53}\n  ceiling"),
        ("period_floor: {is: 0, by: A53}", "period_floor: {is: none, by: A53}"),
    )
    for rules, least in ((TOWNSHIP, 0), (open_, -500)):
        line = totals(rules, entries, "2024")["M1"]
        assert (line.total, annual(rules, AnnualFacts("M1", (line,))).raw) == (least, least)


def test_volunteering_earns_by_claim_alone_A65():
    for rules in (TOWNSHIP, BUREAU):
        (item,) = [each for each in rules.items() if each.code == "volunteer"]
        assert (item.component, item.evidence) == ("bonus", 1)
    base = changed(
        (
            "{code: volunteer, label: 志愿服务, component: bonus, range: [1, 10], per: event, evidence: 1,",
            "{code: volunteer, label: 志愿服务, component: base, points: 1, per: month, evidence: 0,",
        )
    )
    assert "volunteer" in {each.code for each in base.items("base")}


def test_the_annual_publicity_is_posted_by_whom_the_rules_name_A63():
    assert (TOWNSHIP.publicity("annual").by, BUREAU.publicity("annual").by) == ("party_committee", "recorder")


def test_each_filing_has_the_addressee_that_the_rules_name_A36_A61():
    assert [BUREAU.addressee(what) for what in ("quarter", "annual", "rules", "exemption")] == [
        "party_building_office",
        *["superior_org"] * 3,
    ]
    assert (TOWNSHIP.holder("superior_org"), TOWNSHIP.holder("grassroots_committee")) == ("party_committee", "party_committee")
    assert (BUREAU.holder("superior_org"), BUREAU.holder("grassroots_committee")) == ("superior_org", "superior_org")
    assert changed(("  - {what: annual, to: party_committee, by: T13}\n", "")).addressee("annual") is None


def test_the_text_of_the_township_is_the_one_that_these_tests_change():
    assert read(TEXT) == TOWNSHIP
