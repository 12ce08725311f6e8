"""What is told to other programs: the feed of events, who is to be told, and what became of it."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from procflow.models.base import Base, key, short

OPEN = "state IN ('waiting', 'sending')"


class EventOutbox(Base):
    """Records that have yet to be given a place in the feed; filled by a trigger in the business transaction."""

    __tablename__ = "event_outbox"
    event_pk: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)


class EventFeed(Base):
    """The place of a record in the feed, given after it was committed: whoever has read up to a cursor never finds a smaller one later."""

    __tablename__ = "event_feed"
    cursor: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    event_pk: Mapped[int] = mapped_column(Integer, unique=True)
    unit: Mapped[str] = short()
    chain: Mapped[str] = short(100)
    __table_args__ = (Index("ix_event_feed_unit", "unit", "cursor"),)


class Webhook(Base):
    """An address that is told of a unit's events and of those below; `cursor` is how far deliveries were made for it.

    The secret stands nowhere: it follows from that of the installation and the salt. One who does not answer rests for a while.
    """

    __tablename__ = "webhook"
    hook_id: Mapped[str] = key(12)
    unit: Mapped[str] = mapped_column(String(80), ForeignKey("unit.unit_id"), index=True)
    url: Mapped[str] = mapped_column(Text)
    salt: Mapped[str] = short(32)
    salt_before: Mapped[str] = short(32)
    before_until: Mapped[str] = short(27)
    cursor: Mapped[int] = mapped_column(Integer)
    silent: Mapped[int] = mapped_column(Integer)
    rest_until: Mapped[str] = short(27)
    created: Mapped[str] = short(27)
    ended: Mapped[str | None] = mapped_column(String(27))


class Delivery(Base):
    """One event for one webhook: waiting, sending (under a lease), done or failed."""

    __tablename__ = "delivery"
    hook_id: Mapped[str] = mapped_column(String(12), ForeignKey("webhook.hook_id"), primary_key=True)
    cursor: Mapped[int] = mapped_column(Integer, ForeignKey("event_feed.cursor"), primary_key=True)
    chain: Mapped[str] = short(100)
    state: Mapped[str] = short(8)
    attempts: Mapped[int] = mapped_column(Integer)
    run_at: Mapped[str] = short(27)
    lease_until: Mapped[str | None] = mapped_column(String(27))
    __table_args__ = (
        Index("ix_delivery_open", "hook_id", "cursor", sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
        Index("ix_delivery_chain", "hook_id", "chain", "cursor", sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
    )


class DeliveryAttempt(Base):
    """One time that a delivery was sent: `status` is the answer's, 0 for none; `problem` is a code, "" where it was taken."""

    __tablename__ = "delivery_attempt"
    attempt: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    hook_id: Mapped[str] = short(12)
    cursor: Mapped[int] = mapped_column(Integer)
    at: Mapped[str] = short(27)
    status: Mapped[int] = mapped_column(Integer)
    milliseconds: Mapped[int] = mapped_column(Integer)
    problem: Mapped[str] = short(20)
    __table_args__ = (Index("ix_delivery_attempt_delivery", "hook_id", "cursor"),)
