"""The comparison with peers, without the peers: its own approval is played at the smallest size, and what does not add up is not measured."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.peers import sides
from benchmarks.peers.__main__ import ratio
from benchmarks.peers.environment import compiling_once
from benchmarks.peers.sides import SIDES, Running, Side

OURS = [side for side in SIDES if side.ours]


@pytest.mark.slow
@pytest.mark.parametrize("side", OURS, ids=[side.name for side in OURS])
def test_each_side_that_is_ours_plays_a_case_and_leaves_its_rows(side, tmp_path):
    running = Running(side, f"sqlite:///{tmp_path}/one.sqlite3")
    try:
        wall, cpu = running.play(2)
        assert wall > 0
        assert cpu > 0
        running.check()
    finally:
        running.end()


def test_a_side_that_left_other_rows_than_its_cases_should_is_not_believed(monkeypatch, tmp_path):
    running = Running(OURS[-1], f"sqlite:///{tmp_path}/one.sqlite3")
    try:
        running.play(1)
        running.cases += 1
        with pytest.raises(SystemExit, match="is left, not"):
            running.check()
    finally:
        running.end()


def test_a_ratio_is_the_median_over_rounds_of_theirs_to_ours_in_the_same_round():
    side = Side("theirs", "", against="ours")
    found = {"ours": [(1.0, 1.0), (2.0, 1.0), (1.0, 1.0)], "theirs": [(3.0, 2.0), (2.0, 2.0), (9.0, 2.0)]}
    assert (ratio(found, side, 0), ratio(found, side, 1)) == ("3.00 x", "2.00 x")


def test_the_peers_stay_in_their_own_environment():
    """Nothing of them is imported by what runs in ours."""
    names = ["benchmarks.peers.__main__", "benchmarks.peers.by_procflow", "benchmarks.peers.by_sql"]
    asked = f"import sys, json; [__import__(name) for name in {names}]; print(json.dumps(sorted(sys.modules)))"
    root = Path(sides.__file__).parent.parent.parent
    found = subprocess.run([sys.executable, "-c", asked], cwd=root, env=compiling_once(), check=True, capture_output=True, text=True).stdout
    assert not {"django", "viewflow", "SpiffWorkflow"} & set(json.loads(found))
