"""What whoever acted is told: the record, where the case lies now, what it brought about. It takes no step and reads no page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow import audit
from procflow.access.conflicts import Conflict
from procflow.audit import Record
from procflow.errors import NotFound
from procflow.models import AuditEvent
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
    """The record of a fact that was filed, with its hash; `warnings` are what should be weighed, and did not stand in its way."""

    record: str
    hash: str
    warnings: tuple[Conflict, ...] = ()


def done(session: Session, actor: str, day: date, record: Record) -> Done:
    """Raises NotFound for a record that is of no case, or not the actor's."""
    return Done(record.event_id, record.hash, where(session, record), explain(session, actor, day, record))


def filed(record: Record, warnings: tuple[Conflict, ...] = ()) -> Filed:
    return Filed(record.event_id, record.hash, warnings)


def recorded(session: Session, event: str) -> Record:
    """The record of this id with all that it caused, as the write door gave it. Raises NotFound."""
    command = session.scalar(select(AuditEvent.command_id).where(AuditEvent.event_id == event))
    found = audit.find(session, command) if command else None
    if found is None:
        raise NotFound
    return found


def attempted(session: Session, actor: str, key: str) -> Record | None:
    """What somebody's key has led to, None where it was never used."""
    return audit.find(session, audit.command_id(actor, key))
