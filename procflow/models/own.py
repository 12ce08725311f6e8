"""What somebody keeps for themselves: drafts, preferences, kept filters, which notices were read and mailed. None of it is a record."""

from __future__ import annotations

from sqlalchemy import Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from procflow.models.base import Base, key, short


class Draft(Base):
    """A form half filled in, by one person at one place; sealed, so that neither the database nor its backups tell what stands in it."""

    __tablename__ = "draft"
    person: Mapped[str] = key()
    place: Mapped[str] = key(64)
    sealed: Mapped[str] = mapped_column(Text)
    saved: Mapped[str] = short(27, index=True)


class Preference(Base):
    """How somebody wants to work and be told, by name, as canonical JSON."""

    __tablename__ = "preference"
    person: Mapped[str] = key()
    name: Mapped[str] = key(40)
    value: Mapped[str] = mapped_column(Text)


class KeptFilter(Base):
    """A view of the inbox under a name: one's own, or shown to everybody of a unit (then `unit` says which)."""

    __tablename__ = "kept_filter"
    filter_id: Mapped[str] = key(12)
    owner: Mapped[str] = short(index=True)
    unit: Mapped[str] = short(index=True)
    title: Mapped[str] = short(80)
    query: Mapped[str] = short(800)


class NoticeRead(Base):
    """A notice that this person has read; a notice to a desk is read by each who sits there."""

    __tablename__ = "notice_read"
    person: Mapped[str] = key()
    event_hash: Mapped[str] = key(64)
    effect_no: Mapped[int] = mapped_column(Integer, primary_key=True)


class Mailed(Base):
    """What somebody has been told by e-mail, so that it is told once; kept for some weeks."""

    __tablename__ = "mailed"
    person: Mapped[str] = key()
    what: Mapped[str] = key(120)
    at: Mapped[str] = short(27, index=True)
