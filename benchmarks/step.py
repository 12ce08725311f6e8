"""`engine.advance()`, all that it does, against the raw SQL of the same rows (P1): `python -m benchmarks.step [--claims N]`.

Every claim goes from its first draft to the ledger: eight steps, each one durable commit. After each step of the engine the same rows are
written once more, by plain driver calls, into a second database of the same shape: the lock, the case and the caller's role are read, the
bodies hashed, the rows inserted and updated, and committed. The two are interleaved; the ratio is the median over claims.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from benchmarks.branch import MEMBERS, Branch
from procflow import db
from procflow.engine import advance
from procflow.schema import upgrade
from tests.servers import empty_database

READS = (
    "SELECT unit_id FROM unit WHERE unit_id = {0}",
    "SELECT * FROM proc_case WHERE case_id = {0}",
    "SELECT data FROM dated_fact WHERE kind = 'role' AND subject = {0} AND superseded_by IS NULL",
)
TARGETS = {"sqlite": (2.0, 1.5), "postgresql": (1.7, 1.3)}


class Written:
    """The writes of one act, as they went to the driver."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, Any, bool]] = []
        run, many = db.Prepared.run, db.Prepared.many

        def kept_run(prepared: db.Prepared, session: Session, **values: Any) -> Any:
            compiled = prepared.compiled_for(db.connected(session))
            if not compiled.sql.startswith("SELECT"):
                self.rows.append((compiled.sql, compiled.given(values), False))
            return run(prepared, session, **values)

        def kept_many(prepared: db.Prepared, session: Session, rows: Any) -> None:
            listed = list(rows)
            compiled = prepared.compiled_for(db.connected(session))
            if listed:
                self.rows.append((compiled.sql, [compiled.given(row) for row in listed], True))
            many(prepared, session, listed)

        db.Prepared.run, db.Prepared.many = kept_run, kept_many  # type: ignore[method-assign]

    def take(self) -> list[tuple[str, Any, bool]]:
        taken, self.rows[:] = list(self.rows), []
        return taken


def raw(connection: Any, kind: str, writes: list[tuple[str, Any, bool]], case: str, actor: str) -> float:
    """The same rows by the driver alone, in seconds."""
    mark = "?" if kind == "sqlite" else "%s"
    start = perf_counter()
    cursor = connection.cursor()
    if kind == "sqlite":
        cursor.execute("BEGIN IMMEDIATE")
    for number, (sql, value) in enumerate(zip(READS, ("b1", case, actor), strict=True)):
        lock = " FOR UPDATE" if number == 0 and kind == "postgresql" else ""
        cursor.execute(sql.format(mark) + lock, (value,))
        cursor.fetchall()
    for sql, given, many in writes:
        for one in given if many else [given]:
            for value in one.values() if isinstance(one, dict) else one:
                if isinstance(value, bytes) and len(value) > 64:
                    hashlib.sha256(b"\x00" + value).hexdigest()
        (cursor.executemany if many else cursor.execute)(sql, given)
    connection.commit()
    return perf_counter() - start


def measure(kind: str, folder: Path, claims: int) -> Iterator[tuple[float, float, list[tuple[str, float, float]]]]:
    """For each claim: seconds of the engine, seconds of the raw rows, and each step."""
    first, second = empty_database(kind, folder), empty_database(kind, folder)
    written = Written()
    for url in (first, second):
        upgrade(url)
    twin = create_engine(second).raw_connection()
    if kind == "sqlite":
        twin.driver_connection.set_authorizer(None)  # type: ignore[union-attr]
    with Session(create_engine(first), expire_on_commit=False) as session:
        branch = Branch(session)
        session.execute(text("ANALYZE"))
        session.commit()
        seed(twin, kind, session)
        written.take()
        for number in range(claims):
            steps = []
            for command in branch.claim(number, MEMBERS[number % len(MEMBERS)]):
                start = perf_counter()
                record = advance(session, command)
                took = perf_counter() - start
                steps.append((command.step, took, raw(twin, kind, written.take(), record.case_id, command.actor)))
                branch.saw(record)
                written.take()
            yield sum(each[1] for each in steps), sum(each[2] for each in steps), steps


def seed(twin: Any, kind: str, session: Session) -> None:
    """The second database starts as the first one stands."""
    mark = "?" if kind == "sqlite" else "%s"
    cursor = twin.cursor()
    for table in ("installation", "unit", "dated_fact", "regime_version", "evidence_file"):
        for row in session.execute(text(f"SELECT * FROM {table}")):
            cursor.execute(f"INSERT INTO {table} VALUES ({', '.join([mark] * len(row))})", tuple(row))
    twin.commit()
    session.commit()


def main(show: Callable[[str], None] = print) -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--claims", type=int, default=60)
    asked.add_argument("--kind", choices=["sqlite", "postgresql"], action="append")
    given = asked.parse_args()
    for kind in given.kind or ["sqlite", "postgresql"]:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder).chmod(0o755)
            runs = list(measure(kind, Path(folder), given.claims))[given.claims // 6 :]
        target, dream = TARGETS[kind]
        ratios = [engine / plain for engine, plain, _ in runs]
        show(f"{kind}: {median(ratios):.2f} x raw (target {target}, dream {dream}); {len(runs)} claims of 8 steps, interleaved")
        for place, (name, _, _) in enumerate(runs[0][2]):
            engine, plain = (median(run[2][place][side] * 1e6 for run in runs) for side in (1, 2))
            show(f"  {name:20} {engine:8.0f} µs  raw {plain:8.0f} µs  {engine / plain:5.2f} x")


if __name__ == "__main__":
    main()
