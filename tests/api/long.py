"""The long run: `python -m tests.api.long --examples 200 --seed 1`; each round is an official's and a member's requests, on a branch of their own."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from tests import servers
from tests.api.conftest import Caller
from tests.api.every import Outcome, every_request
from tests.web import quarter

CALLERS = (("Y01", "zh"), ("M05", "en"))


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--examples", type=int, default=200, help="requests drawn for each operation, besides its limits")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--rounds", type=int, default=1, help="each with the next seed")
    asked.add_argument(
        "--limits", choices=["all", "most", "none"], default="most", help="of which operations each limit of each value is tried"
    )
    asked.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite", help="a server of its own")
    given = asked.parse_args()
    found, begun = Outcome(), perf_counter()
    try:
        for seed in range(given.seed, given.seed + given.rounds):
            for person, lang in CALLERS:
                found += one(given, seed, person, lang)
                print(f"seed {seed}, {person}: {sum(found.requests.values())} requests, {len(found.failures)} kinds of failure, "
                      f"{perf_counter() - begun:.0f} s", flush=True)  # fmt: skip
    finally:
        servers.stop_all()
    for name, times in sorted(found.requests.items()):
        answers = {status: count for (of, status), count in sorted(found.answers.items()) if of == name}
        print(f"{times:>7} {name}: {', '.join(f'{status} {count} times' for status, count in answers.items())}")
    return int(bool(found.failures))


class Watch:
    """Tells each failure when it is found, and now and then how far it is."""

    def __init__(self) -> None:
        self.last, self.seen = perf_counter(), 0

    def __call__(self, found: Outcome) -> None:
        for name, how in list(found.failures.items())[self.seen :]:
            print(*name, how, sep="\n", flush=True)
        self.seen = len(found.failures)
        if perf_counter() - self.last > 60:
            self.last = perf_counter()
            print(
                f"  {sum(found.requests.values())} requests, {len(found.requests)} operations, {len(found.failures)} kinds of failure",
                flush=True,
            )


def one(given: argparse.Namespace, seed: int, person: str, lang: str) -> Outcome:
    played = (quarter.whole, quarter.evening)[seed % 2]
    with tempfile.TemporaryDirectory() as folder, quarter.site(given.database, Path(folder), played) as app:
        return every_request(app, Caller(app, person, lang), examples=given.examples, seed=seed, limits=given.limits, told=Watch())


if __name__ == "__main__":
    sys.exit(main())
