"""The published plans that come as examples: each is played for a quarter or half-year and gives what was worked out by hand."""

import pytest

from procflow.proof.check import verify
from procflow.regimes.rulebook import bundled as regimes
from procflow.regimes.rulebook import load
from procflow.rehearsal import bundled, read, rehearse

EXAMPLES = [name for name in bundled() if name.startswith("example-")]
PLANS = {"dongyang_2014", "huaning_2018", "yongzhou_forestry_2018", "yaan_hospital_2020", "branch_70_20_10"}


def test_every_published_plan_is_an_example_with_a_rehearsal_of_its_own():
    assert {name for name in regimes() if load(name).example} == PLANS
    assert {read(bundled()[name].read_text("utf-8")).regime for name in EXAMPLES} == PLANS


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_published_plan_gives_what_was_worked_out_by_hand(session, tmp_path, name):
    found = rehearse(session, read(bundled()[name].read_text("utf-8")), tmp_path)
    assert found.differences == []
    assert found.met >= 9
    assert verify(session).ok
