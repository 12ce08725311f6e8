"""The append-only records, their companions, and the vault of names and texts."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Integer, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from procflow.models.base import Base, key, short

MOST_BODY = 65_535


class AuditEvent(Base):
    """One record. `body` is the hashed thing; every other column is a projection of it (`id` is a handle only)."""

    __tablename__ = "audit_event"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    event_id: Mapped[str] = short(36, unique=True)
    command_id: Mapped[str] = short(64)
    ordinal: Mapped[int] = mapped_column(Integer)
    case_id: Mapped[str] = short(100)
    case_seq: Mapped[int] = mapped_column(Integer)
    unit: Mapped[str] = short()
    type: Mapped[str] = short(60)
    actor_id: Mapped[str] = short()
    outcome: Mapped[str] = short(8)
    occurred_on: Mapped[str] = short(10)
    recorded_at: Mapped[str] = short(27)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    __table_args__ = (
        UniqueConstraint("command_id", "ordinal"),
        UniqueConstraint("case_id", "case_seq"),
        CheckConstraint(f"length(body) <= {MOST_BODY}", name="body"),
        CheckConstraint("outcome IN ('done', 'refused')", name="outcome"),
        {"sqlite_autoincrement": True},
    )


class AuditPending(Base):
    """Records that the sealer has yet to number; filled by a trigger in the business transaction."""

    __tablename__ = "audit_pending"
    pending: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    event_pk: Mapped[int] = mapped_column(Integer)


class AuditAnnex(Base):
    """Long forms and effects, named by their hash in a body."""

    __tablename__ = "audit_annex"
    sha256: Mapped[str] = key(64)
    bytes: Mapped[bytes] = mapped_column(LargeBinary)


class StreamHead(Base):
    """The head of a chain that is not a case: unit/<id>, person/<id>, sys/<kind>."""

    __tablename__ = "stream_head"
    stream: Mapped[str] = key(100)
    seq: Mapped[int] = mapped_column(Integer)
    head: Mapped[str] = short(64)


class Vaulted(Base):
    """A name or text behind a salted commitment: the only table where DELETE is legal."""

    __tablename__ = "pii_vault"
    commitment: Mapped[str] = key(64)
    subject_id: Mapped[str] = short(index=True)
    field: Mapped[str] = short()
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    value: Mapped[str] = mapped_column(Text)


class EvidenceFile(Base):
    """A file kept by its hash: the bytes lie in the data folder, who may see it follows its case."""

    __tablename__ = "evidence_file"
    sha256: Mapped[str] = key(64)
    size: Mapped[int] = mapped_column(Integer)
    media: Mapped[str] = short(80)
    name: Mapped[str] = short(64)
    uploaded_by: Mapped[str] = short()
    uploaded_at: Mapped[str] = short(27)
