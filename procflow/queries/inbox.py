"""The inbox: what waits for a person, what is late, what they began, did, or were told of. A projection of the tasks; it asks no procedure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from procflow.access import organisation
from procflow.canon import unstamp
from procflow.dates import local_day
from procflow.errors import NotFound
from procflow.grammar import SYSTEM
from procflow.machines import tables
from procflow.queries import boxes
from procflow.queries.cases import days_left
from procflow.queries.deadlines import Deadline, deadlines
from procflow.queries.desks import Desks, page
from procflow.queries.estimates import guessed
from procflow.queries.filters import Filters
from procflow.queries.people import SYSTEM_NAME, Named, names
from procflow.queries.sealed import HANDLE, charged, seal, veil
from procflow.queries.seats import Seat, seats
from procflow.queries.titles import role
from procflow.shapes import Points

BOXES = ("todo", "overdue", "mine", "done", "cc")
PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a box. `points` are hundredths as claimed or verified last, None where the case has none.

    `from_whom` took the last step, on `from_on`; `claimed_by` has the task, None while it lies at the desk. `token` goes on from here.
    `estimated`: the due day lies in a year whose working days are only estimated.
    """

    no: str
    unit: str
    procedure: str
    title: str
    subject: Named
    period: str
    points: Points | None
    state: str
    state_title: str
    desk: str
    desk_title: str
    due: str
    days_left: int | None
    overdue: bool
    from_whom: Named
    from_on: str
    claimed_by: Named | None
    since: str
    token: str
    sentence: str = ""
    inputs: Mapping[str, Any] = field(default_factory=dict)
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Inbox:
    """A page of one box; `following` is the token of the next page, "" at the end; `counts` are of every box, unfiltered."""

    box: str
    rows: tuple[Row, ...]
    following: str
    counts: Mapping[str, int]
    deadlines: tuple[Deadline, ...]
    units: tuple[Seat, ...]


def inbox(
    session: Session,
    actor: str,
    day: date,
    *,
    unit: str = "",
    box: str = "todo",
    filters: Filters | None = None,
    after: str = "",
    limit: int = PAGE,
) -> Inbox:
    """One page of one box, of all the reader's units or of one. Raises NotFound for a unit or box that is not theirs."""
    sat = seats(session, actor, day)
    if box not in BOXES or (unit and unit not in sat):
        raise NotFound
    desks, chosen = Desks.of(actor, sat.values(), unit), filters or Filters()
    also = chosen.conditions(session, day, set(sat), box)
    moment, _, ident = after.partition("~")
    beyond = (moment, ident) if ident else None
    raw = boxes.page(session, box, desks, also, beyond, limit + 1) if box in boxes.BOXES else page(session, desks, also, beyond, limit + 1)
    here = unit or next(iter(sat), "")
    org = organisation(session, here) if here else None
    rows = tuple(replace(each, estimated=guessed(org, each.due)) for each in told(session, raw[:limit], actor, day, box))
    return Inbox(box, rows, rows[-1].token if len(raw) > limit else "", boxes.counts(session, desks, day),
                 deadlines(session, org, day) if org else (), tuple(sat.values()))  # fmt: skip


def told(session: Session, raw: list[Any], actor: str, day: date, box: str) -> tuple[Row, ...]:
    """The rows with names; one look into the vault for all of them."""
    last = [boxes.last_step(row.taken) for row in raw]
    called = names(session, {name for row, step in zip(raw, last, strict=True) for name in (row.subject, step.by, row.person or "")})
    sat = {row.unit: organisation(session, row.unit).unit.title for row in raw if row.subject == row.unit}
    return tuple(
        one(row, step, {SYSTEM: SYSTEM_NAME, **called, **sat}, withheld(session, actor, day, row), day, box)
        for row, step in zip(raw, last, strict=True)
    )


def withheld(session: Session, actor: str, day: date, row: Any) -> str:
    """Whose name the reader of this row must not learn."""
    if row.procedure not in HANDLE:
        return ""
    return seal(actor, row, organisation(session, row.unit).actor(actor, day.isoformat(), row.procedure).roles | charged(actor, row)).person


def one(row: Any, last: boxes.Step, called: Mapping[str, str], secret: str, day: date, box: str) -> Row:
    table = tables()[row.procedure]
    due = row.due or ""
    left = days_left(due, day)
    token = f"{due}~{row.task_id}" if box in ("todo", "overdue") else f"{row.order}~{row.task_id}"
    since = local_day(unstamp(row.opened)).isoformat() if row.opened else row.since
    return Row(
        row.no, row.unit, row.procedure, table.title, Named(row.subject, called.get(row.subject, row.subject)), row.period, last.points, row.state,
        table.by_name[row.state].title, row.desk or "", role(row.desk or ""), due, left, left is not None and left < 0,
        veil(Named(last.by, called.get(last.by, last.by)), secret), last.on,
        veil(Named(row.person, called.get(row.person, row.person)), secret) if row.person else None,
        since, token, row.sentence if box == "cc" else "", json.loads(row.inputs) if box == "cc" else {},
    )  # fmt: skip
