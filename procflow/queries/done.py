"""What whoever acted is told: the record, where the case lies now, what it brought about. It takes no step and reads no page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from procflow.audit import Record
from procflow.queries.explain import Plan, explain
from procflow.queries.where import Where, where


@dataclass(frozen=True)
class Done:
    """A step that was taken: its record with the hash, where the case lies now, and what it brought about."""

    record: str
    hash: str
    case: Where
    plan: Plan


@dataclass(frozen=True, slots=True)
class Filed:
    """The record of a fact that was filed, with its hash."""

    record: str
    hash: str


def done(session: Session, actor: str, day: date, record: Record) -> Done:
    """Raises NotFound for a record that is of no case, or not the actor's."""
    return Done(record.event_id, record.hash, where(session, record), explain(session, actor, day, record))


def filed(record: Record) -> Filed:
    return Filed(record.event_id, record.hash)
