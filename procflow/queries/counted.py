"""The last ledger line that a statement counts: up to where its figures can be added up again. It adds nothing up itself."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from procflow.db import Prepared
from procflow.models import LedgerEntry
from procflow.queries import entries

LAST = Prepared(
    select(LedgerEntry.entry_id, LedgerEntry.event_hash, LedgerEntry.recorded_at)
    .where(LedgerEntry.unit == bindparam("unit"), LedgerEntry.counts_in == bindparam("period"), LedgerEntry.recorded_at <= bindparam("at"))
    .order_by(LedgerEntry.recorded_at.desc(), LedgerEntry.entry_id.desc())
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counted:
    """A ledger line with the hash of its record and the stamp at which it was recorded."""

    entry: str
    record: str
    at: str


def counted(session: Session, unit: str, period: str, record: str, fact: str) -> Counted | None:
    """The last line of the period that was on record when the statement was filed by this record."""
    filed = entries.behind(session, {record: fact}).get(record)
    found = LAST.all(session, unit=unit, period=period, at=filed.body["recorded_at"]) if filed else []
    return Counted(found[0].entry_id, found[0].event_hash, found[0].recorded_at) if found else None
