"""A case of a period runs under the rules of that period's last day, whenever it is begun; of one that still runs, under today's."""

from datetime import date

import pytest

from procflow.errors import Invalid, NotFound
from procflow.queries import act_form, start
from tests.regimes.examples import changed

RENAMED = changed(("label: 政治学习", "label: 理论学习"), ("version: 2024-1", "version: 2024-2"))
LINE = {"member": "M01", "item": "study", "mark": "present"}


def book(world, period):
    """A sheet of one line for that month; the hash of the rules that it runs under."""
    no = world.begin("base_registration", "Y03", period=period, form={"source": "daily_record", "lines": [LINE]})
    return world.case(no).regime


@pytest.fixture
def renewed(world):
    """New rules are in force from the second quarter on."""
    world.at("2024-04-08")
    world.file("adoption", RENAMED.id, unit="xz", rules=RENAMED, version=RENAMED.version, sha256=RENAMED.sha256, since="2024-04-01")
    return world


def test_a_sheet_begun_late_runs_under_the_rules_of_its_month_A59(renewed):
    assert book(renewed, "2024-03") == renewed.rules.sha256
    assert book(renewed, "2024-04") == RENAMED.sha256


def test_rules_that_change_within_a_period_hold_for_the_whole_of_it_from_then_on(world):
    world.at("2024-03-04")
    assert book(world, "2024-03") == world.rules.sha256
    world.at("2024-03-11")
    world.file("adoption", RENAMED.id, unit="xz", rules=RENAMED, version=RENAMED.version, sha256=RENAMED.sha256, since="2024-03-11")
    other = world.begin("base_registration", "Y03", period="2024-03", form={"source": "daily_record", "lines": [{**LINE, "member": "M02"}]})
    assert world.case(other).regime == RENAMED.sha256


def test_nothing_is_begun_for_a_period_before_any_rules_were_in_force(world):
    world.at("2024-01-08")
    before = world.everything()
    with pytest.raises(Invalid) as caught:
        book(world, "2023-12")
    assert caught.value.errors == {"unit": ["本单位还没有启用任何积分细则"]}
    assert world.everything() == before


def test_the_form_offers_what_the_rules_of_the_period_offer(renewed):
    def study(period):
        shown = act_form(renewed.session, "Y03", date(2024, 4, 8), "create", procedure="base_registration", unit="d1", period=period)
        return next(offer.label for offer in shown.choices.items["base"] if offer.value == "study")

    assert (study("2024-03"), study("2024-04")) == ("政治学习", "理论学习")


def test_what_may_be_begun_is_told_without_periods_that_had_no_rules(world):
    world.at("2024-01-08")
    assert "base_registration" in {each.procedure for each in start(world.session, "Y03", date(2024, 1, 8))}
    with pytest.raises(NotFound):
        act_form(world.session, "Y03", date(2024, 1, 8), "create", procedure="base_registration", unit="d1", period="2023-12")
