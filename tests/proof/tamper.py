"""Changes made behind the application's back, with the triggers out of the way and put back after; for tests alone."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg
from sqlalchemy import make_url

TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"


class Behind:
    """A connection that no guard of the application watches; parameters are written `?`."""

    def __init__(self, raw: Any, mark: str) -> None:
        self.raw, self.mark = raw, mark

    def run(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        cursor = self.raw.cursor()
        cursor.execute(sql if self.mark == "?" else sql.replace("%", "%%").replace("?", self.mark), values)
        return cursor.fetchall() if cursor.description else []

    def one(self, sql: str, *values: object) -> Any:
        return self.run(sql, *values)[0][0]


@contextmanager
def behind(url: str) -> Iterator[Behind]:
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(make_url(url).database, isolation_level=None)) as raw:
            raw.execute("PRAGMA foreign_keys=ON")
            triggers = raw.execute(TRIGGERS).fetchall()
            for name, _ in triggers:
                raw.execute(f"DROP TRIGGER {name}")
            try:
                yield Behind(raw, "?")
            finally:
                for _, sql in triggers:
                    raw.execute(sql)
    else:
        with psycopg.connect(url.replace("+psycopg", "")) as raw:
            triggers = raw.execute("SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal").fetchall()
            for name, table in triggers:
                raw.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
            yield Behind(raw, "%s")
            raw.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for name, table in triggers:
                raw.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


def drop(url: str, trigger: str, table: str) -> None:
    """A trigger dropped for good."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(make_url(url).database)) as raw, raw:
            raw.execute(f"DROP TRIGGER {trigger}")
    else:
        with psycopg.connect(url.replace("+psycopg", "")) as raw:
            raw.execute(f"DROP TRIGGER {trigger} ON {table}")
