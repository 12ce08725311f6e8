"""What is due, what was said to whom, and what follows a commit."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from procflow.models.base import Base, key, short


class Task(Base):
    """Something that a desk or a person is due to do: a projection of the records, and the inbox."""

    __tablename__ = "task"
    task_id: Mapped[str] = key(36)
    case_id: Mapped[str] = mapped_column(String(36), ForeignKey("proc_case.case_id"), index=True)
    unit: Mapped[str] = short()
    procedure: Mapped[str] = short(60)
    state: Mapped[str] = short(40)
    desk: Mapped[str] = short(40)
    person: Mapped[str | None] = mapped_column(String(80))
    due: Mapped[str] = short(10)
    overdue: Mapped[str] = short(40)
    opened: Mapped[str] = short(27)
    closed: Mapped[str | None] = mapped_column(String(27))
    __table_args__ = (
        Index("ix_task_desk", "unit", "desk", "due", "task_id", "person", sqlite_where=text("closed IS NULL"),
              postgresql_where=text("closed IS NULL")),
        Index("ix_task_person", "person", "due", "task_id", sqlite_where=text("closed IS NULL"), postgresql_where=text("closed IS NULL")),
        Index("ix_task_overdue", "due", "overdue", sqlite_where=text("closed IS NULL AND overdue <> ''"),
              postgresql_where=text("closed IS NULL AND overdue <> ''")),
    )  # fmt: skip


class Notice(Base):
    """Words for a person or a desk: what was decided, who nudges, whom a colleague asks."""

    __tablename__ = "notice"
    event_hash: Mapped[str] = key(64)
    effect_no: Mapped[int] = mapped_column(Integer, primary_key=True)
    unit: Mapped[str] = short()
    case_id: Mapped[str | None] = mapped_column(String(36))
    addressee: Mapped[str] = short()
    sentence: Mapped[str] = mapped_column(Text)
    inputs: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[str] = short(27)
    __table_args__ = (
        Index("ix_notice_addressee", "addressee", "unit", "case_id"),
        Index("ix_notice_recent", "addressee", "recorded_at"),
    )


class Job(Base):
    """Work that follows a commit, with a lease: done at least once, by whoever claims it."""

    __tablename__ = "job"
    job_id: Mapped[str] = key(36)
    kind: Mapped[str] = short(40)
    payload: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = short(10)
    attempts: Mapped[int] = mapped_column(Integer)
    run_at: Mapped[str] = short(27)
    lease_until: Mapped[str | None] = mapped_column(String(27))
    done_at: Mapped[str | None] = mapped_column(String(27))
    error: Mapped[str | None] = mapped_column(Text)
    __table_args__ = (Index("ix_job_waiting", "run_at", sqlite_where=text("state <> 'done'"), postgresql_where=text("state <> 'done'")),)
