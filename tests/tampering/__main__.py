"""`python -m tests.tampering --changes 10000`: as many random single changes, one at a time, each looked for by `audit verify`; prints figures."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests import servers
from tests.tampering.run import Figures, run


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.tampering", description=__doc__)
    asked.add_argument("--changes", type=int, default=10_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--world", choices=("brief", "year"), default="brief")
    asked.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        try:
            figures = run(given.world, given.database, Path(folder), given.changes, given.seed, tell)
        finally:
            servers.stop_all()
    print("\n".join(figures.lines()))
    return 0 if figures.all_named else 1


def tell(figures: Figures) -> None:
    if figures.made % 500 == 0:
        print(f"{figures.made} changes, {figures.found} found, {figures.named} named", file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
