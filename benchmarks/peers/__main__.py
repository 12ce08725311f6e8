"""Peers side by side (P3): `python -m benchmarks.peers [--rounds N] [--cases N] [--kind sqlite]`; prints a table in Markdown.

The same four-step approval, each step one durable commit (SQLite in WAL with synchronous=FULL, PostgreSQL as it is installed), by procflow,
django-viewflow and SpiffWorkflow. Each side is a process with a database of its own; in every round each plays its cases in turn while the others
wait. A ratio is the median over rounds of (theirs / ours in the same round). At the end the rows of every side are counted.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from benchmarks.durable import database
from benchmarks.peers.sides import SIDES, Running, Side

Times = dict[str, list[tuple[float, float]]]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=30)
    asked.add_argument("--cases", type=int, default=5, help="of each side in a round; the longest diagram plays a tenth of them")
    asked.add_argument("--kind", choices=["sqlite", "postgresql"], action="append")
    asked.add_argument("--only", action="append", help="sides whose name contains this, beside procflow")
    given = asked.parse_args()
    sides = [side for side in SIDES if not given.only or not side.against or any(word in side.name for word in given.only)]
    for kind in given.kind or ["sqlite", "postgresql"]:
        with tempfile.TemporaryDirectory(prefix="procflow-bench-") as folder:
            Path(folder).chmod(0o755)
            show(kind, sides, measure(kind, Path(folder), sides, given.rounds, given.cases), given)


def measure(kind: str, folder: Path, sides: Sequence[Side], rounds: int, cases: int) -> Times:
    """Seconds a step of each side in each round, by the clock and of its process; a tenth more rounds go before and are not counted."""
    found: Times = {side.name: [] for side in sides}
    with ExitStack() as stack:
        running = []
        for side in sides:
            running.append(Running(side, database(kind, folder)))
            stack.callback(running[-1].end)
        for number in range(-(rounds // 10) - 1, rounds):
            for each in running:
                took = each.play(max(1, cases // 10) if each.side.steps > 4 else cases)
                if number >= 0:
                    found[each.side.name].append(took)
        for each in running:
            each.check()
    return found


def show(kind: str, sides: Sequence[Side], found: Times, given: argparse.Namespace) -> None:
    print(f"\n**{kind}**, {given.rounds} rounds of {given.cases} cases, every row counted afterwards\n")
    print("| side | µs a step (cpu) | against procflow (cpu) | target / dream | what it does |\n|---|---|---|---|---|")
    for side in sides:
        wall, cpu = (median(times[place] for times in found[side.name]) * 1e6 for place in (0, 1))
        against = f"{ratio(found, side, 0)} ({ratio(found, side, 1)})" if side.against else ""
        print(f"| {side.name} | {wall:,.0f} ({cpu:,.0f}) | {against} | {side.target} | {side.does} |", flush=True)


def ratio(found: Times, side: Side, place: int) -> str:
    pairs = zip(found[side.name], found[side.against], strict=True)
    return f"{median(theirs[place] / ours[place] for theirs, ours in pairs):.2f} x"


if __name__ == "__main__":
    main()
