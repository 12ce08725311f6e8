"""One table, held against what the records say must stand in it: what is missing, what differs, what nobody wrote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from procflow.models import Base
from procflow.proof.findings import Findings
from procflow.proof.rows import Source

BATCH = 400
SCALARS = frozenset({str, int, bytes, type(None)})
At = tuple[str, int | None]
MISSING = "{table}缺少一行，记录要求它存在"
DIFFERS = "{table}的{column}与记录不符：应为{expected}，实为{found}"
NOBODYS = "{table}多出一行，没有任何记录写过它"


class Mirror:
    """Expected rows are gathered and compared in batches, so that memory does not grow with the table.

    Rows are told apart by the first of `columns` that make up `ident`; `key` is the indexed column by which they are looked up.
    Surplus rows show in the count; a second look, with `remember`, names them.
    """

    def __init__(self, source: Source, findings: Findings, kind: str, table: type[Base], key: str, columns: Sequence[str], ident: Sequence[str] = (),
                 *, whole: bool = True, remember: bool = False) -> None:  # fmt: skip
        self.source, self.findings, self.kind, self.key, self.columns, self.whole = source, findings, kind, key, tuple(columns), whole
        self.table = table
        self.name = table.__tablename__
        self.ident = tuple(self.columns.index(name) for name in (ident or (key,)))
        self.place = self.columns.index(key)
        self.matched = 0
        self.seen: set[tuple[Any, ...]] | None = set() if remember else None
        self._waiting: list[tuple[tuple[Any, ...], At]] = []

    def expect(self, row: tuple[Any, ...], at: At) -> None:
        """Raises TypeError for what no column can hold: a record that says so is not of its shape."""
        key = row[self.place]
        if not SCALARS.issuperset(map(type, row)) or type(key) is not str or "\0" in key:
            raise TypeError(f"no row of {self.name}: {row!r}")
        self._waiting.append((row, at))
        if len(self._waiting) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Compare what was gathered."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        keys = list(dict.fromkeys(row[self.place] for row, _ in waiting))
        stored = {self._id(row): row for row in self.source.among(self.table, self.columns, self.key, keys)}
        for row, at in waiting:
            identity = self._id(row)
            found = stored.get(identity)
            if found is None:
                self._say(row, at, MISSING)
            else:
                self.matched += 1
                if self.seen is not None:
                    self.seen.add(identity)
                if found != row:
                    self._differs(row, found, at)

    def count(self) -> int:
        """How many rows stand there; of a table that holds more than records wrote, only those that were met."""
        return self.source.count(self.table) if self.whole else 0

    def name_surplus(self) -> None:
        """Name the rows that no record wrote; only after a pass that remembered the others."""
        columns = [getattr(self.table, self.columns[number]) for number in self.ident]
        for row in self.source.each(select(*columns)):
            if self.seen is not None and row not in self.seen:
                self.findings.add(
                    self.kind, self.name, "/".join(map(str, row)), ("", None), NOBODYS, table=self.name, expected=None, found=list(row)
                )

    def _id(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(row[number] for number in self.ident)

    def _differs(self, row: tuple[Any, ...], found: tuple[Any, ...], at: At) -> None:
        for column, expected, stored in zip(self.columns, row, found, strict=True):
            if expected != stored:
                self._say(row, at, DIFFERS, column=column, expected=expected, found=stored)

    def _say(self, row: tuple[Any, ...], at: At, sentence: str, **inputs: object) -> None:
        self.findings.add(
            self.kind,
            self.name,
            "/".join(map(str, self._id(row))),
            at,
            sentence,
            table=self.name,
            **({"expected": list(row), "found": None} | inputs),
        )
