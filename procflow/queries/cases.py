"""The page of one case: where it lies, what may be done, what happened, what it brought about. It reads and offers; the write door decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from procflow import audit
from procflow.canon import unstamp
from procflow.dates import local_day
from procflow.facts.cases import LINKED
from procflow.grammar import Procedure
from procflow.machines import tables
from procflow.queries.because import Because, because
from procflow.queries.estimates import guessed
from procflow.queries.people import Named, of_unit
from procflow.queries.sealed import hidden, veil
from procflow.queries.tallies import covered
from procflow.queries.titles import role
from procflow.queries.told import File, Told, tell
from procflow.queries.view import View, may_see, view
from procflow.queries.ways import DeskAct, Way, desk_acts, ways


@dataclass(frozen=True, slots=True)
class Due:
    """An open task: at which desk or with whom, since which day, until when; `days_left` below zero is late, None without a last day.

    `estimated`: the due day lies in a year whose working days are only estimated.
    """

    desk: str
    desk_title: str
    person: Named | None
    since: str
    due: str
    days_left: int | None
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A case that this one looks at, or that looks at this one: `about` whom, where it is `visible`, that is, may be opened by the reader."""

    no: str
    about: str
    procedure: str
    title: str
    state: str
    state_title: str
    kind: str
    final: bool
    visible: bool


@dataclass(frozen=True)
class CasePage:
    """All that the page of a case shows. Points are hundredths; titles and sentences are message ids.

    `been` are the states it has lain in, oldest first (for the diagram); `entries` the ledger lines it posted; `because` what a batch
    decided about it, by the record that followed.
    """

    no: str
    case_id: str
    unit: str
    unit_title: str
    procedure: str
    title: str
    table: Procedure
    subject: Named
    about_unit: bool
    period: str
    state: str
    state_title: str
    settled: bool
    final: bool
    version: int
    since: str
    opened_on: str
    opened_by: Named
    waiting: tuple[Due, ...]
    ways: tuple[Way, ...]
    acts: tuple[DeskAct, ...]
    events: tuple[Told, ...]
    files: tuple[File, ...]
    links: tuple[Link, ...]
    entries: tuple[dict[str, Any], ...]
    been: tuple[str, ...]
    because: Mapping[str, Because]

    @property
    def open_ways(self) -> tuple[Way, ...]:
        return tuple(each for each in self.ways if each.kind == "open")

    @property
    def decisions(self) -> tuple[Told, ...]:
        return tuple(each for each in self.events if each.decision)


def case_page(session: Session, actor: str, day: date, no: str) -> CasePage:
    """The case of this number. Raises NotFound where the reader may not see it."""
    of = view(session, actor, day, no)
    gathering = of.gathering()
    offered, acts = ways(of, gathering), desk_acts(of, gathering)
    kept = of.seal
    told = tell(session, of.org, audit.chain(session, of.row.case_id))
    events = tuple(hidden(each, kept) for each in covered(told, of.row, actor))
    row, state = of.row, of.table.by_name[of.row.state]
    called = of_unit(session, of.org, {row.subject, row.opened_by, *(task.person for task in of.tasks if task.person)})
    if row.subject == row.unit:
        called[row.subject] = of.org.unit.title
    files = {each.sha256: each for event in events if not event.refused for each in event.files}
    linked = LINKED.all(session, of=row.case_id, of_too=row.case_id, not_=row.case_id)
    return CasePage(
        row.no, row.case_id, row.unit, of.org.unit.title, row.procedure, of.table.title, of.table, Named(row.subject, called[row.subject]),
        row.subject == row.unit, row.period, row.state, state.title, state.settled, state.final, row.version, row.since, row.opened_on,
        veil(Named(row.opened_by, called[row.opened_by]), kept.person), waiting(of, called), offered, acts, events, tuple(files.values()), links(of, linked),
        tuple(dict(effect) for event in events for effect in event.effects if effect["kind"] == "entry"),
        tuple(dict.fromkeys([*(event.state_to for event in events if event.decision), row.state])), because(session, row.no, linked, events),
    )  # fmt: skip


def waiting(of: View, called: dict[str, str]) -> tuple[Due, ...]:
    return tuple(
        Due(task.desk, role(task.desk), veil(Named(task.person, called[task.person]), of.seal.person) if task.person else None,
            local_day(unstamp(task.opened)).isoformat(), task.due, days_left(task.due, of.day), guessed(of.org, task.due))
        for task in of.tasks
    )  # fmt: skip


def days_left(due: str, day: date) -> int | None:
    return (date.fromisoformat(due) - day).days if due else None


def links(of: View, linked: Iterable[Any]) -> tuple[Link, ...]:
    """The linked cases, by number."""
    rows = {row.case_id: row for row in linked}.values()
    seen = {row.case_id for row in rows if may_see(of.org, of.actor, of.today, row)}
    called = of_unit(of.session, of.org, {row.subject for row in rows if row.case_id in seen and row.subject != row.unit})
    found = []
    for row in rows:
        table = tables()[row.procedure]
        state = table.by_name[row.state]
        about = called.get(row.subject, "") if row.case_id in seen else ""
        found.append(Link(row.no, about, row.procedure, table.title, row.state, state.title, row.kind, state.final, row.case_id in seen))
    return tuple(sorted(found, key=lambda each: each.no))
