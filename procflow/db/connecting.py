"""Connections whose transactions cannot lose an update, and which refuse to change what is kept."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session, SessionTransaction
from sqlalchemy.pool import ConnectionPoolEntry

from procflow.db.turns import queue

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000", "recursive_triggers=ON")
APPEND_ONLY = frozenset(
    {
        "audit_event",
        "audit_annex",
        "ledger_entry",
        "sealed_period",
        "procedure_edition",
        "regime_version",
        "dated_fact",
        "audit_leaf",
        "log_node",
        "log_head",
        "log_note",
        "log_cosignature",
    }
)
FREEING = ("writable_schema", "recursive_triggers")
CHANGING = {getattr(sqlite3, "SQLITE_" + name) for name in (
    "UPDATE", "DELETE", "ALTER_TABLE", "DROP_TABLE", "DROP_INDEX", "DROP_TRIGGER", "CREATE_TRIGGER", "CREATE_TEMP_TRIGGER")}  # fmt: skip


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
    if connection.dialect.name != "sqlite":
        return
    if connection.get_execution_options().get("read_only"):
        connection.exec_driver_sql("BEGIN")
    else:
        queue(connection)
        connection.exec_driver_sql("BEGIN IMMEDIATE")


@event.listens_for(Session, "after_begin")
def keep_connection(session: Session, _: SessionTransaction, connection: Connection) -> None:
    """A session's connection, at hand for `Prepared` without asking the session for every statement."""
    session.info["connection"] = connection


@event.listens_for(Session, "after_transaction_end")
def drop_connection(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop("connection", None)


def hurried(engine: Engine) -> Engine:
    """For what a power cut would only make us build again (a demo, a rehearsal): SQLite need not wait for the disk."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", hurry)
    return engine


def hurry(connection: Any, _: ConnectionPoolEntry) -> None:
    connection.execute("PRAGMA synchronous=OFF")
