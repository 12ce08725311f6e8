"""How the run and one side speak: it reads `play 5` or `rows`, and answers in one line of JSON; standard library only, for both environments."""

from __future__ import annotations

import json
import sys
from time import perf_counter, process_time
from types import TracebackType
from typing import Protocol

STATEMENT = "本人自愿申请参加本年度积分管理，承诺遵守细则，按时完成各项任务。"
OPINION = "情况属实，同意。"
PERIOD = "2024-Q1"


class Watch:
    """Seconds spent inside its `with` blocks: by the clock, each for itself, and of this process alone, together."""

    def __init__(self) -> None:
        self.took: list[float] = []
        self.cpu = 0.0

    def __enter__(self) -> None:
        self.began = perf_counter(), process_time()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.took.append(perf_counter() - self.began[0])
        self.cpu += process_time() - self.began[1]


class Side(Protocol):
    def case(self, watch: Watch) -> None:
        """One case from its application to its end, each durable step in a block of the watch (one that takes two requests in two)."""

    def rows(self) -> dict[str, int]:
        """What lies in the database, counted, under names that the run compares with what the cases should have left."""


def answer(side: Side) -> None:
    """Say that all is set up, then do as told until the run closes the line."""
    say({"ready": True})
    for line in sys.stdin:
        match line.split():
            case ["play", number]:
                watch = Watch()
                for _ in range(int(number)):
                    side.case(watch)
                say({"wall": sum(watch.took), "cpu": watch.cpu})
            case ["rows"]:
                say(side.rows())


def say(told: dict[str, object] | dict[str, int]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()
