"""Periods begun by the clock: each in its time, under the rules of its own last day, and none without any."""

from datetime import date

import pytest
from sqlalchemy import select

from procflow import clock
from procflow.access import organisation
from procflow.canon import stamp
from procflow.dates import start_of
from procflow.models import Case
from tests.test_access import org


@pytest.fixture
def world(world):
    """The rules are in force from 15 February to the year's end, and again from 10 October of the year after the next."""
    rules = world.rules
    again = {"rules": rules, "version": rules.version, "sha256": rules.sha256}
    world.file("adoption", rules.id, unit="xz", since="2024-01-01", until="2024-01-01", **again)
    world.file("adoption", rules.id, unit="xz", since="2024-02-15", until="2024-12-31", **again)
    world.file("adoption", rules.id, unit="xz", since="2026-10-10", **again)
    return world


def begun(world, day):
    """The closings that the clock has begun by this day."""
    clock.forward(world.session, stamp(start_of(date.fromisoformat(day))))
    found = list(
        world.session.scalars(select(Case.period).where(Case.unit == "d1", Case.procedure == "quarterly_closing").order_by(Case.period))
    )
    world.session.rollback()
    return found


def test_a_quarter_begins_with_the_rules_and_none_without_them(world):
    assert begun(world, "2024-02-14") == []
    assert begun(world, "2024-03-01") == ["2024-Q1"]
    assert begun(world, "2025-07-01") == ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]
    assert begun(world, "2026-12-31") == ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4", "2026-Q4"]


def test_the_last_rules_that_were_in_force_are_known_after_their_end(world):
    unit = org(world)
    assert unit.adoption("2025-06-01") is None
    assert unit.last_adopted("2025-06-01").until == "2024-12-31"
    assert unit.last_adopted("2024-02-20").since == "2024-02-15"
    assert organisation(world.session, "d1").adopted_since() == "2024-01-01"


def test_a_case_of_an_earlier_period_runs_under_the_rules_of_its_last_day(world):
    """A59: what is entered late for December is entered under December's rules."""
    clock.forward(world.session, "2025-01-01T16:00:00.000000Z")
    sheet = {"source": "daily_record", "lines": [{"member": "M01", "item": "study", "mark": "present"}]}
    assert world.begin("base_registration", "Y03", subject="d1", period="2024-12", form=sheet)
