"""The sections that a guard may see: plain frozen data, no query behind any of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from procflow.dates import Period


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
class ActorSeen:
    """The caller: every role held today in the unit or above, and the positions held in this case.

    `lent` are the roles held only for somebody absent, with that person; `on_behalf_of` is whose role the step is taken in.
    """

    person: str
    roles: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    entered_for: str = ""
    on_behalf_of: str = ""
    lent: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PersonSeen:
    """A person of the unit on the day: standing is formal, probationary, activist, masses or gone."""

    id: str
    standing: str
    group: str = ""
    scope_from: str = ""
    scope_until: str = ""
    may_vote: bool = False

    def in_scope(self, day: str) -> bool:
        return bool(self.scope_from) and self.scope_from <= day and (not self.scope_until or day <= self.scope_until)


@dataclass(frozen=True, slots=True)
class BodySeen:
    name: str
    members: tuple[str, ...]
    keepers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResolutionSeen:
    no: str
    body: str
    on: str
    present: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeetingSeen:
    """A meeting and, once it was called, its roll: due to attend (E), present (P), written opinions (W)."""

    no: str
    on: str
    notified_on: str
    chair: str
    teller: str
    roll: bool = False
    due: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    excluded: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LinkSeen:
    """A linked case: only where it lies and what it is about."""

    id: str
    no: str
    procedure: str
    state: str
    subject: str
    kind: str
    settled: bool
    final: bool
    taken: tuple[Taken, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskSeen:
    desk: str
    person: str
    due: str


@dataclass(frozen=True, slots=True)
class EntrySeen:
    id: str
    member: str
    component: str
    item: str
    points: int
    counts_in: str
    kind: str
    uncredited: int = 0
    reversed: bool = False


@dataclass(frozen=True, slots=True)
class PeriodSeen:
    """The case's period: sealed for posting or not, and the earlier ones of its unit that are still open."""

    period: Period
    sealed: bool
    open_before: tuple[str, ...] = ()
