"""The bureau's regime says what its source and the policy rows say, value by value, and every value names its clause."""

import re
from datetime import date

import pytest

from procflow.dates import Calendar, Period, publicity
from procflow.regimes.check import check
from procflow.regimes.grading import outcome
from procflow.regimes.rulebook import bundled, load, read
from procflow.regimes.schema import LEAVES
from tests.regimes.examples import codes

BUREAU = load("bureau_quarterly")
QUARTERS = (48, 57, 58, 59, 60, 62, 64, *range(70, 81))  # every base of the worked year (domain §6.2)

SAID = (
    ("B1", "scope.enrollment", "automatic"), ("B2", "exemption.who", "retired"), ("B3", "activists.rated", False),
    ("B5", "components.base.cap", 8000), ("A24", "components.base.per", "quarter"), ("B5", "components.bonus.cap", 1000),
    ("B5", "components.appraisal.cap", 1000), ("A32", "components.base.mode", "accumulate"), ("A37", "paths.bonus", ("party_group", "branch_committee")),
    ("A38", "paths.deduction", ("branch_committee",)), ("A44", "registration.poster", ("points_admin", "branch_committee")),
    ("B30", "registration.registrar", ("recorder", "discipline_commissioner")), ("B13", "publicity.quarter.due_day", 5), ("A34", "publicity.quarter.days", "3 d"),
    ("B15", "annual.formula", "mean_periods_plus_appraisal"), ("A23", "midyear.min_days", 45), ("A23", "midyear.min_periods", 2),
    ("B36", "annual.totalled_by", ("recorder",)), ("A29", "quota.base", "rated"), ("A30", "quota.excess", "cascade"),
    ("A12", "tie.chain", ("higher_appraisal", "higher_bonus", "lower_deduction", "higher_base")),
    ("A27", "grading.order", ("unqualified", "basic", "excellent", "qualified")),
    ("A39", "claims.late", "next_period"), ("B31", "claims.cutoff_day", 25), ("A40", "supplement.until", "next_activity"),
    ("B29", "commitment.signers", ("branch_secretary", "deputy_secretary")), ("B23", "probation.triggers", ("term_ending", "discipline", "rating")),
    ("A43", "probation.interim_of", 9000), ("B39", "inspection.by", "party_building_office"),
)  # fmt: skip


@pytest.mark.parametrize(("rule", "path", "value"), SAID, ids=lambda given: given if isinstance(given, str) else "")
def test_a_value_is_what_its_rule_says_and_names_it(rule, path, value):
    assert BUREAU.value(path) == value
    assert rule in BUREAU.clause(path).split()


def test_every_value_stands_on_a_clause_of_the_bureau_or_on_a_policy_row_never_on_the_townships():
    clauses = {path: BUREAU.clause(path) for path in LEAVES}
    assert all(clauses.values())
    assert [path for path, said in clauses.items() if re.search(r"\bT\d", said)] == []


def test_the_bureau_has_no_contradiction_and_only_known_holes():
    assert codes(check(BUREAU, 1), "error") == codes(check(BUREAU, 1), "warning") == []
    assert "PLACEHOLDER_ITEMS" in codes(check(BUREAU), "hole")
    assert codes(check(BUREAU, 2), "warning") == []  # the share of excellent is the same every year (B18)


@pytest.mark.parametrize("wanted", QUARTERS)
def test_every_base_of_the_worked_year_is_a_sum_of_marks_a5(wanted):
    assert wanted * 100 in sums(months=3)


def test_seventy_points_can_be_earned_from_20_may_to_the_end_of_june_b4():
    assert 7000 in sums(months=2)


def test_a_full_quarter_of_marks_is_exactly_the_cap_b5():
    assert max(sums(months=3)) == BUREAU.cap("base").points == 8000


def test_undetermined_is_a_good_score_without_base_or_bonus_and_nothing_else_a26():
    good = {"score": 8867, "base": 7800, "bonus": 300, "deduction_sum": 0, "appraisal": 817}
    assert outcome(BUREAU, good).code == "qualified"
    assert outcome(BUREAU, good | {"bonus": 299}).code == outcome(BUREAU, good | {"base": 5999}).code == "undetermined"
    assert outcome(BUREAU, good | {"bonus": 299, "deduction_sum": 1000}).code == "basic"
    assert outcome(BUREAU, good | {"score": 9500, "bonus": 500, "deduction_sum": 2000}).code == "unqualified"


def test_a_claim_of_the_26th_counts_in_the_next_quarter_across_the_year_in_the_next_cycle_a39():
    march, december = (
        BUREAU.quarter_of_claim(day, day) for day in (Period.parse("2024-Q1").last.replace(day=26), Period.parse("2024-12").last)
    )
    assert (str(march), str(december)) == ("2024-Q2", "2025-Q1")


def sums(months):
    """Every base that a quarter with so many months in scope can come to, in hundredths."""
    found = {0}
    for item in BUREAU.items("base"):
        found = {each + item.low * n for each in found for n in range(months + 1 if item.per == "month" else 2)}
    return found


@pytest.mark.parametrize(("unit", "window"), [("d", ("2024-04-04", "2024-04-06")), ("wd", ("2024-04-07", "2024-04-09"))])
def test_three_days_from_3_april_end_before_or_after_the_holiday_as_they_are_counted_a34(unit, window):
    rules = read(
        bundled()["bureau_quarterly"]
        .read_text("utf-8")
        .replace("days: {is: 3 d, by: [B13, A34]}", f"days: {{is: 3 {unit}, by: [B13, A34]}}")
    )
    holidays = {date(2024, 4, day): day == 7 for day in (4, 5, 6, 7)}
    shown = publicity(date(2024, 4, 3), rules.publicity("quarter").span, Calendar(holidays, frozenset({2024})))
    assert (shown.first.isoformat(), shown.last.isoformat()) == window
