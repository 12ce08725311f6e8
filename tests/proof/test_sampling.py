"""The sample of an inspection: on record before it is shown, the same for whoever draws it again, and never chosen (T5, B39)."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.conformance.samples import drawn
from procflow.errors import Invalid, NotFound, Refused
from procflow.proof.sampling import DRAWN, again, draw, drawings

NUMBERS = st.lists(st.from_regex(r"D1ZB-JL-2024-[0-9]{4}", fullmatch=True), unique=True, max_size=40)


@pytest.fixture
def inspected(world):
    """Five claims, and an inspector from above."""
    world.file("person", "I01", unit="xz", name="督查员")
    world.file("role", "I01", unit="xz", role="auditor")
    for place in range(5):
        world.claim(("M01", "M02", "Y05", "Y06", "Y03")[place])
    world.later(1)
    return world


def test_the_seed_is_on_record_and_the_sample_follows_from_it(inspected):
    found = draw(inspected.session, "I01", "d1", "2024", 3)
    record = inspected.chain("person/I01")[-1].body
    assert (record["type"], record["form"]["seed"], record["form"]["population"]) == (DRAWN, found.seed, len(found.population))
    assert len(found.drawn) == 3
    by_hand = sorted(found.population, key=lambda no: hashlib.sha256(f"{found.seed}\n{no}".encode()).hexdigest())[:3]
    assert list(found.drawn) == by_hand


def test_whoever_holds_an_office_draws_the_same_again_even_when_there_are_more_cases(inspected):
    first = draw(inspected.session, "I01", "d1", "2024", 2)
    inspected.claim("Y04")
    seen = again(inspected.session, "Y01", first.event_id)
    assert (seen.drawn, seen.agrees) == (first.drawn, True)


def test_drawing_until_it_pleases_shows(inspected):
    drawings_made = [draw(inspected.session, "I01", "d1", "2024", 1) for _ in range(3)]
    assert [each.event_id for each in drawings(inspected.session, "I01", "d1")] == [each.event_id for each in drawings_made]
    assert len({each.seed for each in drawings_made}) == 3


def test_the_branch_draws_no_sample_of_itself_and_the_attempt_is_on_record(inspected):
    with pytest.raises(Refused) as caught:
        draw(inspected.session, "Y01", "d1", "2024", 3)
    assert caught.value.code == "FORBIDDEN_ROLE"
    assert inspected.chain("person/Y01")[-1].refused


def test_a_period_without_cases_gives_no_sample(inspected):
    with pytest.raises(Invalid):
        draw(inspected.session, "I01", "d1", "2023", 3)


def test_a_stranger_is_not_told_that_there_was_a_drawing(inspected):
    made = draw(inspected.session, "I01", "d1", "2024", 1)
    for person, event in (("eve", made.event_id), ("I01", "0190-unknown")):
        with pytest.raises(NotFound):
            again(inspected.session, person, event)


@given(NUMBERS, st.integers(0, 50), st.text("0123456789abcdef", min_size=32, max_size=32))
def test_a_sample_is_of_the_population_and_does_not_depend_on_its_order(population, wanted, seed):
    found = drawn(seed, population, wanted)
    assert set(found) <= set(population)
    assert len(found) == min(wanted, len(population))
    assert drawn(seed, reversed(population), wanted) == found
    assert drawn(seed, population, wanted + 1)[: len(found)] == found
