"""The same rows by plain driver calls, as the floor: `python -m benchmarks.peers.by_sql URL`.

A guarded step reads the case and the caller's role, then writes the case under its version, a chained record, the closed and the new task and a
ledger entry, and commits. About eight statements; no form is checked and no rule is asked.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from hashlib import sha256
from itertools import count
from time import time_ns
from typing import Any, Self

import psycopg

from benchmarks.peers.words import OPINION, PERIOD, STATEMENT, Watch, answer

TABLES = (
    "CREATE TABLE place (case_id TEXT PRIMARY KEY, state TEXT, version INTEGER, head TEXT)",
    "CREATE TABLE seat (person TEXT, role TEXT, PRIMARY KEY (person, role))",
    "CREATE TABLE record (case_id TEXT, seq INTEGER, prev TEXT, hash TEXT, body TEXT, PRIMARY KEY (case_id, seq))",
    "CREATE TABLE work (case_id TEXT, state TEXT, desk TEXT, opened TEXT, closed TEXT)",
    "CREATE INDEX work_open ON work (case_id) WHERE closed IS NULL",
    "CREATE TABLE entry (case_id TEXT, seq INTEGER, member TEXT, item TEXT, points INTEGER, period TEXT, PRIMARY KEY (case_id, seq))",
)
STEPS = (
    ("apply", "applied", "member", STATEMENT),
    ("review", "reviewed", "branch_secretary", OPINION),
    ("vote", "voted", "recorder", "18:1"),
    ("enrol", "enrolled", "points_admin", ""),
)
AT = "2024-03-20T01:00:00.000000Z"


class BySQL:
    """`client` is told apart from others in the same database."""

    def __init__(self, url: str, client: int = 0) -> None:
        self.sqlite = url.startswith("sqlite")
        if self.sqlite:
            self.connection: Any = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
            for pragma in ("journal_mode=WAL", "synchronous=FULL"):
                self.connection.execute("PRAGMA " + pragma)
        else:
            self.connection = psycopg.connect(url.replace("+psycopg", ""))
        self.client, self.numbers = client, count(time_ns())

    def make(self) -> Self:
        for statement in TABLES:
            self.connection.execute(statement)
        for number, (_, _, role, _) in enumerate(STEPS):
            self.run("INSERT INTO seat VALUES (?, ?)", f"p{number}", role)
        self.connection.commit()
        return self

    def case(self, watch: Watch) -> None:
        case = f"018e595f-4690-7{self.client:03x}-8{next(self.numbers):018x}"
        for number in range(len(STEPS)):
            with watch:
                self.step(case, number)

    def step(self, case: str, number: int) -> None:
        name, state, role, said = STEPS[number]
        if self.sqlite:
            self.run("BEGIN IMMEDIATE")
        found = self.run(
            "SELECT state, version, head FROM place WHERE case_id = ?" + ("" if self.sqlite else " FOR UPDATE"), case
        ).fetchone()
        before, version, head = found or ("new", 0, "")
        held = self.run("SELECT 1 FROM seat WHERE person = ? AND role = ?", f"p{number}", role).fetchone()
        if not held or before != ("new" if number == 0 else STEPS[number - 1][1]):
            raise SystemExit(f"{case} lies in {before}")
        body = json.dumps({"at": AT, "case": case, "from": before, "to": state, "step": name, "actor": f"p{number}", "prev": head, "said": said},
                          ensure_ascii=False, sort_keys=True)  # fmt: skip
        now = sha256(b"\x00" + body.encode()).hexdigest()
        if found:
            self.run(
                "UPDATE place SET state = ?, version = ?, head = ? WHERE case_id = ? AND version = ?",
                state,
                version + 1,
                now,
                case,
                version,
            )
            self.run("UPDATE work SET closed = ? WHERE case_id = ? AND closed IS NULL", AT, case)
        else:
            self.run("INSERT INTO place VALUES (?, ?, ?, ?)", case, state, 1, now)
        self.run("INSERT INTO record VALUES (?, ?, ?, ?, ?)", case, number, head, now, body)
        if number < len(STEPS) - 1:
            self.run("INSERT INTO work VALUES (?, ?, ?, ?, ?)", case, state, STEPS[number + 1][2], AT, None)
        self.run("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)", case, number, "m1", "serve_masses", 50, PERIOD)
        self.connection.commit()

    def run(self, sql: str, *values: object) -> Any:
        return self.connection.execute(sql if self.sqlite else sql.replace("?", "%s"), values)

    def rows(self) -> dict[str, int]:
        counts = {"cases": "place WHERE state = 'enrolled'", "records": "record", "entries": "entry", "tasks": "work"}
        found = {name: int(self.run(f"SELECT count(*) FROM {where}").fetchone()[0]) for name, where in counts.items()}
        self.connection.rollback()
        return found


if __name__ == "__main__":
    answer(BySQL(sys.argv[1]).make())
