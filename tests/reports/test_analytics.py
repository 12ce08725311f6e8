"""Cycle and waiting times (issue: analytics beside the compliance report): medians by hand, stays that add up, what is missed, who may read it."""

from datetime import date
from itertools import pairwise
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow.dates import Period
from procflow.errors import NotFound
from procflow.models import Case
from procflow.reports.analytics import Desk, analytics
from procflow.reports.analytics.desks import desk
from procflow.reports.analytics.reading import Deadline
from procflow.reports.analytics.spread import spread, written
from procflow.reports.analytics.stays import Step, stays
from procflow.reports.xlsx.times import book
from tests import servers
from tests.web import quarter

TODAY, Q1, YEAR = date(2024, 4, 26), Period.parse("2024-Q1"), Period.parse("2024")
DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(date.isoformat)


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    engine = create_engine(servers.migrated_copy("sqlite", tmp_path_factory.mktemp("quarter"), quarter.whole), poolclass=NullPool)
    with Session(engine) as session:
        yield session
    engine.dispose()


@given(st.lists(st.integers(0, 400), min_size=1, max_size=40))
def test_half_took_no_longer_than_the_median_and_nine_of_ten_no_longer_than_the_other(lengths):
    found = spread(lengths)
    assert found.median == median(lengths) * 10
    assert sum(each <= found.p90 // 10 for each in lengths) * 10 >= 9 * len(lengths)
    assert sum(each < found.p90 // 10 for each in lengths) * 10 < 9 * len(lengths)
    assert (found.n, found.longest) == (len(lengths), max(lengths))


def test_halves_of_a_day_are_written_as_such():
    assert [written(each) for each in (0, 30, 35)] == ["0", "3", "3.5"]


@given(st.lists(st.tuples(DAYS, st.sampled_from("abc")), min_size=1, max_size=12), DAYS)
def test_stays_follow_each_other_without_a_hole_and_add_up_to_the_way_so_far(said, as_of):
    steps = [Step("s", on, state) for on, state in sorted(said, key=lambda each: each[0])]
    found = list(stays(steps, as_of))
    assert all(one.until == two.since and one.state != two.state for one, two in pairwise(found))
    known = [each for each in steps if each.on <= as_of]
    whole = (date.fromisoformat(as_of) - date.fromisoformat(known[0].on)).days if known else 0
    assert sum(each.days(as_of) for each in found) == whole
    assert sum(each.within("2024-01-01", as_of) for each in found) == whole


def test_the_last_day_is_in_time_the_day_after_is_late_and_what_lies_on_is_overdue():
    of = [Deadline("x", "2024-03-05", each) for each in ("2024-03-05", "2024-03-06", "")] + [Deadline("x", "2024-04-01", "")]
    assert desk("x", of, "2024-03-31") == Desk("x", "x", kept=1, late=1, overdue=1, ahead=1, worst=26)


def test_the_claims_of_the_worked_quarter_waited_longest_where_they_were_verified(played):
    found = analytics(played, "Y01", TODAY, "lh1", YEAR)
    claims = next(each for each in found.courses if each.key == "bonus_claim")
    assert (claims.begun, claims.rested.n, claims.rested.median, claims.running) == (7, 7, 310, 0)
    assert claims.slowest is not None
    assert (claims.slowest.state, claims.slowest.stays.median, claims.slowest.stays.longest) == ("verifying", 190, 31)
    rows = played.execute(select(Case.opened_on, Case.since).where(Case.procedure == "bonus_claim"))
    assert sum(each.days for each in claims.places) == sum((date.fromisoformat(to) - date.fromisoformat(begun)).days for begun, to in rows)
    assert {each.n for each in found.returns} == set()


def test_as_of_an_earlier_day_what_came_later_is_not_known(played):
    then = analytics(played, "Y01", TODAY, "lh1", YEAR, date(2024, 3, 31))
    claims = next(each for each in then.courses if each.key == "bonus_claim")
    assert (claims.begun, claims.rested.n, claims.running) == (7, 0, 7)
    assert then.as_of == "2024-03-31"
    assert analytics(played, "Y01", TODAY, "lh1", Q1).courses == analytics(played, "Y01", TODAY, "lh1", Q1, date(2024, 3, 31)).courses


def test_a_period_that_only_the_clock_ends_is_no_bottleneck(played):
    closing = next(each for each in analytics(played, "Y01", TODAY, "lh1", YEAR).courses if each.key == "quarterly_closing")
    running = next(each for each in closing.places if each.state == "open")
    assert (running.by_clock, running.level, running.share) == (True, 0, 0)
    assert running.days > 80
    assert closing.slowest is not None


@pytest.mark.parametrize("person", ["M01", "Y02", "nobody"])
def test_only_those_who_oversee_and_the_secretary_read_it(played, person):
    with pytest.raises(NotFound):
        analytics(played, person, TODAY, "lh1", Q1)


def test_the_workbook_holds_every_row_of_the_page(played):
    found = analytics(played, "Y01", TODAY, "lh1", YEAR)
    made = book(found, "2024-04-26", "zh")
    assert [len(each.rows) for each in made.sheets] == [
        len(found.courses), sum(len(each.places) for each in found.courses), len(found.returns), len(found.objections.ends) + 1, len(found.desks),
    ]  # fmt: skip
    assert [row[2] for row in made.sheets[0].rows] == [each.rested.n for each in found.courses]
