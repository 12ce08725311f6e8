"""The owner's way to one table: its guards out of the way for one change, and back before anybody looks; for tests alone."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

import psycopg
from sqlalchemy import make_url

Row = tuple[Any, ...]
REFUSED = (sqlite3.IntegrityError, psycopg.IntegrityError, psycopg.DataError)


class Door:
    """A connection whose changes no trigger sees; parameters are written `?`."""

    def __init__(self, url: str) -> None:
        self.sqlite = url.startswith("sqlite")
        if self.sqlite:
            self.raw: Any = sqlite3.connect(make_url(url).database or "", isolation_level=None)
            self.raw.execute("PRAGMA ignore_check_constraints=ON")
        else:
            self.raw = psycopg.connect(url.replace("+psycopg", ""), autocommit=True)

    def close(self) -> None:
        self.raw.close()

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        found = self.raw.execute(sql if self.sqlite else sql.replace("?", "%s"), values)
        return [tuple(bytes(each) if isinstance(each, memoryview) else each for each in row) for row in found] if found.description else []

    def change(self, table: str, sql: str, values: Sequence[object]) -> None:
        """One statement, past every trigger of that table."""
        with self.freed(table):
            self.rows(sql, values)

    @contextmanager
    def freed(self, table: str) -> Iterator[None]:
        self.rows("BEGIN")
        try:
            before, after = self.sqlite_guards(table) if self.sqlite else self.postgresql_guards(table)
            for each in before:
                self.rows(each)
            yield
            for each in after:
                self.rows(each)
            self.rows("COMMIT")
        except BaseException:
            self.rows("ROLLBACK")
            raise

    def sqlite_guards(self, table: str) -> tuple[list[str], list[str]]:
        found = self.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", [table])
        return [f"DROP TRIGGER {name}" for name, _ in found], [sql for _, sql in found]

    def postgresql_guards(self, table: str) -> tuple[list[str], list[str]]:
        """Foreign keys do not hold the owner either: what a restart without checks can do, this session role does."""
        chosen = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = ?::regclass"
        names = [name for (name,) in self.rows(chosen, [table])]
        before = ["SET LOCAL session_replication_role = replica", *(f"ALTER TABLE {table} DISABLE TRIGGER {name}" for name in names)]
        return before, [f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}" for name in names]


@contextmanager
def door(url: str) -> Iterator[Door]:
    with closing(Door(url)) as opened:
        yield opened
