"""Fills a database in bulk with rows of the true shape, by plain SQL beyond the write door: for a benchmark and nothing else.

Nothing here is how procflow writes: triggers and durability are switched off while it fills, and set again at the end.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Self

import psycopg
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from procflow.schema import install_triggers

FASTER = ("synchronous=OFF", "journal_mode=OFF", "locking_mode=EXCLUSIVE", "cache_size=-1500000", "foreign_keys=OFF", "temp_store=MEMORY")
PENDING = "INSERT INTO audit_pending (event_pk) SELECT id FROM audit_event WHERE id NOT IN (SELECT event_pk FROM audit_pending) ORDER BY id"
AT_ONCE = 20_000


class Filling:
    """Rows are gathered and written many at once; leaving the block makes the database as procflow expects it."""

    def __init__(self, url: str) -> None:
        self.url, self.sqlite = url, url.startswith("sqlite")
        self.waiting: dict[tuple[str, tuple[str, ...]], list[Sequence[Any]]] = defaultdict(list)

    def __enter__(self) -> Self:
        if self.sqlite:
            self.connection: Any = sqlite3.connect(self.url.removeprefix("sqlite:///"), isolation_level=None)
            for pragma in FASTER:
                self.connection.execute("PRAGMA " + pragma)
            self.triggers = dict(self.connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
            for name in self.triggers:
                self.connection.execute(f"DROP TRIGGER {name}")
            self.connection.execute("BEGIN")
        else:
            self.connection = psycopg.connect(self.url.replace("+psycopg", ""))
            for name in self.tables():
                self.connection.execute(f"ALTER TABLE {name} DISABLE TRIGGER ALL")
        return self

    def all(self, rows: Iterable[tuple[str, tuple[str, ...], Sequence[Any]]]) -> None:
        """Rows as (table, columns, values)."""
        for table, columns, values in rows:
            waiting = self.waiting[table, columns]
            waiting.append(values)
            if len(waiting) >= AT_ONCE:
                self.flush(table, columns)

    def run(self, statement: str) -> None:
        for table, columns in list(self.waiting):
            self.flush(table, columns)
        self.connection.execute(statement)

    def flush(self, table: str, columns: tuple[str, ...]) -> None:
        rows, names = self.waiting.pop((table, columns)), ", ".join(columns)
        if self.sqlite:
            self.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})", rows)
            return
        with self.connection.cursor().copy(f"COPY {table} ({names}) FROM STDIN") as copied:
            for row in rows:
                copied.write_row(row)

    def __exit__(self, *failed: object) -> None:
        if failed[0] is not None:
            self.connection.close()
            return
        self.run(PENDING)
        self.connection.execute("ANALYZE")
        if self.sqlite:
            for trigger in self.triggers.values():
                self.connection.execute(trigger)
            self.connection.execute("COMMIT")
            self.connection.execute("PRAGMA journal_mode=WAL")
            self.connection.close()
            return
        for name in self.tables():
            self.connection.execute(f"ALTER TABLE {name} ENABLE TRIGGER ALL")
        self.connection.commit()
        self.connection.close()
        with create_engine(self.url, poolclass=NullPool).begin() as connection:
            install_triggers(connection)  # as triggers that fire always

    def tables(self) -> list[str]:
        return [name for (name,) in self.connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()]
