"""Many writers on PostgreSQL (P4): `python -m benchmarks.writers [--seconds N] [--rounds N]`; prints a table in Markdown.

1, 4 and 16 processes, each with a connection and a unit of its own, play the four-step approval of `benchmarks.peers` one case after the other, as
quick as they can, through `engine.advance`; PostgreSQL as it is installed, every commit durable. Beside them, in the same round, as many processes
write the plain SQL of `benchmarks.peers.by_sql`: what this machine lets more writers gain at all. Every row is counted afterwards.
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.durable import database
from benchmarks.measuring import at, ms
from benchmarks.peers.by_procflow import ThroughTheDoor, learn_the_approval, set_up
from benchmarks.peers.by_sql import BySQL
from benchmarks.peers.words import Watch

CLIENTS = (1, 4, 16)
MEMBERS = 4
MOST = 100_000  # steps of one client in one round, whatever the time
FORK = multiprocessing.get_context("fork")  # the imports are done once


@dataclass(frozen=True, slots=True)
class Burst:
    """What so many clients did at the same time: the seconds of every step, client by client, and how long all of it took."""

    took: list[list[float]]
    seconds: float

    @property
    def rate(self) -> float:
        return sum(map(len, self.took)) / self.seconds

    @property
    def fairness(self) -> float:
        """What the least lucky client got of its fair share."""
        return min(map(len, self.took)) * len(self.took) / sum(map(len, self.took))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=float, default=4)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--clients", type=int, action="append")
    given = asked.parse_args()
    clients = tuple(sorted({1, *(given.clients or CLIENTS)}))
    with tempfile.TemporaryDirectory(prefix="procflow-bench-") as folder:
        Path(folder).chmod(0o755)
        url, plain = database("postgresql", Path(folder)), database("postgresql", Path(folder))
        show(measure(url, plain, clients, given.rounds, given.seconds))


def measure(url: str, plain: str, clients: tuple[int, ...], rounds: int, seconds: float) -> dict[str, dict[int, list[Burst]]]:
    """The first round warms up and is not counted."""
    learn_the_approval()
    set_up(url, max(clients), MEMBERS)
    BySQL(plain).make()
    ThroughTheDoor(url, 1, MEMBERS).case(Watch())  # tables and rules are read, statements compiled: the clients are forked from here
    found: dict[str, dict[int, list[Burst]]] = {name: {each: [] for each in clients} for name in ("engine", "plain")}
    steps = {"engine": 4, "plain": 0}
    for number in range(rounds + 1):
        for each in clients:
            for name, where in (("engine", url), ("plain", plain)):
                done = burst(name, where, each, seconds)
                steps[name] += sum(map(len, done.took)) + 4 * each
                if number:
                    found[name][each].append(done)
    count(url, plain, steps)
    return found


def burst(name: str, url: str, clients: int, seconds: float) -> Burst:
    """All begin together; each stops after the case in which its time is up."""
    ready, lines, workers = FORK.Barrier(clients + 1), [], []
    for number in range(1, clients + 1):
        here, there = FORK.Pipe(duplex=False)
        worker = FORK.Process(target=client, args=(name, url, number, seconds, ready, there))
        worker.start()
        there.close()
        lines.append(here)
        workers.append(worker)
    ready.wait(timeout=60)
    start = perf_counter()
    took = [line.recv() for line in lines]
    whole = perf_counter() - start
    for worker, line in zip(workers, lines, strict=True):
        worker.join(timeout=60)
        line.close()
    return Burst(took, whole)


def client(name: str, url: str, number: int, seconds: float, ready: Barrier, line: Connection) -> None:
    side: Any = ThroughTheDoor(url, number, MEMBERS) if name == "engine" else BySQL(url, number)
    side.case(Watch())  # its connection is made, its pages are its own
    watch = Watch()
    ready.wait(timeout=60)
    end = perf_counter() + seconds
    while perf_counter() < end and len(watch.took) < MOST:
        side.case(watch)
    line.send(watch.took)


def count(url: str, plain: str, steps: dict[str, int]) -> None:
    """SystemExit unless every step left its record and its entry, and every case came to its end."""
    for name, side in (("engine", ThroughTheDoor(url)), ("plain", BySQL(plain))):
        wanted = {"cases": steps[name] // 4, "records": steps[name], "entries": steps[name], "tasks": steps[name] // 4 * 3}
        if (rows := side.rows()) != wanted:  # type: ignore[attr-defined]
            raise SystemExit(f"{name}: {rows} is left, not {wanted}")


def show(found: dict[str, dict[int, list[Burst]]]) -> None:
    print(
        "| clients, each in its own unit | steps/s | against one | p50 / p99 / max ms | least lucky, of its fair share | plain SQL, against one |"
    )
    print("|---|---|---|---|---|---|")
    for clients, runs in found["engine"].items():
        took = sorted(each for run in runs for client in run.took for each in client)
        times = f"{ms(median(took))} / {ms(at(took, 0.99))} / {ms(took[-1])}"
        print(f"| {clients} | {median(run.rate for run in runs):,.0f} | {gain(found['engine'], clients)} | {times} | {min(run.fairness for run in runs):.0%}"
              f" | {median(run.rate for run in found['plain'][clients]):,.0f}, {gain(found['plain'], clients)} |", flush=True)  # fmt: skip


def gain(runs: dict[int, list[Burst]], clients: int) -> str:
    pairs = zip(runs[clients], runs[1], strict=True)
    return f"{median(many.rate / one.rate for many, one in pairs):.2f} x"


if __name__ == "__main__":
    main()
