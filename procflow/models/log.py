"""The sealed log: the place of each record in one tree, what the tree's growth left behind, and what was signed of it; all append-only."""

from __future__ import annotations

from sqlalchemy import Integer, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from procflow.models.base import Base, key


class AuditLeaf(Base):
    """A record in the tree: its place, counted from 0, and its hash. The record is the key: SQLite gives no row the number 0."""

    __tablename__ = "audit_leaf"
    event_pk: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    leaf_index: Mapped[int] = mapped_column(Integer, unique=True)
    leaf_hash: Mapped[bytes] = mapped_column(LargeBinary)


class LogNode(Base):
    """The hash over a whole block of 256**level leaves; what lies between is reckoned when it is asked for."""

    __tablename__ = "log_node"
    level: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    idx: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class LogHead(Base):
    """The tree after a sealing: its size, its root, and its peaks one after another, the largest first."""

    __tablename__ = "log_head"
    tree_size: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    root: Mapped[bytes] = mapped_column(LargeBinary)
    peaks: Mapped[bytes] = mapped_column(LargeBinary)


class LogNote(Base):
    """A head as the signer signed it: a checkpoint that may leave the house."""

    __tablename__ = "log_note"
    origin: Mapped[str] = key(200)
    tree_size: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    note: Mapped[str] = mapped_column(Text)


class LogCosignature(Base):
    """The line that a witness put under such a checkpoint."""

    __tablename__ = "log_cosignature"
    origin: Mapped[str] = key(200)
    tree_size: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    witness: Mapped[str] = key(200)
    line: Mapped[str] = mapped_column(Text)
