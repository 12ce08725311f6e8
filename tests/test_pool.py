"""Shares of a township (A7): all its branches, however deep below it, and no other unit's."""

import pytest

from procflow.access import organisation
from procflow.facts.pool import pooled


@pytest.fixture
def deep(world):
    """A general branch with a branch of its own stands between the township and one of its members."""
    world.file("unit", "g1", unit="g1", title="园区党总支", kind="general_branch", code="YQ", parent="xz")
    world.file("unit", "d3", unit="d3", title="园区第一支部", kind="branch", code="D3ZB", parent="g1")
    world.join("far", unit="d3")
    return lambda unit: pooled(world.session, organisation(world.session, unit), world.today).members


@pytest.mark.parametrize("unit", ["d1", "d3"])
def test_branches_below_a_general_branch_count_with_those_right_below_the_township_A7(deep, unit):
    assert deep(unit) == {"d1": 8, "d2": 1, "d3": 1}


def test_a_township_below_a_committee_counts_its_own_A7(world, deep):
    world.file("unit", "x2", unit="x2", title="邻乡党委", kind="township", code="LX", parent="xz")
    world.file("unit", "e1", unit="e1", title="邻乡支部", kind="branch", code="E1ZB", parent="x2")
    world.join("else", unit="e1")
    assert deep("e1") == {"e1": 1}


def test_a_unit_without_one_above_is_a_pool_of_its_own_A7(deep):
    assert deep("xz") == {"xz": 0}
