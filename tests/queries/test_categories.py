"""What is earned and still open, item by item: never more than the full mark, never from a period that is over, nothing for whoever is out of scope."""

from datetime import date
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from procflow import queries
from procflow.dates import Period
from procflow.queries.categories import categories
from procflow.regimes.rulebook import load
from tests.queries.world import DAY

BOOK, YEAR = load("township_star"), Period(2024, "year")
ITEMS = {item.code: item for item in BOOK.items()}


def row(number, item, on, points, reverses=""):
    counts_in = str(Period.of(date.fromisoformat(on), "quarter"))
    return SimpleNamespace(entry_id=f"e{number}", component=ITEMS[item].component, item=item, occurred_on=on, points=points, counts_in=counts_in,
                           reverses=reverses or None)  # fmt: skip


def told(rows, day, rated=True):
    return {each.component: each for each in categories(rows, YEAR, day, BOOK, rated)}


def test_a_year_without_a_line_leaves_the_whole_base_mark_open_T8_A4():
    base = told([], date(2024, 1, 1))["base"]
    assert (base.points, base.full, base.open) == (0, 7000, 7000)
    assert {each.code: each.open for each in base.items} == {"study": 1800, "org_life": 2400, "dues": 1200, "pledge": 1600}


def test_a_month_that_is_over_or_paid_is_not_open_any_more():
    (study,) = (each for each in told([row(1, "study", "2024-06-30", 150)], date(2024, 6, 3))["base"].items if each.code == "study")
    assert (study.points, study.times, study.open) == (150, 1, 6 * 150)


def test_a_reversed_line_is_counted_no_more_and_opens_its_month_again():
    rows = [row(1, "study", "2024-12-31", 150), row(2, "study", "2024-12-31", -150, reverses="e1")]
    (study,) = (each for each in told(rows, date(2024, 12, 2))["base"].items if each.code == "study")
    assert (study.points, study.times, study.open) == (0, 0, 150)


def test_bonus_points_have_no_end_and_deductions_are_nothing_to_earn_T9_T11():
    found = told([row(1, "absence", "2024-02-01", -200)], date(2024, 3, 1))
    assert (found["bonus"].open, found["bonus"].full) == (None, None)
    assert (found["deduction"].points, found["deduction"].open) == (-200, 0)


def test_who_is_out_of_scope_and_a_year_that_is_over_have_nothing_open():
    for found in (told([], date(2024, 3, 1), rated=False), told([], date(2025, 1, 1))):
        assert {each.open for each in found.values()} == {0}


LINES = st.tuples(st.sampled_from(["study", "org_life", "dues", "pledge", "serve_masses"]), st.dates(date(2024, 1, 1), date(2024, 12, 31)))


@given(st.lists(LINES, max_size=40), st.dates(date(2024, 1, 1), date(2025, 6, 1)))
def test_earned_and_open_never_pass_the_full_mark_and_items_add_up(given_lines, day):
    rows = [row(number, item, on.isoformat(), ITEMS[item].low) for number, (item, on) in enumerate(given_lines)]
    found = told(rows, day)
    base = found["base"]
    assert 0 <= base.open <= max(0, base.full - base.points)
    for each in found.values():
        assert sum(item.points for item in each.items) == each.points


def test_a_members_ledger_tells_it_to_the_member(session):
    shown = {each.component: each for each in queries.points(session, "M01", DAY, "M01", "2024-Q1").categories}
    assert [(each.code, each.points, each.times) for each in shown["bonus"].items if each.times] == [("serve_masses", 800, 1)]
    assert shown["base"].open == 7000 - 2 * (150 + 200 + 100)


def test_the_quarters_of_the_last_year_come_first_where_it_has_any_line(session):
    quarters = [period for period, _ in queries.points(session, "M01", date(2025, 2, 1), "M01", "2025-Q1").trend]
    assert quarters == [f"{year}-Q{number}" for year in (2024, 2025) for number in (1, 2, 3, 4)]
    assert len(queries.points(session, "M01", DAY, "M01", "2024-Q1").trend) == 4
