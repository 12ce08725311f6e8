"""Many HTTP writers on SQLite (P4): `python -m benchmarks.posting [--seconds N] [--rounds N] [--writers N]`; prints a table in Markdown.

`procflow serve` as it is installed, one process on one SQLite file with synchronous=FULL. Sixteen browsers, each a member of another unit, begin a
claim and withdraw it, again and again: every POST is one durable step with its record, its task and its answer. Beside it, in the same round, one
client writes the raw guarded step of `benchmarks.peers.by_sql` into a file of its own. The browsers are threads of one Python on the same machine.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from threading import Barrier
from time import perf_counter

from sqlalchemy import create_engine, text

from benchmarks.measuring import at, ms
from benchmarks.peers.by_procflow import set_up
from benchmarks.peers.by_sql import BySQL
from benchmarks.peers.words import Watch
from benchmarks.site import Browser, Site

OURS = "SELECT count(*) FROM audit_event WHERE case_id IN (SELECT case_id FROM proc_case WHERE procedure = 'bonus_claim')"  # the clock takes others
MOST = 20_000  # requests of one browser in one round, whatever the time


@dataclass
class Posted:
    """Seconds of each answer, and how often each status came."""

    took: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    def post(self, browser: Browser, path: str, form: dict[str, str]) -> str:
        start = perf_counter()
        status, location, _ = browser.post(path, form)
        self.took.append(perf_counter() - start)
        self.statuses[status] += 1
        return location


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=float, default=5)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--writers", type=int, default=16)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="procflow-bench-") as folder:
        measure(Path(folder), given.writers, given.rounds, given.seconds)


def measure(folder: Path, writers: int, rounds: int, seconds: float) -> None:
    """The first round warms up and is not counted."""
    url = f"sqlite:///{folder}/site.sqlite3"
    set_up(url, writers, 1)
    plain, found = BySQL(f"sqlite:///{folder}/plain.sqlite3").make(), []
    with Site("serve", folder, url) as site, ThreadPoolExecutor(writers) as pool:
        browsers = [Browser(site.port, f"M1.{number}") for number in range(1, writers + 1)]
        for number in range(rounds + 1):
            rate = raw(plain, seconds / 2)
            ready, start = Barrier(writers), perf_counter()
            done = list(pool.map(lambda browser, ready=ready, number=number: write(browser, ready, f"r{number}", seconds), browsers))
            whole = perf_counter() - start
            found.append((done, sum(len(each.took) for each in done) / whole, rate))
        locked = site.log.read_text(errors="replace").count("database is locked")
    count(url, [each for done, _, _ in found for each in done])
    show(found[1:], locked)


def raw(plain: BySQL, seconds: float) -> float:
    """Steps in a second."""
    watch, end = Watch(), perf_counter() + seconds
    while perf_counter() < end:
        plain.case(watch)
    return len(watch.took) / sum(watch.took)


def write(browser: Browser, ready: Barrier, keys: str, seconds: float) -> Posted:
    posted = Posted()
    ready.wait()
    end = perf_counter() + seconds
    while perf_counter() < end and len(posted.took) < MOST:
        key = f"{keys}-{len(posted.took)}"
        location = posted.post(browser, "/start/bonus_claim/begin", {"step": "create", "key": key, "about-period": "2024-Q1"})
        if location:
            posted.post(browser, f"/cases/{location.split('/')[2]}/steps", {"step": "withdraw", "key": f"{key}-w"})
    return posted


def count(url: str, posted: list[Posted]) -> None:
    """SystemExit unless every answer that says it was done left its record."""
    with create_engine(url).connect() as connection:
        records = connection.scalar(text(OURS))
    done = sum(each.statuses[303] for each in posted)
    if records != done:
        raise SystemExit(f"{records} records are left of {done} steps: {[each.statuses for each in posted]}")


def show(found: list[tuple[list[Posted], float, float]], locked: int) -> None:
    took = sorted(each for done, _, _ in found for one in done for each in one.took)
    statuses = sum((each.statuses for done, _, _ in found for each in done), Counter[int]())
    print("| POST/s | raw step, one client, /s | of the raw rate | p50 / p99 / max ms | answers | lock errors |\n|---|---|---|---|---|---|")
    print(f"| {median(rate for _, rate, _ in found):,.0f} | {median(plain for _, _, plain in found):,.0f}"
          f" | {median(rate / plain for _, rate, plain in found):.2f} x | {ms(median(took))} / {ms(at(took, 0.99))} / {ms(took[-1])}"
          f" | {', '.join(f'{status}: {times:,}' for status, times in sorted(statuses.items()))} | {locked} |", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
