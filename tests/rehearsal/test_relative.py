"""Scripts around a day: what each place becomes, on any day of any year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.rehearsal.relative import UnknownPlace, filled, focus

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(("place", "found"), [
    ("${today}", "2026-11-21"), ("${today-5}", "2026-11-16"), ("${today+14}", "2026-12-05"), ("${month-1}", "2026-10"), ("${month-11}", "2025-12"),
    ("${quarter}", "2026-Q4"), ("${year-1}", "2025"), ("${focus}", "2026-Q3"), ("${focus.first}", "2026-07-01"), ("${focus.last+3}", "2026-10-03"),
    ("${focus+1.last-1}", "2026-12-30"), ("on: ${today}, period: ${month}", "on: 2026-11-21, period: 2026-11"), ("no place", "no place"),
    ("${today-330.year}", "2025"), ("${focus.m2}", "2026-08"),
])  # fmt: skip
def test_a_place_becomes_a_day_or_a_period(place, found):
    assert filled(place, DAY) == found


@pytest.mark.parametrize(("day", "found"), [
    (date(2027, 1, 1), "2026-Q3"), (date(2027, 1, 10), "2026-Q3"), (date(2027, 1, 11), "2026-Q4"), (date(2028, 2, 29), "2027-Q4"), (date(2026, 12, 31), "2026-Q3"),
])  # fmt: skip
def test_the_quarter_in_focus_has_had_ten_days_to_settle(day, found):
    assert str(focus(day)) == found


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_the_quarter_in_focus_ended_between_eleven_days_and_a_quarter_ago(day):
    assert timedelta(10) < day - focus(day).last <= timedelta(10 + 92)


def test_an_unknown_place_is_named():
    with pytest.raises(UnknownPlace, match="tomorrow"):
        filled("on: ${tomorrow}", DAY)
