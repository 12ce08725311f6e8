"""What a decision rests on: named sections, of which a guard or effect sees only those that it says it reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from procflow.dates import Calendar
from procflow.grammar.seen import (
    ActorSeen,
    BodySeen,
    CaseSeen,
    EntrySeen,
    LinkSeen,
    MeetingSeen,
    PeriodSeen,
    PersonSeen,
    ProposalSeen,
    ResolutionSeen,
    Taken,
    TaskSeen,
)
from procflow.regimes.pool import Pool
from procflow.regimes.rulebook import Rulebook

ALWAYS = frozenset({"case", "actor", "form", "today", "regime", "calendar", "files"})


class Unread(LookupError):
    """A guard or effect looked at a section that its `reads` does not name."""


class Facts:
    """The sections loaded for one decision.

    `alike` are the other cases of this procedure about the same subject; `entries` the ledger lines of the subject
    (of every member, where the subject is the unit) in the case's cycle; `own_entries` what this case posted and nobody reversed;
    `claims` the unit's unfinished cases that would post in this period; `statement`, `rating` and `publicity` what was last filed for it;
    `roster` everyone as of the period's last day; `closings` and `applications` those of the case's year, its `cycle_no`-th;
    `pool` the members of all branches, where shares are taken of them together;
    `named` the cases that the form names, by number; `sheets` the closing or rating of the very period and the subject's own cases that are posted,
    `booking` what posts in it about the subject: the sheets of its months, the subject's own claims and proposals; `books` the unit's base
    registrations from the case's period on.
    `dossier` are all other cases of the unit about the subject; `standings` the subject's row of each closed period's statement, by period;
    `grades` the day and the grade of each final rating of the subject, by year;
    `last_rating` is the rating of the year before; `appraisal` what was last filed of the year's appraisal, `letters` its
    letters of commitment, `led` what its grades have opened.
    `redue` is the day on which the open tasks are due, and the one that today's calendar gives for when they were opened.
    `proposal` is what a revision of the rules would have them say; `governing` the rules that a case of this period would begin under today.
    `began` is the day, as ISO text, from which the unit works here; "" while nobody is registered.
    """

    case: CaseSeen
    actor: ActorSeen
    form: Mapping[str, Any]
    today: date
    regime: Rulebook
    calendar: Calendar
    files: tuple[str, ...]
    member: PersonSeen
    people: Mapping[str, PersonSeen]
    bodies: Mapping[str, BodySeen]
    resolution: ResolutionSeen | None
    meeting: MeetingSeen
    links: tuple[LinkSeen, ...]
    alike: tuple[LinkSeen, ...]
    period: PeriodSeen
    entries: tuple[EntrySeen, ...]
    own_entries: tuple[EntrySeen, ...]
    tasks: tuple[TaskSeen, ...]
    redue: tuple[str, str]
    colleagues: Mapping[str, frozenset[str]]
    receipts: Mapping[str, tuple[str, ...]]
    claims: tuple[LinkSeen, ...]
    statement: Mapping[str, Any]
    publicity: Mapping[str, Any]
    rating: Mapping[str, Any]
    roster: Mapping[str, PersonSeen]
    cycle_no: int
    pool: Pool | None
    named: Mapping[str, LinkSeen]
    applications: tuple[LinkSeen, ...]
    closings: tuple[LinkSeen, ...]
    sheets: tuple[LinkSeen, ...]
    booking: tuple[LinkSeen, ...]
    books: tuple[LinkSeen, ...]
    dossier: tuple[LinkSeen, ...]
    letters: tuple[LinkSeen, ...]
    appraisals: tuple[LinkSeen, ...]
    led: tuple[LinkSeen, ...]
    standings: Mapping[str, list[Any]]
    grades: Mapping[str, tuple[str, str]]
    appraisal: Mapping[str, Any]
    proposal: ProposalSeen
    governing: Rulebook
    began: str
    last_rating: Mapping[str, Any]

    def __init__(self, sections: Mapping[str, Any], may_read: frozenset[str] | None = None) -> None:
        self._sections = sections
        self._may_read = may_read

    def only(self, reads: Iterable[str]) -> Facts:
        """The same facts, narrowed to the sections named (and those that are always there)."""
        return Facts(self._sections, ALWAYS.union(reads))

    def __getattr__(self, name: str) -> Any:
        if name in self._sections and (self._may_read is None or name in self._may_read):
            return self._sections[name]
        raise Unread(f"{name!r} is looked at, but no `reads` names it")

    @property
    def subject(self) -> str:
        return self.case.subject

    def taken(self, *steps: str) -> tuple[Taken, ...]:
        """The steps of these names taken so far, oldest first."""
        return tuple(taken for taken in self.case.taken if taken.step in steps)

    def last(self, *steps: str) -> Taken:
        """The latest taken step of these names; LookupError if none was taken."""
        found = self.taken(*steps)
        if not found:
            raise LookupError(f"none of {steps} was taken")
        return found[-1]
