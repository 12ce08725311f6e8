"""A member's points as pictures: the last quarters that have begun, bars that add up to their full mark, lines that add up to a bar."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from procflow.app import create_app
from procflow.config import Settings
from procflow.queries.categories import Category, Earned
from procflow.web.figures import around, bars, trend

TODAY = date(2024, 12, 31)
ITEMS = (
    Earned("study", "政治学习", "T7", "month", 150, 150, 450, 3, 0),
    Earned("life", "组织生活", "T7", "month", 200, 200, 600, 3, 0),
    Earned("pledge", "承诺践诺", "T7", "quarter", 400, 400, 400, 1, 0),
)
BASE = Category("base", "基础分", "2024", 1450, 5800, 0, ITEMS)
BONUS = Category("bonus", "奖励分", "2024", 800, None, None, (Earned("volunteer", "志愿服务", "T9", "event", 100, 1000, 800, 1, None),))


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    app = create_app(Settings(home=home, database_url=f"sqlite:///{home / 'x.db'}"))
    with app.test_request_context():
        yield app


def ledger(*totals, since="2023-01-01", categories=(BASE, BONUS)):
    member = SimpleNamespace(id="M01")
    return SimpleNamespace(scope_from=since, trend=totals, member=member, categories=categories)


def of_2024(*totals, **said):
    return ledger(*((f"2024-Q{number}", total) for number, total in enumerate(totals, 1)), **said)


def test_a_quarter_that_has_not_begun_is_not_shown(page):
    assert [each.period for each in trend(of_2024(2550, 0, 0, 0), date(2024, 5, 7)).quarters] == ["2024-Q1", "2024-Q2"]


def test_only_the_quarter_that_runs_and_the_first_are_compared_with_none(page):
    found = trend(of_2024(2550, 2000, 2100, 0), date(2024, 11, 7)).quarters
    assert [(each.change, each.running) for each in found] == [(None, False), (-550, False), (100, False), (None, True)]


def test_of_two_years_the_last_four_quarters_are_drawn(page):
    both = [(f"{year}-Q{number}", 2000 + number) for year in (2023, 2024) for number in (1, 2, 3, 4)]
    found = trend(ledger(*both), TODAY)
    assert [each.period for each in found.quarters] == ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]
    assert found.picture.desc.count("2024年第") == 4


@pytest.mark.parametrize(("first", "shown"), [(0, ["2024-Q3", "2024-Q4"]), (100, ["2024-Q1", "2024-Q3", "2024-Q4"])])
def test_the_quarters_before_the_first_day_in_scope_are_left_out_unless_they_brought_something(page, first, shown):
    found = trend(of_2024(first, 0, 500, 0, since="2024-07-01"), date(2024, 12, 1))
    assert [each.period for each in found.quarters] == shown


def test_before_anything_has_begun_there_is_no_trend(page):
    assert trend(of_2024(0, 0, 0, 0, since="2025-01-01"), TODAY) is None


def test_items_with_a_mark_of_their_own_have_a_bar_each_and_what_nothing_caps_has_a_figure(page):
    found = bars(of_2024())
    assert [(each.title, each.value, each.full) for each in found] == [
        ("政治学习", 450, 1800), ("组织生活", 600, 2400), ("承诺践诺", 400, 1600), ("奖励分", 800, None),
    ]  # fmt: skip
    assert (found[0].long, found[3].long) == (25.0, 0.0)
    assert found[0].url.endswith("period=2024&item=study")


@pytest.mark.parametrize("change", [{"full": 7000}, {"points": 1500}])
def test_items_that_do_not_add_up_to_the_mark_or_the_sum_leave_the_component_its_own_bar(page, change):
    found = bars(of_2024(categories=(replace(BASE, **change),)))
    assert [each.title for each in found] == ["基础分"]


def test_the_radar_shows_only_what_has_a_full_mark(page):
    assert [each.text for each in around(bars(of_2024())).words] == ["政治学习 25%", "组织生活 25%", "承诺践诺 25%"]
    assert around(bars(of_2024(categories=(BONUS,)))) is None
