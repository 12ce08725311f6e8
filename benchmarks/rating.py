"""The annual rating of N members on one core (P10): `python -m benchmarks.rating [--size MEMBERS] [--branch MEMBERS_OF_A_BRANCH]`.

Pure scoring: four quarters' lines of each member become an annual score, scores a grade, and each branch's limited grades are filled by quota, tie
chain and cascade. Beside it, in each round, a plain sum and sort of the same figures. No database.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable
from statistics import median
from time import process_time

from procflow.regimes.quotas import allot
from procflow.regimes.rulebook import Rulebook, load
from procflow.regimes.scoring import AnnualFacts, Line, annual

Branch = list[AnnualFacts]
ROUNDS = {1_000_000: 1, 100_000: 3}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--size", type=int, action="append")
    asked.add_argument("--branch", type=int, default=40)
    given = asked.parse_args()
    rules = load("township_star")
    for size in given.size or (1_000, 10_000, 100_000, 1_000_000):
        branches = [branch(number, min(given.branch, size)) for number in range(max(1, size // given.branch))]
        times = [(spent(lambda branches=branches: rate(rules, branches)), spent(lambda branches=branches: bare(branches)))
                 for _ in range(ROUNDS.get(size, 5))]  # fmt: skip
        members = sum(map(len, branches))
        ours, ratio = median(one for one, _ in times), median(one / two for one, two in times)
        print(f"{members:>9,} members in {len(branches):,} branches: {ours:.3g} s of one core, {ours / members * 1e6:.1f} µs a member;"
              f" {ratio:.1f} x a bare sum and sort; {len(times)} rounds", flush=True)  # fmt: skip


def spent(run: Callable[[], None]) -> float:
    """Seconds of the processor: other work beside it makes no difference."""
    before = process_time()
    run()
    return process_time() - before


def branch(number: int, members: int) -> Branch:
    """Figures spread so that the limited grades are full, some members tied, a few struck by a veto."""
    chance = random.Random(number)
    return [
        AnnualFacts(f"M{number}.{place}", tuple(quarter(chance) for _ in range(4)), veto=chance.random() < 0.01) for place in range(members)
    ]


def quarter(chance: random.Random) -> Line:
    base, bonus, deduction = 1750 - 150 * chance.randrange(3), 50 * chance.randrange(20), 100 * (chance.random() < 0.1)
    return Line(base, bonus, deduction, total=base + bonus - deduction)


def rate(rules: Rulebook, branches: list[Branch]) -> None:
    for members in branches:
        allot(rules, [annual(rules, each) for each in members], len(members), 1)


def bare(branches: list[Branch]) -> None:
    for members in branches:
        sorted((sum(line.total for line in each.lines), each.member) for each in members)


if __name__ == "__main__":
    main()
