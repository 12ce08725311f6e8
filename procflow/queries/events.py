"""The feed of events: what was recorded in the units where the reader holds a role, in an order that never changes. It tells of nobody by name or id."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow import audit
from procflow.errors import NotFound
from procflow.machines import tables
from procflow.models import AuditEvent, Case, EventFeed
from procflow.queries.seats import seats

UNKNOWN = "unknown"
ROWS = (
    select(EventFeed.cursor, EventFeed.unit, AuditEvent.body, Case.no)
    .join(AuditEvent, AuditEvent.id == EventFeed.event_pk)
    .outerjoin(Case, Case.case_id == EventFeed.chain)
)


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """One record, as little of it as a program needs to look further: codes alone, "" for what it has not.

    `cursor` is its place in the feed, `id` and `hash` are the record's, `seq` its place in its case or unit, from 0;
    `clock` is real or rehearsal. A refused step is told as well, with the state in which the case stayed.
    """

    cursor: int
    id: str
    type: str
    unit: str
    case: str
    procedure: str
    step: str
    source: str
    to: str
    outcome: str
    occurred_on: str
    recorded_at: str
    clock: str
    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A page of the feed, and the cursor after which the next one begins; an empty page keeps the one that was given."""

    events: tuple[FeedEvent, ...]
    cursor: int


def feed(session: Session, actor: str, day: date, after: int, *, unit: str = "", limit: int = 100) -> Feed:
    """What came after this cursor. Raises NotFound for whoever holds no role anywhere, or none in the unit asked for."""
    sees = sorted(name for name, seat in seats(session, actor, day).items() if seat.sees)
    if not sees or (unit and unit not in sees):
        raise NotFound
    wanted = EventFeed.unit.in_([unit] if unit else sees)
    found = events(session.execute(ROWS.where(wanted, EventFeed.cursor > after).order_by(EventFeed.cursor).limit(limit)))
    return Feed(found, found[-1].cursor if found else after)


def events(rows: Iterable[Any]) -> tuple[FeedEvent, ...]:
    """Rows of `ROWS` as they are told."""
    return tuple(event(row) for row in rows)


def event(row: Any) -> FeedEvent:
    record = audit.read(row.body)
    body = record.body
    procedure = str((body["procedure"] or {}).get("id", ""))
    step = told(procedure, str(body["transition"] or ""), refused=record.refused)
    return FeedEvent(
        row.cursor, record.event_id, body["type"] if not record.refused else f"{procedure}.{step or UNKNOWN}", row.unit, row.no or "", procedure, step,
        body["from"] or "", body["to"] or "", body["outcome"], body["occurred_on"], body["recorded_at"], body["clock"], body["case_seq"], record.hash,
    )  # fmt: skip


def told(procedure: str, step: str, *, refused: bool) -> str:
    """The name of a step; what somebody tried that is no step might be any words at all, and is not passed on."""
    table = tables().get(procedure)
    known = {row.name for row in (*table.steps, *table.common)} if table else set()
    return step if not refused or step in known else ""
