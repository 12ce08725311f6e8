"""Documents that were issued: by which code each is found, and what it must hash to."""

from __future__ import annotations

from sqlalchemy import Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from procflow.models.base import Base, key, short


class IssuedPaper(Base):
    """A document as it was issued: a row for each file that was made of it (A4, A3; after a change of fonts).

    `digest` is of its content, `file` of the bytes. `title` names nobody; `about` is what it was taken from and is shown to nobody without account.
    """

    __tablename__ = "issued_paper"
    code: Mapped[str] = key(9)
    file: Mapped[str] = key(64)
    digest: Mapped[str] = short(64)
    kind: Mapped[str] = short(20)
    unit: Mapped[str] = short()
    title: Mapped[str] = short(200)
    period: Mapped[str] = short(20)
    about: Mapped[str] = short(250)
    version: Mapped[int] = mapped_column(Integer)
    lines: Mapped[int] = mapped_column(Integer)
    total: Mapped[str] = short(40)
    as_of: Mapped[str] = short(27)
    issued_at: Mapped[str] = short(27)
    __table_args__ = (Index("ix_issued_paper_about", "kind", "about", "issued_at"),)


class HeardObjection(Base):
    """An objection that came through the code of a posted sheet, until an official has taken it in as a case: a mark only.

    What was said lies in the vault behind the record; `case_no` is "" while it waits.
    """

    __tablename__ = "heard_objection"
    event_id: Mapped[str] = key(36)
    unit: Mapped[str] = short(index=True)
    code: Mapped[str] = short(9, index=True)
    chain: Mapped[str] = short(100)
    heard_at: Mapped[str] = short(27)
    case_no: Mapped[str] = short()
