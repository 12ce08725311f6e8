"""Objections played through the write door (domain §6.1 O1-O3): upheld, partly, dismissed, late; what holds the quarter and what lets it go."""

import pytest

from tests.machines.posted import POSTING, Posted


@pytest.fixture
def played(world):
    return Posted(world)


def final(played):
    """The committee closes the quarter."""
    played.world.step(played.closing, "finalize", "Y02", {"resolution": played.resolve()})


def test_an_omission_is_upheld_corrected_and_posted_again_for_the_full_window_O1(played):
    world, no = played.world, played.omission()
    assert world.refused(played.closing, "finalize", "Y02", {"resolution": played.resolve()}).code == "TOO_EARLY"
    played.admit(no, "Y01")
    assert (played.state(no), played.state()) == ("investigating", "objection_hold")
    played.decide(no, "upheld", "3")
    played.tell(no)
    world.step(no, "accept", "M01")
    assert (played.state(no), played.state()) == ("closed_upheld", "publicised")
    world.at("2024-04-08")
    refused = world.refused(played.closing, "finalize", "Y02", {"resolution": played.resolve()})
    assert [each.guard for each in refused.refusals] == ["corrections_posted"]
    played.correct(no)
    assert played.booked("M01", "base")[-2:] == [("correction", 150), ("correction", 150)]
    stale = world.refused(played.closing, "finalize", "Y02", {"resolution": played.resolve()})
    assert [each.guard for each in stale.refusals] == ["as_published"]
    world.step(played.closing, "publicise", "Y03", POSTING)
    world.at("2024-04-11")
    assert world.refused(played.closing, "finalize", "Y02", {"resolution": played.resolve()}).code == "TOO_EARLY"
    world.at("2024-04-12")
    final(played)
    assert played.state() == "finalized"


def test_a_villager_s_objection_takes_four_of_ten_by_itself_O2(played):
    world, no = played.world, played.overstated()
    played.told(no, "partly", "-4")
    world.step(no, "acknowledge", "M02", {"answer": "accepted"})
    world.step(no, "accept_part", "Y03")
    assert (played.state(no), played.state(played.claim)) == ("closed_partly", "reversed")
    assert played.booked("M02", "bonus") == [("original", 1000), ("reversal", -1000), ("original", 600)]
    world.step(played.closing, "publicise", "Y03", POSTING)
    world.at("2024-04-06")
    final(played)


def test_a_dismissed_one_changes_nothing_and_lets_the_window_run_on_O3(played):
    world, no = played.world, played.overstated()
    before = len(world.entries())
    played.told(no, "dismissed")
    assert played.state() == "objection_hold"
    world.step(no, "accept_dismissal", "Y03")
    assert (played.state(no), played.state(), len(world.entries())) == ("closed_dismissed", "publicised", before)
    world.at("2024-04-06")
    final(played)
