"""Units, dated facts, and who may sign in."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from procflow.models.base import Base, key, short


class Installation(Base):
    """What this installation is: its log's origin, which clock it runs on, the simulated time of a rehearsal."""

    __tablename__ = "installation"
    name: Mapped[str] = key(40)
    value: Mapped[str] = mapped_column(Text)


class Unit(Base):
    """A unit of the tree; its row is the one lock that every act takes first."""

    __tablename__ = "unit"
    unit_id: Mapped[str] = key()
    parent: Mapped[str | None] = mapped_column(String(80), ForeignKey("unit.unit_id"))
    path: Mapped[str] = short(400, index=True)
    kind: Mapped[str] = short(40)
    code: Mapped[str] = short(20)
    title: Mapped[str] = short(120)
    facts_head: Mapped[str] = short(64)


class DatedFact(Base):
    """A fact with a time of validity, filed by the write door; superseded by a later one, never edited."""

    __tablename__ = "dated_fact"
    fact_id: Mapped[str] = key(36)
    kind: Mapped[str] = short(24)
    unit: Mapped[str] = short()
    subject: Mapped[str] = short()
    since: Mapped[str] = short(10)
    until: Mapped[str] = short(10)
    data: Mapped[str] = mapped_column(Text)
    event_hash: Mapped[str] = short(64)
    effect_no: Mapped[int] = mapped_column(Integer)
    superseded_by: Mapped[str | None] = mapped_column(String(36))
    __table_args__ = (
        UniqueConstraint("event_hash", "effect_no"),
        Index("ix_dated_fact_standing", "unit", "kind", "subject", "since", sqlite_where=text("superseded_by IS NULL"),
              postgresql_where=text("superseded_by IS NULL")),
        Index("ix_dated_fact_subject", "kind", "subject"),
    )  # fmt: skip


class Account(Base):
    """A sign-in for a person; which person is who stands in the vault.

    `start_until`: the password was given out by somebody else, is good until then and must be changed. `shut`: closed since then.
    """

    __tablename__ = "account"
    login: Mapped[str] = key()
    person: Mapped[str] = short(unique=True)
    password: Mapped[str] = short(200)
    failures: Mapped[int] = mapped_column(Integer)
    locked_until: Mapped[str | None] = mapped_column(String(27))
    start_until: Mapped[str | None] = mapped_column(String(27), default=None)
    shut: Mapped[str | None] = mapped_column(String(27), default=None)


class AccountIdentity(Base):
    """Who somebody is at the office's own sign-on: the provider, and its name for the person."""

    __tablename__ = "account_identity"
    issuer: Mapped[str] = key(200)
    name: Mapped[str] = key(200)
    person: Mapped[str] = short(index=True)
    linked: Mapped[str] = short(27)


class AuthSession(Base):
    """A signed-in browser; only the hash of its token is kept.

    `way`: how its reader came in. `proved`: when the password was last given in it.
    """

    __tablename__ = "auth_session"
    token_hash: Mapped[str] = key(64)
    person: Mapped[str] = short(index=True)
    started: Mapped[str] = short(27)
    seen: Mapped[str] = short(27)
    ended: Mapped[str | None] = mapped_column(String(27))
    browser: Mapped[str] = short(200, default="", server_default="")
    way: Mapped[str] = short(20, default="", server_default="")
    proved: Mapped[str] = short(27, default="", server_default="")


class ApiToken(Base):
    """What a program acts with for a person: only the hash of its secret, what it may, until when, when it was last used."""

    __tablename__ = "api_token"
    token_id: Mapped[str] = key(12)
    token_hash: Mapped[str] = short(64, unique=True)
    person: Mapped[str] = short(index=True)
    title: Mapped[str] = short()
    scope: Mapped[str] = short(10)
    created: Mapped[str] = short(27)
    expires: Mapped[str] = short(27)
    used: Mapped[str] = short(27)
    ended: Mapped[str | None] = mapped_column(String(27))
