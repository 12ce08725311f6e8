"""Cases, their links and numbers, and the tables and regimes they run under."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from procflow.models.base import Base, key, short


class ProcedureEdition(Base):
    """A procedure's table as it was when first used: replay reads this, not today's code."""

    __tablename__ = "procedure_edition"
    sha256: Mapped[str] = key(64)
    procedure: Mapped[str] = short(60)
    edition: Mapped[str] = short(20)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    __table_args__ = (UniqueConstraint("procedure", "edition"),)


class RegimeVersion(Base):
    """A regime's canonical bytes under their hash."""

    __tablename__ = "regime_version"
    sha256: Mapped[str] = key(64)
    regime: Mapped[str] = short(60)
    version: Mapped[str] = short(20)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class Case(Base):
    """One case of one procedure: where it lies now, and the head of its chain of records."""

    __tablename__ = "proc_case"
    case_id: Mapped[str] = key(36)
    no: Mapped[str] = short(60, unique=True)
    unit: Mapped[str] = mapped_column(String(80), ForeignKey("unit.unit_id"))
    procedure: Mapped[str] = short(60)
    edition: Mapped[str] = short(64)
    regime: Mapped[str] = short(64)
    subject: Mapped[str] = short()
    period: Mapped[str] = short(10)
    state: Mapped[str] = short(40)
    since: Mapped[str] = short(10)
    version: Mapped[int] = mapped_column(Integer)
    seq: Mapped[int] = mapped_column(Integer)
    head: Mapped[str] = short(64)
    taken: Mapped[str] = mapped_column(Text)
    opened_by: Mapped[str] = short()
    opened_on: Mapped[str] = short(10)
    __table_args__ = (
        Index("ix_proc_case_alike", "unit", "procedure", "subject", "period"),
        Index("ix_proc_case_opened_by", "opened_by", "opened_on"),
    )


class CaseLink(Base):
    """Two cases that look at each other: a claim and its motion, an objection and what it objects to."""

    __tablename__ = "case_link"
    case_id: Mapped[str] = mapped_column(String(36), ForeignKey("proc_case.case_id"), primary_key=True)
    other_id: Mapped[str] = mapped_column(String(36), ForeignKey("proc_case.case_id"), primary_key=True, index=True)
    kind: Mapped[str] = short(20)


class CaseNumber(Base):
    """The last number given, for each unit, procedure and year."""

    __tablename__ = "case_number"
    unit: Mapped[str] = key()
    procedure: Mapped[str] = key(60)
    year: Mapped[int] = mapped_column(Integer, primary_key=True)
    last: Mapped[int] = mapped_column(Integer)
