"""Rows of the policies that change the way of a procedure, played through the write door: what is allowed, and until when, as the row says."""

import pytest

from procflow.errors import Refused
from procflow.proof.check import verify
from tests.machines.opted import ON, Opted
from tests.regimes.examples import changed

NEXT = changed(*ON)
BY_DAYS = changed(*ON, ("until: {is: next_activity, by: [B12, A40]}", "until: {is: days, by: A40}\n  days: {is: 10 d, by: A40}"))


def codes(act, *said, **more):
    """What the act is refused with; nothing where it is done."""
    try:
        act(*said, **more)
    except Refused as refused:
        return [each.code for each in refused.refusals]
    return []


def late_entry(world, rules, *members):
    """The activity was on 1 March, each of them attended the next on 5 March; asked for and attested on the 4th."""
    branch = Opted(world, "2024-03-04", rules)
    found = [branch.ask("2024-03-01", member) for member in members]
    for no in found:
        branch.attest(no)
    world.at("2024-03-05")
    branch.sheet("2024-03", *((member, "study", "2024-03-05") for member in members))
    return branch, *found


@pytest.mark.parametrize(("rules", "found"), [(NEXT, ["OUT_OF_WINDOW"]), (BY_DAYS, [])], ids=["next activity", "ten days"])
def test_a_late_entry_ends_with_the_next_activity_or_after_so_many_days_A40(world, rules, found):
    branch, no = late_entry(world, rules, "M01")
    world.at("2024-03-06")
    assert codes(branch.ask, "2024-03-01", "M02") == []
    assert (codes(branch.ask, "2024-03-02", "M01"), codes(world.step, no, "post", "Y02")) == (found, found)


def test_the_last_of_the_days_counts_and_then_it_has_lapsed_A40(world):
    """Ten days after 1 March is 11 March."""
    branch, first, second = late_entry(world, BY_DAYS, "M01", "M02")
    world.at("2024-03-11")
    world.step(first, "post", "Y02")
    branch.sweep()
    assert branch.state(second) == "attested"
    world.at("2024-03-12")
    assert [each.inputs["last"] for each in world.refused(second, "post", "Y02").refusals] == ["2024-03-11"]
    assert codes(branch.ask, "2024-03-01", "Y05") == ["OUT_OF_WINDOW"]
    branch.sweep()
    assert (branch.state(first), branch.state(second)) == ("posted", "lapsed")
    assert verify(world.session).findings == ()


def test_days_do_not_outlast_the_quarter_A40(world):
    """Asked for on 8 April about 29 March: the quarter is final on the 7th."""
    branch = Opted(
        world,
        "2024-04-01",
        changed(*ON, ("until: {is: next_activity, by: [B12, A40]}", "until: {is: days, by: A40}\n  days: {is: 30 d, by: A40}")),
    )
    branch.finalize(day="2024-04-07")
    world.at("2024-04-08")
    assert codes(branch.ask, "2024-03-29") == ["PERIOD_CLOSED"]
