"""Every procedure at once, under any acts of anybody: a small seeded part of the long run (`python -m tests.crowd`, docs/testing.md)."""

from random import Random

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from tests.crowd.branch import REGIMES
from tests.crowd.laws import LAWS
from tests.crowd.walk import Crowd

STRETCH = 15


class Branch(RuleBasedStateMachine):
    """Each rule is a stretch of what the crowd does, drawn from one seed; the laws are asked at the end."""

    folder, regime = None, ""

    def __init__(self):
        super().__init__()
        self.crowd = Crowd(self.folder, self.regime)

    @rule(seed=st.integers(0, 2**32))
    def live(self, seed):
        chance = Random(seed)
        for _ in range(STRETCH):
            self.crowd.step(chance)

    @rule(days=st.integers(1, 60))
    def wait(self, days):
        self.crowd.wait(days)

    def teardown(self):
        for law in LAWS:
            law(self.crowd)
        self.crowd.end()


@pytest.mark.slow
@pytest.mark.parametrize("name", REGIMES)
def test_whatever_anybody_does_in_any_procedure_the_laws_hold(name, tmp_path):
    class OfThisRegime(Branch):
        folder, regime = tmp_path, name

    # Shrinking a branch's history costs more than reading it.
    run_state_machine_as_test(OfThisRegime, settings=settings(max_examples=2, stateful_step_count=20, phases=(Phase.generate,)))
