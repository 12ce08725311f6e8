"""T06, T09, T12 and T13 over the procedures: whatever the crowd does on pages is done as it was shown, once, and a session that ends loses nothing."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.acceptance.readers import Readers
from tests.crowd.branch import REGIMES

STEPS = 100


@pytest.mark.parametrize("name", REGIMES)
def test_what_was_shown_is_what_was_done_once_and_nothing_is_lost(name: str, tmp_path: Path, figure: Callable[..., None]) -> None:
    crowd, chance = Readers(tmp_path, name), Random(7)
    try:
        for _ in range(STEPS):
            crowd.step(chance)
    finally:
        crowd.end()
    for target, asked in sorted(crowd.asked.items()):
        figure(target, asked, sum(each[0] == target for each in crowd.missed))
    figure("T06", crowd.presses.total(), crowd.presses.total() - crowd.presses[3])
    assert crowd.missed == []
    assert crowd.presses.keys() == {3}
    assert len(crowd.taken) > 10, crowd.taken
