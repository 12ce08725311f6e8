"""Rows straight from the driver, in bulk and in one unchanging view of the database; it writes nothing and builds no objects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

from sqlalchemy import ClauseElement, Connection, Engine, func, select

from procflow.models import Base

CHUNK = 1000
STILL: dict[str, dict[str, Any]] = {
    "sqlite": {"read_only": True},
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}


@contextmanager
def still(engine: Engine, snapshot: str = "") -> Iterator[Source]:
    """A view in which nothing changes while it is looked at, and which keeps no writer waiting; `snapshot` is another's view."""
    with engine.connect().execution_options(**STILL[engine.dialect.name]) as connection, connection.begin() as transaction:
        if snapshot:
            connection.exec_driver_sql(f"SET TRANSACTION SNAPSHOT '{snapshot}'")
        yield Source(connection)
        transaction.rollback()


class Source:
    """Reads on one connection. `each` streams, `among` looks up by key, `all` is for what is small."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._postgresql = connection.dialect.name == "postgresql"
        self._opened = 0

    def each(self, statement: ClauseElement, **values: Any) -> Iterator[tuple[Any, ...]]:
        with closing(self._cursor()) as cursor:
            self._run(cursor, statement, values)
            while rows := cursor.fetchmany(CHUNK):
                yield from rows

    def all(self, statement: ClauseElement, **values: Any) -> list[tuple[Any, ...]]:
        return list(self.each(statement, **values))

    def one(self, statement: ClauseElement, **values: Any) -> Any:
        return self.all(statement, **values)[0][0]

    def among(self, table: type[Base], columns: Sequence[str], key: str, wanted: Sequence[str]) -> list[tuple[Any, ...]]:
        """These columns of the rows whose key is wanted: one statement, whose text depends on nothing but names of ours."""
        names = ", ".join(columns)
        cursor = self.connection.connection.cursor()
        if self._postgresql:
            cursor.execute(f"SELECT {names} FROM {table.__tablename__} WHERE {key} = ANY(%s)", [list(wanted)])  # noqa: S608 - names of ours
        else:
            marks = ",".join("?" * len(wanted))
            cursor.execute(f"SELECT {names} FROM {table.__tablename__} WHERE {key} IN ({marks})", list(wanted))  # noqa: S608 - names of ours
        found = list(cursor.fetchall())
        cursor.close()
        return found

    def snapshot(self) -> str:
        """The name under which another connection can share this view; "" where the database knows of no such thing."""
        return str(self.connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar()) if self._postgresql else ""

    def count(self, table: type[Base]) -> int:
        return int(self.one(select(func.count()).select_from(table)))

    def _cursor(self) -> Any:
        """PostgreSQL's driver would fetch everything at once but for a cursor with a name."""
        self._opened += 1
        raw = self.connection.connection
        return raw.cursor(name=f"proof_{self._opened}") if self._postgresql else raw.cursor()

    def _run(self, cursor: Any, statement: ClauseElement, values: dict[str, Any]) -> None:
        compiled: Any = statement.compile(dialect=self.connection.dialect)
        given = {**compiled.params, **values}
        order = compiled.positiontup
        cursor.execute(
            str(compiled),
            [given[name] for name in order] if compiled.positional else given,
            **({"binary": True} if self._postgresql else {}),
        )
