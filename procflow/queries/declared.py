"""The procedures as they are declared, as plain data: states, steps, forms, clauses. Nobody needs a role to read the rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from procflow.errors import NotFound
from procflow.forms.described import json_schema
from procflow.grammar import Procedure, Step
from procflow.machines import tables
from procflow.queries.titles import roles
from procflow.shapes import Description


@dataclass(frozen=True)
class Place:
    """A state in which a case can lie."""

    state: str
    title: str
    settled: bool
    final: bool


@dataclass(frozen=True)
class Move:
    """A step: by whom (empty where the rules say), from where to where, and the JSON Schema of its form."""

    step: str
    title: str
    sources: tuple[str, ...]
    to: str
    by: tuple[str, ...]
    by_titles: tuple[str, ...]
    clause: str
    asks: Description | None


@dataclass(frozen=True)
class Declared:
    """A procedure; `about` says what a case is about: member, unit or period."""

    key: str
    title: str
    code: str
    edition: str
    about: str
    clause: str
    states: tuple[Place, ...]
    steps: tuple[Move, ...]


def every() -> list[Declared]:
    """All of them, by key."""
    return [told(each) for each in sorted(tables().values(), key=lambda each: each.key)]


def one(key: str) -> Declared:
    """Raises NotFound."""
    table = tables().get(key)
    if table is None:
        raise NotFound("没有这个程序：{name}", name=key)
    return told(table)


def told(table: Procedure) -> Declared:
    states = tuple(Place(each.name, each.title, each.settled, each.final) for each in table.states)
    return Declared(
        table.key, table.title, table.code, table.edition, table.about, table.clause, states, tuple(move(each) for each in table.steps)
    )


def move(row: Step) -> Move:
    asks: Any = row.asks
    return Move(row.name, row.title, row.sources, row.to, row.named, roles(row.named), row.clause, json_schema(asks) if asks else None)
