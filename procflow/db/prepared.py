"""Statements compiled once for each dialect and run on the cursor of the driver."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam
from sqlalchemy.orm import Session
from sqlalchemy.sql import ClauseElement


class Prepared:
    """One statement, compiled once for each dialect and run on the driver's cursor inside the session's transaction."""

    def __init__(self, statement: ClauseElement) -> None:
        self.statement = statement
        self._compiled: dict[str, Compiled] = {}

    def run(self, session: Session, **values: Any) -> Any:
        """Execute and return the driver's cursor."""
        connection = connected(session)
        compiled = self.compiled_for(connection)
        cursor = connection.connection.cursor()
        cursor.execute(compiled.sql, compiled.given(values))
        return cursor

    def many(self, session: Session, rows: Iterable[Mapping[str, Any]]) -> None:
        connection = connected(session)
        compiled = self.compiled_for(connection)
        given = [compiled.given(row) for row in rows]
        if len(given) == 1:  # a driver's machinery for many costs more than one statement
            connection.connection.cursor().execute(compiled.sql, given[0])
        elif given:
            connection.connection.cursor().executemany(compiled.sql, given)

    def all(self, session: Session, **values: Any) -> list[Any]:
        """Every row, as a named tuple of the statement's columns."""
        cursor = self.run(session, **values)
        made = self.compiled_for(connected(session)).row._make
        return [made(each) for each in cursor.fetchall()]

    def one(self, session: Session, **values: Any) -> Any | None:
        found = self.all(session, **values)
        return found[0] if found else None

    def compiled_for(self, connection: Connection) -> Compiled:
        dialect = connection.dialect
        kept = self._compiled.get(dialect.name)
        if kept is None:
            compiled: Any = self.statement.compile(dialect=dialect)
            order = tuple(compiled.positiontup) if compiled.positional else None
            columns = [column.name for column in getattr(self.statement, "selected_columns", ())]
            row: Any = namedtuple("Row", columns)  # type: ignore[misc]  # noqa: PYI024  (made at run time)
            fixed = {name: value for name, value in compiled.params.items() if value is not None}
            kept = self._compiled[dialect.name] = Compiled(str(compiled), order, row, fixed)
        return kept


class AmongMany:
    """A statement about any of many values, prepared for a few lengths: a shorter list is filled up with its first value, a longer one cut."""

    LENGTHS = (4, 32, 256)

    def __init__(self, made: Callable[[list[Any]], ClauseElement]) -> None:
        self.prepared = {each: Prepared(made([bindparam(f"of_{place}") for place in range(each)])) for each in self.LENGTHS}

    def all(self, session: Session, values: Iterable[Any], **given: Any) -> list[Any]:
        """Every row of every piece of the list; `given` are the statement's other values."""
        wanted, most, found = list(values), self.LENGTHS[-1], []
        for start in range(0, len(wanted), most):
            piece = wanted[start : start + most]
            length = next(each for each in self.LENGTHS if each >= len(piece))
            filled = piece + piece[:1] * (length - len(piece))
            found += self.prepared[length].all(session, **{f"of_{place}": value for place, value in enumerate(filled)}, **given)
        return found


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
