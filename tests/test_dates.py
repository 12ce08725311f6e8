"""Days, working days, windows and periods; the worked examples of domain §6 and the counting of N17."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.dates import (
    ZONE,
    Calendar,
    Period,
    Span,
    Window,
    chinese_calendar,
    days,
    end_of,
    local_day,
    months_after,
    publicity,
    start_of,
    workdays,
)

SOME_DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
CALENDARS = st.dictionaries(st.dates(date(2024, 1, 1), date(2024, 12, 31)), st.booleans()).map(Calendar)
PERIODS = st.builds(Period.of, SOME_DAYS, st.sampled_from(["month", "quarter", "half_year", "year"]))


@pytest.fixture(scope="module")
def year_2024() -> Calendar:
    return Calendar(chinese_calendar(2024), frozenset({2024}))


def test_a_day_begins_and_ends_at_midnight_in_china():
    assert local_day(datetime(2024, 4, 18, 16, 0, tzinfo=UTC)) == date(2024, 4, 19)
    assert local_day(datetime(2024, 4, 18, 15, 59, 59, 999999, tzinfo=UTC)) == date(2024, 4, 18)
    assert start_of(date(2024, 4, 19)) == datetime(2024, 4, 18, 16, tzinfo=UTC)
    assert end_of(date(2024, 4, 19)) == start_of(date(2024, 4, 20))


def test_a_time_without_zone_falls_on_no_day():
    with pytest.raises(ValueError, match="no time zone"):
        local_day(datetime(2024, 4, 19))


@given(st.datetimes(datetime(1992, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)))
def test_every_instant_lies_in_its_day(instant):
    day = local_day(instant)
    assert start_of(day) <= instant < end_of(day)
    assert start_of(day).tzinfo is ZONE


@given(SOME_DAYS, st.integers(0, 400))
def test_a_period_of_days_is_counted_from_the_day_after_n17(start, n):
    assert Calendar().add(start, days(n)) == start + timedelta(days=n)


@given(CALENDARS, st.dates(date(2024, 1, 1), date(2024, 12, 31)), st.integers(1, 30))
def test_working_days_counted_are_the_working_days_there_are_n17(calendar, start, n):
    last = calendar.add(start, workdays(n))
    between = [start + timedelta(days=i + 1) for i in range((last - start).days)]
    assert sum(map(calendar.is_workday, between)) == n
    assert calendar.is_workday(last)
    assert calendar.add(start, workdays(0)) == start


def test_a_claim_returned_on_a_monday_lapses_after_five_working_days_c34(year_2024):
    assert Window(date(2024, 8, 12), year_2024.add(date(2024, 8, 12), workdays(5))).over(date(2024, 8, 20))
    assert year_2024.add(date(2024, 8, 12), workdays(5)) == date(2024, 8, 19)


@pytest.mark.parametrize(("n", "unit"), [(-1, "d"), (3, "w"), (3, "")])
def test_a_span_runs_forward_in_days_or_working_days(n, unit):
    with pytest.raises(ValueError, match="no span"):
        Span(n, unit)


def test_a_span_is_read_aloud_in_both_languages():
    assert (str(days(3)), days(3).title(), days(1).title("en")) == ("3d", "3天", "1 day")
    assert (str(workdays(5)), workdays(5).title(), workdays(5).title("en")) == ("5wd", "5个工作日", "5 working days")


def test_a_months_end_stays_inside_the_month():
    assert months_after(date(2025, 3, 15), 6) == date(2025, 9, 15)  # K12's extension
    assert months_after(date(2024, 8, 31), 6) == date(2025, 2, 28)
    assert months_after(date(2024, 12, 31), -10) == date(2024, 2, 29)
    assert months_after(date(2024, 11, 30), 1) == date(2024, 12, 30)


def test_a_sheet_posted_in_the_township_counts_the_three_days_after_a34(year_2024):
    assert publicity(date(2024, 4, 22), days(3), year_2024) == Window(date(2024, 4, 23), date(2024, 4, 25))


def test_a_sheet_posted_before_a_holiday_counts_working_days_where_the_rule_says_so_a34(year_2024):
    assert publicity(date(2024, 4, 3), days(3), year_2024) == Window(date(2024, 4, 4), date(2024, 4, 6))
    assert publicity(date(2024, 4, 3), workdays(3), year_2024) == Window(date(2024, 4, 7), date(2024, 4, 9))


def test_a_window_runs_to_the_end_of_its_last_day():
    window = Window(date(2024, 4, 23), date(2024, 4, 25))
    assert [window.contains(date(2024, 4, day)) for day in (22, 23, 25, 26)] == [False, True, True, False]
    assert [window.over(date(2024, 4, day)) for day in (22, 25, 26)] == [False, False, True]


def test_a_sheet_cannot_be_posted_for_no_time(year_2024):
    with pytest.raises(ValueError, match="at least one day"):
        publicity(date(2024, 4, 22), days(0), year_2024)


@given(CALENDARS, st.dates(date(2024, 1, 1), date(2024, 12, 31)), st.integers(1, 15), st.sampled_from(["d", "wd"]))
def test_a_publicity_window_begins_after_the_posting_day(calendar, posted, n, unit):
    window = publicity(posted, Span(n, unit), calendar)
    assert posted < window.first <= window.last
    assert (window.last - window.first).days >= n - 1
    assert not window.contains(posted)


def test_tomb_sweeping_2024_has_a_make_up_sunday(year_2024):
    worked = [year_2024.is_workday(date(2024, 4, day)) for day in range(3, 9)]
    assert worked == [True, False, False, False, True, True]


def test_only_days_that_differ_from_the_week_are_seeded():
    found = chinese_calendar(2024)
    assert found
    assert all(day.year == 2024 and works != (day.weekday() < 5) for day, works in found.items())
    assert date(2024, 4, 6) not in found  # a Saturday is off anyway


@pytest.mark.parametrize("year", [1999, 2099])
def test_a_year_without_notice_has_no_calendar_and_is_estimated(year, year_2024):
    assert chinese_calendar(year) is None
    assert year_2024.is_estimated(date(year, 1, 1))
    assert not year_2024.is_estimated(date(2024, 12, 31))


def test_periods_are_read_with_their_first_and_last_day():
    spans = {text: (Period.parse(text).first, Period.parse(text).last) for text in ("2024-02", "2024-Q4", "2024")}
    assert spans["2024-02"] == (date(2024, 2, 1), date(2024, 2, 29))
    assert spans["2024-Q4"] == (date(2024, 10, 1), date(2024, 12, 31))
    assert spans["2024"] == (date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    "text", ["", "24", "2024-3", "2024-13", "2024-00", "2024-Q5", "2024-Q0", "2024-q1", "2024-Q01", "0000", "２024", "2024\n", "2024-"]
)
def test_anything_else_is_no_period(text):
    with pytest.raises(ValueError, match=r"no |not a "):
        Period.parse(text)


@given(PERIODS)
def test_a_period_is_its_text_and_its_days(period):
    assert Period.parse(str(period)) == period
    assert period.contains(period.first)
    assert period.contains(period.last)
    assert Period.of(period.first, period.kind) == Period.of(period.last, period.kind) == period


@given(PERIODS)
def test_the_next_period_begins_the_day_after_this_one_ends(period):
    assert period.next().first == period.last + timedelta(days=1)
    assert period.next().previous() == period
    assert period.previous() < period < period.next()


@given(PERIODS)
def test_a_period_is_made_of_its_months(period):
    months = period.months()
    assert len(months) == {"month": 1, "quarter": 3, "half_year": 6, "year": 12}[period.kind]
    assert (months[0].first, months[-1].last) == (period.first, period.last)
    assert all(one.next() == other for one, other in pairwise(months))
    assert {each.inside(period.kind) for each in months} == {period}


@given(PERIODS, PERIODS)
def test_periods_are_ordered_by_first_day_then_length(one, other):
    assert (one < other) == ((one.first, one.last) < (other.first, other.last))
    assert (one == other) == (str(one) == str(other))
    assert sorted([one, other]) == sorted([other, one])


@given(PERIODS, st.sampled_from(["month", "quarter", "half_year", "year"]))
def test_a_period_is_made_of_its_shorter_ones_and_of_no_longer_ones(period, kind):
    parts = period.parts(kind)
    if parts:
        assert (parts[0].first, parts[-1].last) == (period.first, period.last)
        assert all(one.next() == other for one, other in pairwise(parts))
    else:
        assert period.inside(kind).contains(period.first)
        assert period.inside(kind).contains(period.last)


@pytest.mark.parametrize("text", ["2024", "2024-H2"])
def test_a_year_and_a_half_lie_in_no_quarter(text):
    with pytest.raises(ValueError, match="not inside"):
        Period.parse(text).quarter()


def test_a_half_year_is_written_and_told_as_such():
    half = Period.parse("2024-H2")
    assert (half.first, half.last, str(half.previous())) == (date(2024, 7, 1), date(2024, 12, 31), "2024-H1")
    assert (half.title(), half.title("en")) == ("2024年下半年（7—12月）", "H2 2024 (Jul–Dec)")


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("2024-Q1", "2024年第一季度（1—3月）", "Q1 2024 (Jan–Mar)"),
        ("2024-Q4", "2024年第四季度（10—12月）", "Q4 2024 (Oct–Dec)"),
        ("2024-03", "2024年3月", "Mar 2024"),
        ("2024", "2024年", "2024"),
    ],
)
def test_a_period_has_a_title_in_both_languages(text, zh, en):
    assert (Period.parse(text).title(), Period.parse(text).title("en")) == (zh, en)
