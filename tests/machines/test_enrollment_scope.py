"""The days of the year's roll: when an application is due, from which day a member is in scope, and until which."""

from dataclasses import replace

import pytest

from procflow.guards import scope
from tests.machines.roll import PAPER, applying, filed
from tests.machines.world import code, person, step


@pytest.mark.parametrize(("joined", "due"), [("2010-07-01", "2024-01-15"), ("2024-01-01", "2024-01-15"), ("2024-07-01", "2024-07-31")])
def test_the_draft_is_due_in_the_window_or_thirty_days_after_joining(joined, due):
    assert scope.filing_due(applying(member=replace(person("M01"), joined=joined))).isoformat() == due


@pytest.mark.parametrize(("handed_in", "dated", "joined", "since"), [
    ("2024-01-15", "2024-01-15", "2010-07-01", "2024-01-01"),  # the last day of the window
    ("2024-01-16", "2024-01-16", "2010-07-01", "2024-02-20"),  # later: the day of enrolment
    ("2024-01-19", "2024-01-12", "2010-07-01", "2024-01-01"),  # written in time, entered late
    ("2024-01-15", "2024-01-02", "2024-01-05", "2024-01-01"),
    ("2024-07-31", "2024-07-31", "2024-07-01", "2024-07-01"),  # thirty days after joining
    ("2024-08-01", "2024-08-01", "2024-07-01", "2024-08-20"),
])  # fmt: skip
def test_the_first_day_in_scope_A66(handed_in, dated, joined, since):
    on = "2024-08-20" if handed_in > "2024-07" else "2024-02-20"
    assert scope.in_scope_from(filed(handed_in, dated, on=on, member=replace(person("M01"), joined=joined))).isoformat() == since


def test_a_paper_completed_after_the_window_was_still_handed_in_within_it_A66():
    again = step("resubmit", "2024-01-22", {**PAPER, "form_date": "2024-01-22"})
    assert scope.in_scope_from(applying(step("submit", "2024-01-12", PAPER), again, on="2024-01-29")).isoformat() == "2024-01-01"


def test_enrolled_after_the_year_is_over_is_in_scope_on_its_last_day_at_most():
    assert scope.in_scope_from(filed("2024-12-30", on="2025-01-10")).isoformat() == "2024-12-31"


@pytest.mark.parametrize(("on", "since", "found"), [
    ("2024-05-06", "2024-01-01", ""), ("2024-05-07", "2024-01-01", "GUARD_FAILED"), ("2023-12-31", "2024-01-01", "GUARD_FAILED"),
    ("2024-04-30", "2025-01-01", "GUARD_FAILED"), ("2024-04-30", "", "GUARD_FAILED"),
])  # fmt: skip
def test_the_day_of_leaving_lies_within_the_scope_of_this_roll(on, since, found):
    assert code(scope.while_enrolled, applying(on="2024-05-06", form={"on": on}, member=person("M01", since=since))) == found


def test_five_working_days_to_complete_what_was_returned():
    assert str(scope.time_to_complete(applying())) == "5wd"
