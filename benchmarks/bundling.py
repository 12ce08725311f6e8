"""The evidence bundle: its size and the time to make and to check it, beside those of its records as they lie in the database.

`python -m benchmarks.bundling 100000` (SQLite in a scratch folder): so many other records stand in the log around one claim.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from benchmarks.sealing import fill
from procflow.models import AuditEvent, Case
from procflow.proof.bundle import brought_up, bundle
from procflow.proof.bundle.assembled import verifier
from procflow.proof.signer import Signer
from procflow.schema import upgrade
from tests.proof.world import small

CLAIM, READER, DAY = "D1ZB-JL-2024-0001", "Y01", date(2024, 3, 10)
TIMES = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("records", type=int, nargs="?", default=100_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), given.records)


def measure(folder: Path, records: int) -> None:
    url = f"sqlite:///{folder}/log.sqlite3"
    upgrade(url)
    engine, signer = create_engine(url), Signer(folder / "signer")
    with Session(engine, expire_on_commit=False) as session:
        small(session)
        fill(session, records)
        brought_up(session, signer)
        chosen = select(AuditEvent.body).join(Case, Case.case_id == AuditEvent.case_id).where(Case.no == CLAIM)
        bodies, bare = best(lambda: session.scalars(chosen).all())
        made, took = best(lambda: bundle(session, READER, DAY, CLAIM, signer.state))
    (folder / "verify.py").write_bytes(verifier())
    (folder / "b.zip").write_bytes(made.data)
    empty = [sys.executable, "-I", "-S", "-c", "pass"]
    check = [sys.executable, "-I", "-S", "verify.py", "b.zip"]
    _, started = best(lambda: subprocess.run(empty, cwd=folder, check=True))
    _, checked = best(lambda: subprocess.run(check, cwd=folder, check=False, stdout=subprocess.DEVNULL))
    whole, plain = len(made.data), sum(len(each) for each in bodies)
    fixed = len(verifier())
    print(f"log of {made.size} records, case of {made.records}: bodies {plain} B, bundle {whole} B, of which verify.py {fixed} B")
    print(f"bundle / bodies: {whole / plain:.1f}; without verify.py: {(whole - fixed) / plain:.1f}")
    print(f"made {took * 1000:.1f} ms, bare read of the bodies {bare * 1000:.2f} ms: {took / bare:.0f}")
    print(f"checked {checked * 1000:.0f} ms, an empty Python {started * 1000:.0f} ms: {checked / started:.1f}")


def best(act: Callable[[], Any]) -> tuple[Any, float]:
    """What it gave, and the shortest of a few times in seconds."""
    times = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        found = act()
        times.append(time.perf_counter() - begun)
    return found, min(times)


if __name__ == "__main__":
    main()
