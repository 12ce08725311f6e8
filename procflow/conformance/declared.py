"""The stored editions of the procedures, as a replay asks them: which rows, by whom, with which guards and forms; today's code is not asked."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow.db import Prepared
from procflow.desk import STEPS
from procflow.grammar import AUTO, NEW
from procflow.models import ProcedureEdition

EDITIONS = Prepared(select(ProcedureEdition.sha256, ProcedureEdition.body))
COMMON = {each.name: each.title for each in STEPS}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a stored table. `by` are roles named outright, empty where the regime says them (`said` is then the function's name)."""

    name: str
    title: str
    sources: tuple[str, ...]
    to: str
    by: tuple[str, ...]
    said: str
    clause: str
    guards: tuple[tuple[str, str, str], ...]
    asks: tuple[str, ...]

    def lands(self, source: str) -> str:
        return self.to or source


@dataclass(frozen=True)
class Declared:
    """A stored table; `states` by name hold title, desk, within, settled, final as they were stored."""

    sha256: str
    key: str
    title: str
    edition: str
    states: dict[str, dict[str, Any]]
    rows: tuple[Row, ...]

    def fitting(self, step: str, source: str, to: str) -> list[Row]:
        return [row for row in self.named.get(step, ()) if source in row.sources and row.lands(source) == to]

    def way(self, source: str, target: str) -> tuple[str, ...]:
        """The steps of a shortest way from one state to another; empty where none leads there."""
        seen, waiting = {source}, deque[tuple[str, tuple[str, ...]]]([(source, ())])
        while waiting:
            at, path = waiting.popleft()
            for row in self.rows:
                to = row.lands(at)
                if at in row.sources and to not in seen:
                    if to == target:
                        return (*path, row.name)
                    seen.add(to)
                    waiting.append((to, (*path, row.name)))
        return ()

    @cached_property
    def named(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            found.setdefault(row.name, []).append(row)
        return found

    def title_of(self, step: str) -> str:
        return self.named[step][0].title if step in self.named else COMMON.get(step, step)

    def open(self, state: str) -> bool:
        return state != NEW and not (self.states[state]["settled"] or self.states[state]["final"])


def editions(session: Session) -> dict[str, Declared]:
    """Every stored edition by its hash."""
    return {row.sha256: declared(row.sha256, json.loads(bytes(row.body))) for row in EDITIONS.all(session)}


def declared(sha256: str, data: dict[str, Any]) -> Declared:
    rows = tuple(as_row(step) for step in data["steps"])
    return Declared(sha256, data["key"], data["title"], data["edition"], {each["name"]: each for each in data["states"]}, rows)


def as_row(step: dict[str, Any]) -> Row:
    said = step["by"]["function"] if isinstance(step["by"], dict) else ""
    by = () if said else (step["by"],) if isinstance(step["by"], str) else tuple(step["by"])
    guards = tuple((each["name"], each["clause"], each["sentence"]) for each in (*step["when"], *step["fits"]))
    asks = tuple(name for name, _ in (step["asks"] or {"fields": []})["fields"])
    return Row(step["name"], step["title"], tuple(step["sources"]), step["to"], by, said, step["clause"], guards, asks)


def is_auto(row: Row) -> bool:
    return row.by == (AUTO,)
