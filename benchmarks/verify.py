"""`audit verify` against reading every column of the records and SHA-256 (P7): `python -m benchmarks.verify [--size RECORDS]`.

A claim with its motion (11 records, 2 cases, 11 tasks, a ledger line, 15 texts in the vault) is played through the write door and copied, each
copy hashed and chained anew, so that every check holds. In each round the limit is read first, then the hash and chain pass, then the whole; all in
CPU time of this process, but for the pass that two processes share.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from statistics import median
from time import process_time

from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from benchmarks.branch import MEMBERS, Branch
from benchmarks.copying import cases
from benchmarks.filling import Filling
from benchmarks.measuring import asked, opened, scratch, timed
from procflow.engine import advance
from procflow.proof.check import verify

LIMIT = "SELECT * FROM audit_event ORDER BY case_id, case_seq"
RECORD = 4_000  # bytes of a record with all that hangs on it, in tables and indexes


def main() -> None:
    given = asked(__doc__, (1_000, 10_000, 100_000), 3)
    for kind in given.kind:
        for size in given.size:
            with scratch(kind, size * RECORD) as url:
                fill(url, size)
                measure(url, kind, given.rounds)


def fill(url: str, size: int) -> None:
    """Two claims are played: the first calls the roll, the second is copied."""
    with opened(url) as session:
        branch = Branch(session)
        for number in (0, 1):
            for command in branch.claim(number, MEMBERS[number]):
                branch.saw(advance(session, command))
        template = cases(session, ids(session, list(branch.numbers.values())))
        session.rollback()
    copies = size // len(template.rows["audit_event"])
    with Filling(url) as filling:
        for number in range(1, copies + 1):
            filling.all(template.copy(number))
        filling.run(f"UPDATE case_number SET last = last + {copies}")


def ids(session: Session, numbers: list[str]) -> list[str]:
    return list(
        session.scalars(text("SELECT case_id FROM proc_case WHERE no IN (:one, :two)"), dict(zip(("one", "two"), numbers, strict=True)))
    )


def measure(url: str, kind: str, rounds: int) -> None:
    found = []
    for _ in range(rounds):
        with opened(url) as session:
            runs = [lambda: limit(url), *(lambda given=given: whole(session, **given) for given in PASSES)]
            times = [spent(run) for run in runs]
            records = session.scalar(text("SELECT count(*) FROM audit_event")) or 0
        found.append(times)
    per = [median(times[place][1] for times in found) / records * 1e6 for place in range(len(PASSES) + 1)]
    shares = [median(times[0][1] / times[place][1] for times in found) for place in range(len(PASSES) + 1)]
    two = median(times[2][0] / times[3][0] for times in found)
    print(f"{kind} {records:>9,} records: limit {per[0]:.1f} µs a record; hash and chain {per[1]:.1f} ({shares[1]:.0%}); whole {per[2]:.0f}"
          f" ({shares[2]:.1%}); two processes {two:.2f} x as quick by the clock; {rounds} rounds", flush=True)  # fmt: skip


PASSES = ({"quick": True}, {}, {"jobs": 2})


def spent(run: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and of this process alone: the other cores may be busy."""
    before = process_time()
    return timed(run), process_time() - before


def whole(session: Session, **given: object) -> None:
    report = verify(session, **given)  # type: ignore[arg-type]
    if not report.ok:
        raise SystemExit(f"the copies do not verify: {report.findings[:3]}")


def limit(url: str) -> None:
    """Every column of every record, and the hash of its body."""
    connection = create_engine(url).raw_connection()
    for row in connection.driver_connection.execute(LIMIT):  # type: ignore[union-attr]
        hashlib.sha256(b"\x00" + row[-1]).hexdigest()
    connection.close()


if __name__ == "__main__":
    main()
