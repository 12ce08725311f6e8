"""Who and what acts, as a guard sees it on a day: people, bodies, resolutions, meetings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


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
    """A person of the unit on the day: standing is formal, probationary, activist, masses, gone …; `joined` the first day of the membership.

    Of a probationary member `probation_until` is the last day of the term, which was lengthened `extensions` times, from `extended_from` on.
    `readmission_from` is the first day on which somebody who was removed or withdrew may be admitted again; "" for nobody of that kind.
    """

    id: str
    standing: str
    group: str = ""
    scope_from: str = ""
    scope_until: str = ""
    may_vote: bool = False
    joined: str = ""
    retired: bool = False
    probation_until: str = ""
    extensions: int = 0
    extended_from: str = ""
    readmission_from: str = ""

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
