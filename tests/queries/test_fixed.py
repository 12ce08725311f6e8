"""The days that a regime fixes: each clause's own duty, holidays told and never moved in silence, every regime that is shipped."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.dates import Calendar, chinese_calendar
from procflow.queries.fixed import BOOK, CLAIMS, PUBLICITY, REPORT, fixed
from procflow.regimes.rulebook import bundled, load
from tests.regimes.examples import TOWNSHIP, changed

BUREAU = load("bureau_quarterly")
HOLIDAYS = Calendar(chinese_calendar(2025) or {}, frozenset({2025}))
MOVING = changed(("on_holiday: {is: as_is, by: A55, note: 原文写明日期，遇节假日不顺延}", "on_holiday: {is: next_working_day, by: A55}"))


def of(book, first, last, *titles):
    return [each for each in fixed(book, HOLIDAYS, date.fromisoformat(first), date.fromisoformat(last)) if each.title in titles]


def test_the_two_duties_by_the_5th_of_a_bureau_are_two_each_by_its_clause():
    """B13 B32 A35: the sheet is posted and the quarter is reported by the same day; neither stands for the other."""
    found = [(each.title, each.clause, each.owners) for each in of(BUREAU, "2025-10-01", "2025-10-31", PUBLICITY, REPORT)]
    assert found == [(PUBLICITY, "B13 A33", ("recorder",)), (REPORT, "B32 A36", ("branch_secretary",))]
    assert of(TOWNSHIP, "2025-01-01", "2025-12-31", REPORT) == []


@pytest.mark.parametrize(("day", "eve"), [("2025-10-05", "2025-09-30"), ("2025-04-05", "2025-04-03"), ("2025-07-05", "2025-07-04")])
def test_a_day_in_the_holidays_stays_where_it_is_and_says_by_when_to_be_ready(day, eve):
    """A55: the rules write the day out, so it is not moved; 5 October lies in the National Day week, 5 April at Qingming."""
    (found,) = of(BUREAU, day, day, PUBLICITY)
    assert (found.day, found.named, found.eve) == (date.fromisoformat(day), date.fromisoformat(day), date.fromisoformat(eve))


def test_rules_that_move_a_day_say_which_one_they_name():
    (found,) = of(MOVING, "2025-10-01", "2025-10-14", BOOK)
    assert (found.named, found.day, found.eve) == (date(2025, 10, 5), date(2025, 10, 9), None)


def test_claims_of_a_bureau_end_on_the_25th_of_each_quarters_last_month():
    """B31."""
    assert [each.day.isoformat()[5:] for each in of(BUREAU, "2025-01-01", "2025-12-31", CLAIMS)] == ["03-25", "06-25", "09-25", "12-25"]


@given(st.sampled_from(sorted(bundled())), st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.integers(0, 120), st.integers(0, 120))
def test_a_stretch_of_days_has_what_its_parts_have(name, first, one, two):
    book, middle = load(name), first + timedelta(days=one)
    last = middle + timedelta(days=1 + two)
    parts = fixed(book, HOLIDAYS, first, middle) + fixed(book, HOLIDAYS, middle + timedelta(days=1), last)
    assert fixed(book, HOLIDAYS, first, last) == parts
