"""The scoring ledger and the periods that are closed."""

from __future__ import annotations

from sqlalchemy import Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from procflow.models.base import Base, key, short


class LedgerEntry(Base):
    """One line of the scoring ledger: the repeat, in columns, of `effects[effect_no]` of its record."""

    __tablename__ = "ledger_entry"
    entry_id: Mapped[str] = key(36)
    unit: Mapped[str] = short()
    member_id: Mapped[str] = short()
    cycle: Mapped[str] = short(4)
    component: Mapped[str] = short(12)
    kind: Mapped[str] = short(12)
    item: Mapped[str] = short(60)
    points: Mapped[int] = mapped_column(Integer)
    uncredited: Mapped[int] = mapped_column(Integer)
    booked_in: Mapped[str] = short(10)
    counts_in: Mapped[str] = short(10)
    occurred_on: Mapped[str] = short(10)
    recorded_at: Mapped[str] = short(27)
    rule: Mapped[str] = short(200)
    event_hash: Mapped[str] = short(64)
    effect_no: Mapped[int] = mapped_column(Integer)
    reverses: Mapped[str | None] = mapped_column(String(36), unique=True)
    flags: Mapped[str] = short(200)
    __table_args__ = (
        UniqueConstraint("event_hash", "effect_no"),
        Index("ix_ledger_entry_member", "member_id", "cycle", "counts_in", "component", "points"),
        Index("ix_ledger_entry_unit", "unit", "counts_in", "member_id", "component", "points"),
    )


class SealedPeriod(Base):
    """A period of a unit that is closed for posting, in order, for good."""

    __tablename__ = "sealed_period"
    unit: Mapped[str] = key()
    period: Mapped[str] = key(10)
    event_hash: Mapped[str] = short(64)
    effect_no: Mapped[int] = mapped_column(Integer)
