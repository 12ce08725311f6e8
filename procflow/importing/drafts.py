"""Imports under way: what was sent and how far it has come, a file each in the data folder, gone when done or after a day; nothing of it is a record."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from procflow.errors import NotFound
from procflow.evidence import write
from procflow.sheets.opened import Table

FOLDER = "imports"
KEPT_SECONDS = 24 * 3600
DIGITS = 32


@dataclass
class Draft:
    """`stage` is sent, checked or done; `job` names what a worker is at; `result` is what the check found, or what was done.

    `fault` are sentences with their inputs, where something stood against it.
    """

    id: str
    kind: str
    actor: str
    unit: str
    name: str
    head: list[str]
    rows: list[list[Any]]
    head_row: int = 1
    places: dict[str, int] = field(default_factory=dict)
    choices: dict[str, Any] = field(default_factory=dict)
    stage: str = "sent"
    job: str = ""
    fault: list[list[Any]] = field(default_factory=list)
    result: dict[str, Any] = field(default_factory=dict)

    @property
    def table(self) -> Table:
        return Table(tuple(self.head), tuple((number, tuple(cells)) for number, cells in self.rows), self.head_row)


class Drafts:
    """The drafts of one installation."""

    def __init__(self, home: Path) -> None:
        self.folder = home / FOLDER

    def new(self, kind: str, actor: str, unit: str, name: str, table: Table) -> Draft:
        """A draft of what was sent; those of yesterday are thrown away on the way."""
        rows = [[number, list(cells)] for number, cells in table.rows]
        draft = Draft(secrets.token_hex(DIGITS // 2), kind, actor, unit, name, list(table.head), rows, table.head_row)
        self.keep(draft)
        self.sweep(self.path(draft.id).stat().st_mtime)
        return draft

    def keep(self, draft: Draft) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write(self.path(draft.id), json.dumps(asdict(draft), ensure_ascii=False).encode())

    def find(self, ident: str, kind: str, actor: str = "") -> Draft:
        """The draft, for whoever began it. Raises NotFound."""
        try:
            draft = Draft(**json.loads(self.path(ident).read_bytes()))
        except (OSError, ValueError, TypeError):
            raise NotFound from None
        if draft.kind != kind or (actor and draft.actor != actor):
            raise NotFound
        return draft

    def progress(self, ident: str, done: int, of: int) -> None:
        """How far it is, beside the draft: the transaction that does the work tells nobody before it ends."""
        write(self.path(ident).with_suffix(".at"), json.dumps([done, of]).encode())

    def reached(self, ident: str) -> tuple[int, int]:
        try:
            done, of = json.loads(self.path(ident).with_suffix(".at").read_bytes())
        except (OSError, ValueError):
            return 0, 0
        return int(done), int(of)

    def finish(self, draft: Draft, result: Mapping[str, Any]) -> None:
        """What was sent is no longer needed: the figures stay until tomorrow, the rows go at once."""
        draft.stage, draft.job, draft.rows, draft.result = "done", "", [], dict(result)
        self.keep(draft)

    def sweep(self, now: float) -> None:
        for path in self.folder.glob("*"):
            if now - path.stat().st_mtime > KEPT_SECONDS:
                path.unlink(missing_ok=True)

    def path(self, ident: str) -> Path:
        if len(ident) != DIGITS or not set(ident) <= set("0123456789abcdef"):
            raise NotFound
        return self.folder / f"{ident}.json"
