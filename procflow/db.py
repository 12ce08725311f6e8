"""The database connection: transactions that cannot lose an update, statements compiled once, and the database's clock."""

from __future__ import annotations

import os
import sqlite3
from collections import namedtuple
from collections.abc import Iterable, Mapping
from typing import Any, dataclass_transform
from uuid import UUID

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, MetaData, event, text
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass, Session
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.sql import ClauseElement

from procflow.canon import unstamp

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


@dataclass_transform(kw_only_default=True)
class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """What every table is made from; typed, and plain data."""

    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(metadata=Base.metadata)

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000", "recursive_triggers=ON")
APPEND_ONLY = frozenset(
    {"audit_event", "audit_annex", "ledger_entry", "sealed_period", "procedure_edition", "regime_version", "dated_fact"}
)
FREEING = ("writable_schema", "recursive_triggers")
CHANGING = {getattr(sqlite3, "SQLITE_" + name) for name in (
    "UPDATE", "DELETE", "ALTER_TABLE", "DROP_TABLE", "DROP_INDEX", "DROP_TRIGGER", "CREATE_TRIGGER", "CREATE_TEMP_TRIGGER")}  # fmt: skip
CLOCK = {
    "sqlite": "SELECT strftime('%Y-%m-%dT%H:%M:%f000Z','now'), (SELECT value FROM installation WHERE name = 'now')",
    "postgresql": """SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                     (SELECT value FROM installation WHERE name = 'now')""",
}


@event.listens_for(Engine, "connect")
def prepare_connection(connection: Any, _: ConnectionPoolEntry) -> None:
    """Pysqlite's own transactions lose updates silently; ours begin as `begin_writing` says."""
    if type(connection).__module__.startswith("sqlite3"):
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute("PRAGMA " + pragma)
        connection.set_authorizer(permit)


def permit(action: int, what: str | None, where: str | None, *_: str | None) -> int:
    """SQLite asks once for each statement that it compiles: what is kept is not changed, dropped, nor freed from its triggers."""
    touched = {what, where} & APPEND_ONLY
    superseding = action == sqlite3.SQLITE_UPDATE and (what, where) == ("dated_fact", "superseded_by")
    if (touched and action in CHANGING and not superseding) or (action == sqlite3.SQLITE_PRAGMA and what in FREEING and where):
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


@event.listens_for(Engine, "begin")
def begin_writing(connection: Connection) -> None:
    """A writer takes SQLite's write lock before it reads, a reader (`read_only`) never does."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN" if connection.get_execution_options().get("read_only") else "BEGIN IMMEDIATE")


class Prepared:
    """One statement, compiled once for each dialect and run on the driver's cursor inside the session's transaction."""

    def __init__(self, statement: ClauseElement) -> None:
        self.statement = statement
        self._compiled: dict[str, tuple[str, tuple[str, ...] | None, Any, Mapping[str, Any]]] = {}

    def run(self, session: Session, **values: Any) -> Any:
        """Execute and return the driver's cursor."""
        sql, order, _, fixed, connection = self._for(session)
        cursor = connection.cursor()
        given = {**fixed, **values} if fixed else values
        cursor.execute(sql, [given[name] for name in order] if order is not None else given)
        return cursor

    def many(self, session: Session, rows: Iterable[Mapping[str, Any]]) -> None:
        sql, order, _, fixed, connection = self._for(session)
        given = [{**fixed, **row} for row in rows]
        if given:
            connection.cursor().executemany(sql, [[row[name] for name in order] for row in given] if order is not None else given)

    def all(self, session: Session, **values: Any) -> list[Any]:
        """Every row, as a named tuple of the statement's columns."""
        cursor = self.run(session, **values)
        row = self._for(session)[2]
        return [row._make(each) for each in cursor.fetchall()]

    def one(self, session: Session, **values: Any) -> Any | None:
        found = self.all(session, **values)
        return found[0] if found else None

    def _for(self, session: Session) -> tuple[str, tuple[str, ...] | None, Any, Mapping[str, Any], Any]:
        connection = session.connection()
        dialect = connection.dialect
        kept = self._compiled.get(dialect.name)
        if kept is None:
            compiled: Any = self.statement.compile(dialect=dialect)
            order = tuple(compiled.positiontup) if compiled.positional else None
            columns = [column.name for column in getattr(self.statement, "selected_columns", ())]
            fixed = {name: value for name, value in compiled.params.items() if value is not None}
            kept = self._compiled[dialect.name] = (str(compiled), order, namedtuple("Row", columns), fixed)  # noqa: PYI024  (made at run time)
        return (*kept, connection.connection)


def now(session: Session) -> str:
    """The stamp of this moment by the database's clock, or the simulated one of a rehearsal."""
    real, simulated = session.connection().exec_driver_sql(CLOCK[session.get_bind().dialect.name]).one()
    return str(simulated or real)


def clock_kind(session: Session) -> str:
    return "rehearsal" if setting(session, "now") else "real"


def setting(session: Session, name: str) -> str:
    """A property of the installation, "" if it was never set."""
    return str(session.execute(text("SELECT value FROM installation WHERE name = :name"), {"name": name}).scalar() or "")


def new_id(stamp: str) -> str:
    """A UUIDv7 of that moment: ids sort by time, and nothing else is told by them."""
    milliseconds = int(unstamp(stamp).timestamp() * 1000)
    number = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    number = (number & ~(0xF << 76)) | (0x7 << 76)
    return str(UUID(int=(number & ~(0x3 << 62)) | (0x2 << 62)))
