"""What stands beside a member's points: the periods to choose from."""

from procflow.dates import Period
from procflow.web.standing import periods


def test_a_year_has_four_quarters_to_choose_from():
    assert periods(Period.parse("2024-05")) == ("2024", "2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4")
