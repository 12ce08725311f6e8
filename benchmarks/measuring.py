"""What all measurements share: sizes asked for, a scratch database that goes away, interleaved rounds, and one line for each; it judges nothing."""

from __future__ import annotations

import argparse
import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow.schema import upgrade
from tests.servers import empty_database, stop_all


@dataclass(frozen=True, slots=True)
class Asked:
    """Seconds of every round, of ours and of what it is held against; `cpu` is ours without waiting for disk, server or neighbours."""

    ours: list[float]
    other: list[float]
    cpu: list[float]

    def add(self, counted: bool, ours: Callable[[], object], other: Callable[[], object]) -> None:
        """One round of both."""
        before = process_time()
        took = timed(ours)
        cpu, against = process_time() - before, timed(other)
        if counted:
            self.ours.append(took)
            self.cpu.append(cpu)
            self.other.append(against)

    @property
    def ratio(self) -> float:
        """The median over rounds of (ours / other in the same round)."""
        return median(one / two for one, two in zip(self.ours, self.other, strict=True))

    def line(self, size: int, kind: str, other: str) -> str:
        ours, theirs = sorted(self.ours), sorted(self.other)
        return (f"{kind:10} {size:>9,}: {ms(median(ours))} ms (cpu {ms(median(self.cpu))}),"
                f" p95 {ms(at(ours, 0.95))}, p99 {ms(at(ours, 0.99))}; {other} {ms(median(theirs))} ms;"
                f" {self.ratio:.2f} x ({len(ours)} rounds)")  # fmt: skip


def asked(about: str | None, sizes: Sequence[int], rounds: int, kinds: Sequence[str] = ("sqlite",)) -> argparse.Namespace:
    """`--size` and `--kind` may be given several times."""
    said = argparse.ArgumentParser(description=about)
    said.add_argument("--size", type=int, action="append")
    said.add_argument("--rounds", type=int, default=rounds)
    said.add_argument("--kind", choices=["sqlite", "postgresql"], action="append")
    given = said.parse_args()
    given.size, given.kind = given.size or list(sizes), given.kind or list(kinds)
    return given


@contextmanager
def scratch(kind: str, needed: int = 0) -> Iterator[str]:
    """The URL of an empty database of the newest shape, gone afterwards. `needed` bytes must be free twice over, or nothing is begun."""
    with tempfile.TemporaryDirectory(prefix="procflow-bench-") as folder:
        Path(folder).chmod(0o755)
        if shutil.disk_usage(folder).free < 2 * needed:
            raise SystemExit(f"{needed >> 20} MiB are needed, twice over, in {folder}")
        url = empty_database(kind, Path(folder))
        atexit.register(stop_all)
        upgrade(url)
        yield url


def opened(url: str) -> Session:
    """A session whose connection is closed with it: a filling wants the database to itself."""
    return Session(create_engine(url, poolclass=NullPool), expire_on_commit=False)


def rounds(number: int, ours: Callable[[int], object], other: Callable[[int], object]) -> Asked:
    """Both, in turn, in every round; a tenth more rounds go before, to warm up, and are not counted."""
    found = Asked([], [], [])
    for each in range(-(number // 10) - 1, number):
        found.add(each >= 0, lambda each=each: ours(each), lambda each=each: other(each))
    return found


def timed(run: Callable[[], object]) -> float:
    start = perf_counter()
    run()
    return perf_counter() - start


def at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def ms(seconds: float) -> str:
    return f"{seconds * 1e3:.3g}" if seconds < 0.1 else f"{seconds * 1e3:,.0f}"
