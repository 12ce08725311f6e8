"""The long run: `python -m tests.crowd --steps 200000 --seed 1`; every walk is one branch's history, and every law is asked at its end."""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from pathlib import Path
from random import Random
from time import perf_counter

from tests.crowd.branch import REGIMES
from tests.crowd.laws import LAWS
from tests.crowd.walk import Crowd


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--steps", type=int, default=200_000)
    asked.add_argument("--each", type=int, default=2_000, help="steps of one walk")
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    outcomes, taken, begun = Counter[str](), Counter[str](), perf_counter()
    for number in range(given.seed, given.seed + -(-given.steps // given.each)):
        with tempfile.TemporaryDirectory() as folder:
            crowd = Crowd(Path(folder), REGIMES[number % len(REGIMES)])
            try:
                chance = Random(number)
                for _ in range(given.each):
                    crowd.step(chance)
                for law in LAWS:
                    law(crowd)
            except Exception:  # whatever broke is raised again; only the seed that leads there is told first
                print(f"seed {number}, {sum(crowd.outcomes.values())} attempts in")
                raise
            finally:
                crowd.end()
            outcomes, taken = outcomes + crowd.outcomes, taken + crowd.taken
            print(
                f"{sum(outcomes.values()):>8} attempts, {outcomes['done']} done, {len(taken)} different steps, {perf_counter() - begun:.0f} s",
                flush=True,
            )
    for name, times in sorted(taken.items()):
        print(f"{times:>7} {name}")


if __name__ == "__main__":
    main()
