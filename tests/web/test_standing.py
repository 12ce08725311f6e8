"""How points are drawn: to scale, from zero, and never off the paper."""

from datetime import date
from itertools import pairwise
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from procflow.web.standing import BOTTOM, HIGH, Chart, periods, trend

TODAY = date(2024, 12, 31)


def drawn(totals, today=TODAY) -> Chart:
    return trend(
        SimpleNamespace(scope_from="2023-01-01", trend=[(f"2024-Q{number}", total) for number, total in enumerate(totals, 1)]), today
    )


@given(st.lists(st.integers(-3000, 40_000), min_size=4, max_size=4))
def test_every_dot_lies_on_the_paper_and_a_higher_sum_never_lower(totals):
    chart = drawn(totals)
    assert all(BOTTOM - HIGH <= dot.y <= BOTTOM for dot in chart.dots)
    by_value = sorted(chart.dots, key=lambda dot: dot.value)
    assert [dot.y for dot in by_value] == sorted((dot.y for dot in by_value), reverse=True)


@given(st.lists(st.integers(0, 40_000), min_size=4, max_size=4))
def test_the_scale_begins_at_zero_while_no_sum_is_below_it(totals):
    assert drawn(totals).lines[0] == (BOTTOM, 0)


def test_a_quarter_that_has_not_begun_is_no_dot():
    assert [dot.period for dot in drawn([2550, 0, 0, 0], date(2024, 5, 7)).dots] == ["2024-Q1", "2024-Q2"]


@given(st.lists(st.integers(0, 40_000), min_size=8, max_size=8))
def test_two_years_stand_side_by_side_with_room_for_every_label(totals):
    begun = [(f"{year}-Q{number}", totals[4 * place + number - 1]) for place, year in enumerate((2023, 2024)) for number in (1, 2, 3, 4)]
    chart = trend(SimpleNamespace(scope_from="2023-01-01", trend=begun), TODAY)
    places = [dot.x for dot in chart.dots]
    assert min(after - before for before, after in pairwise(places)) >= 60
    assert places[-1] <= 520
    assert [(dot.period, dot.x) for dot in chart.years] == [("2023-Q1", places[0]), ("2024-Q1", places[4])]


def test_only_the_quarter_that_runs_is_compared_with_none():
    assert [dot.running for dot in drawn([2550, 2000, 0, 0], date(2024, 5, 7)).dots] == [False, True]
    assert drawn([2550, 0, 0, 0]).years == ()


def test_a_year_has_four_quarters_to_choose_from():
    from procflow.dates import Period

    assert periods(Period.parse("2024-05")) == ("2024", "2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4")


def test_the_quarters_before_the_first_day_in_scope_are_left_out_unless_they_brought_something():
    begun = [("2024-Q1", 0), ("2024-Q2", 0), ("2024-Q3", 500), ("2024-Q4", 0)]
    chart = trend(SimpleNamespace(scope_from="2024-07-01", trend=begun), date(2024, 12, 1))
    assert [dot.period for dot in chart.dots] == ["2024-Q3", "2024-Q4"]
    chart = trend(SimpleNamespace(scope_from="2024-07-01", trend=[("2024-Q1", 100), *begun[1:]]), date(2024, 12, 1))
    assert [dot.period for dot in chart.dots] == ["2024-Q1", "2024-Q3", "2024-Q4"]
