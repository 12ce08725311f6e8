"""Where the case of a record lies now: what whoever took a step is told, whatever else they may see."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow.audit import Record
from procflow.errors import NotFound
from procflow.machines import tables
from procflow.models import Case


@dataclass(frozen=True, slots=True)
class Where:
    """A case by number, with its state and version."""

    no: str
    procedure: str
    state: str
    state_title: str
    version: int


def where(session: Session, record: Record) -> Where:
    """Raises NotFound for a record that is of no case."""
    row = session.execute(select(Case.no, Case.procedure, Case.state, Case.version).where(Case.case_id == record.case_id)).one_or_none()
    if row is None:
        raise NotFound
    return Where(row.no, row.procedure, row.state, tables()[row.procedure].by_name[row.state].title, row.version)
