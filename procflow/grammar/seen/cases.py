"""Cases as a guard sees them: where they lie, the steps taken, the tasks that stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Taken:
    """A step of this case that was taken: by whom, when, and what was entered."""

    step: str
    by: str
    on: str
    form: Mapping[str, Any]
    event: str
    resolution: str = ""
    state: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseSeen:
    id: str
    no: str
    unit: str
    procedure: str
    state: str
    version: int
    subject: str
    period: str
    opened_by: str = ""
    due: str = ""
    since: str = ""
    taken: tuple[Taken, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkSeen:
    """Another case: only where it lies, what it is about and, as `kind`, how it is linked."""

    id: str
    no: str
    procedure: str
    state: str
    subject: str
    kind: str
    settled: bool
    final: bool
    taken: tuple[Taken, ...] = ()
    period: str = ""

    @property
    def open(self) -> bool:
        return not (self.settled or self.final)


@dataclass(frozen=True, slots=True)
class TaskSeen:
    desk: str
    person: str
    due: str
