"""What is asked of the write door and what it decides: frozen, and without any effect of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from procflow.errors import Refusal
from procflow.grammar.effects import Effect
from procflow.grammar.table import Step

SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Command:
    """One step asked for, by `actor`, under a `key` that makes a repeat harmless.

    `case` is the case number, or "" to begin one: then `procedure`, `unit`, `subject` and `period` say which.
    `version` and `preview` are what the caller saw; `entered_for` is the member whose paper an official enters.
    """

    step: str
    actor: str
    key: str
    case: str = ""
    procedure: str = ""
    unit: str = ""
    subject: str = ""
    period: str = ""
    form: Mapping[str, Any] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    version: int | None = None
    preview: str = ""
    entered_for: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One guard as it was asked: the record keeps every one of them, passed or failed."""

    name: str
    clause: str
    inputs: Mapping[str, object]
    ok: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """Which row fires and what follows, or why nothing does (every failed guard of the row that was meant)."""

    row: Step | None = None
    role: str = ""
    asked: tuple[Asked, ...] = ()
    effects: tuple[Effect, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    @property
    def fired(self) -> Step:
        """The row that fires; LookupError for a refusal, which has none."""
        if self.row is None:
            raise LookupError("a refusal fires no row")
        return self.row

    @property
    def code(self) -> str:
        return self.refusals[0].code if self.refusals else ""
