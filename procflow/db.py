"""The database connection: transactions that cannot lose an update, statements compiled once, and the database's clock."""

from __future__ import annotations

import os
import sqlite3
from collections import namedtuple
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, dataclass_transform
from uuid import UUID

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, MetaData, event, text
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass, Session, SessionTransaction
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
SETTINGS = "(SELECT value FROM installation WHERE name = 'now'), (SELECT value FROM installation WHERE name = 'log')"
CLOCK = {
    "sqlite": f"SELECT strftime('%Y-%m-%dT%H:%M:%f000Z','now'), {SETTINGS}",
    "postgresql": f"""SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), {SETTINGS}""",
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


@event.listens_for(Session, "after_begin")
def keep_connection(session: Session, _: SessionTransaction, connection: Connection) -> None:
    """A session's connection, at hand for `Prepared` without asking the session for every statement."""
    session.info["connection"] = connection


@event.listens_for(Session, "after_transaction_end")
def drop_connection(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop("connection", None)


class Prepared:
    """One statement, compiled once for each dialect and run on the driver's cursor inside the session's transaction."""

    def __init__(self, statement: ClauseElement) -> None:
        self.statement = statement
        self._compiled: dict[str, Compiled] = {}

    def run(self, session: Session, **values: Any) -> Any:
        """Execute and return the driver's cursor."""
        connection = connected(session)
        compiled = self._for(connection)
        cursor = connection.connection.cursor()
        cursor.execute(compiled.sql, compiled.given(values))
        return cursor

    def many(self, session: Session, rows: Iterable[Mapping[str, Any]]) -> None:
        connection = connected(session)
        compiled = self._for(connection)
        given = [compiled.given(row) for row in rows]
        if given:
            connection.connection.cursor().executemany(compiled.sql, given)

    def all(self, session: Session, **values: Any) -> list[Any]:
        """Every row, as a named tuple of the statement's columns."""
        cursor = self.run(session, **values)
        made = self._for(connected(session)).row._make
        return [made(each) for each in cursor.fetchall()]

    def one(self, session: Session, **values: Any) -> Any | None:
        found = self.all(session, **values)
        return found[0] if found else None

    def _for(self, connection: Connection) -> Compiled:
        dialect = connection.dialect
        kept = self._compiled.get(dialect.name)
        if kept is None:
            compiled: Any = self.statement.compile(dialect=dialect)
            order = tuple(compiled.positiontup) if compiled.positional else None
            row = namedtuple("Row", [column.name for column in getattr(self.statement, "selected_columns", ())])  # noqa: PYI024  (made at run time)
            fixed = {name: value for name, value in compiled.params.items() if value is not None}
            kept = self._compiled[dialect.name] = Compiled(str(compiled), order, row, fixed)
        return kept


@dataclass(frozen=True, slots=True)
class Compiled:
    """The text of a statement in one dialect, the order of its parameters where they have no names, and its row."""

    sql: str
    order: tuple[str, ...] | None
    row: Any
    fixed: Mapping[str, Any]

    def given(self, values: Mapping[str, Any]) -> Any:
        known = {**self.fixed, **values} if self.fixed else values
        return [known[name] for name in self.order] if self.order is not None else known


def connected(session: Session) -> Connection:
    """The connection of the session's transaction, begun if need be."""
    return session.info.get("connection") or session.connection()


@dataclass(frozen=True, slots=True)
class Moment:
    """Now by the installation's clock (`clock` is real or rehearsal), and the name of its log."""

    at: str
    clock: str
    log: str


def moment(session: Session) -> Moment:
    """The present by the database's clock, or the simulated one of a rehearsal."""
    connection = connected(session)
    cursor = connection.connection.cursor()
    cursor.execute(CLOCK[connection.dialect.name])
    real, simulated, log = cursor.fetchone()
    return Moment(simulated or real, "rehearsal" if simulated else "real", log or "")


def now(session: Session) -> str:
    return moment(session).at


def setting(session: Session, name: str) -> str:
    """A property of the installation, "" if it was never set."""
    return str(session.execute(text("SELECT value FROM installation WHERE name = :name"), {"name": name}).scalar() or "")


def new_id(stamp: str) -> str:
    """A UUIDv7 of that moment: ids sort by time, and nothing else is told by them."""
    milliseconds = int(unstamp(stamp).timestamp() * 1000)
    number = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    number = (number & ~(0xF << 76)) | (0x7 << 76)
    return str(UUID(int=(number & ~(0x3 << 62)) | (0x2 << 62)))
