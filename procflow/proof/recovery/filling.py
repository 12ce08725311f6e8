"""A backup's rows put into an empty database: shaped as it was then, filled, and only then brought to today's shape; it judges nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, column, insert, inspect, table

from procflow import schema
from procflow.errors import Misconfigured
from procflow.proof.recovery.packing import Packed

if TYPE_CHECKING:
    from alembic.config import Config

AT_ONCE = 500
NEWER = "备份来自较新的版本（{revision}），请先安装那个版本，再恢复"
TRIGGERS = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, relname FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid"
    " WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace",
}
SEQUENCE = "SELECT setval(pg_get_serial_sequence('{0}', '{1}'), coalesce(max({1}), 0) + 1, false) FROM {0}"


def fill(engine: Engine, packed: Packed) -> None:
    """All of it, in one transaction. Raises Misconfigured for a backup that is damaged, or newer than this program."""
    from alembic import command

    with engine.begin() as connection:
        schema.hold(connection)
        settings = schema.settings(connection)
        known(settings, packed.manifest["revision"])
        command.upgrade(settings, packed.manifest["revision"])
        free(connection)
        for name, told in packed.manifest["tables"].items():
            put(connection, name, told["columns"], packed.rows(name))
        if connection.dialect.name == "postgresql":
            count_on(connection)
        command.upgrade(settings, "head")
        schema.install_triggers(connection)


def known(settings: Config, revision: str) -> None:
    from alembic.script import ScriptDirectory

    if revision not in {each.revision for each in ScriptDirectory.from_config(settings).walk_revisions()}:
        raise Misconfigured(NEWER, revision=revision)


def free(connection: Connection) -> None:
    """The triggers of the old shape are in the way of rows that have their places and numbers already."""
    for name, of in connection.exec_driver_sql(TRIGGERS[connection.dialect.name]).all():
        connection.exec_driver_sql(f"DROP TRIGGER {name}" + (f" ON {of}" if connection.dialect.name == "postgresql" else ""))


def put(connection: Connection, name: str, columns: list[str], rows: Iterable[list[Any]]) -> None:
    target = insert(table(name, *map(column, columns)))
    dicts: Iterator[dict[str, Any]] = (dict(zip(columns, row, strict=True)) for row in rows)
    if name == "unit":
        dicts = downwards(dicts)
    while some := list(islice(dicts, AT_ONCE)):
        connection.execute(target, some)


def downwards(units: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each unit after the one above it."""
    waiting, done = list(units), {None}
    while waiting:
        ready = [each for each in waiting if each["parent"] in done]
        yield from ready or waiting  # a loop, which no database would have let in: it will refuse it here too
        done |= {each["unit_id"] for each in ready}
        waiting = [each for each in waiting if each not in ready] if ready else []


def count_on(connection: Connection) -> None:
    """PostgreSQL gives numbers from counters of their own: these go on after what is there."""
    for name in inspect(connection).get_table_names():
        for each in inspect(connection).get_columns(name):
            if each.get("autoincrement") is True:
                connection.exec_driver_sql(SEQUENCE.format(name, each["name"]))
