"""The append-only records: append one, find the one that a key already made, read a chain. Nothing here decides or commits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, insert, select, text, update
from sqlalchemy.orm import Session

from procflow import canon
from procflow.db import Prepared
from procflow.models import AuditAnnex, AuditEvent, StreamHead
from procflow.vault import Sealing

SHAPE = 1
INLINE = 8_192
PROJECTED = (
    "event_id",
    "command_id",
    "ordinal",
    "case_id",
    "case_seq",
    "unit",
    "type",
    "actor_id",
    "outcome",
    "occurred_on",
    "recorded_at",
    "body",
)

INSERT = Prepared(insert(AuditEvent).values({name: bindparam(name) for name in PROJECTED}).inline())
ANNEX = Prepared(text("INSERT INTO audit_annex (sha256, bytes) VALUES (:sha256, :bytes) ON CONFLICT (sha256) DO NOTHING"))
HAS_ANNEX = Prepared(select(AuditAnnex.sha256).where(AuditAnnex.sha256 == bindparam("sha256")))
BY_COMMAND = Prepared(
    select(AuditEvent.event_id, AuditEvent.body).where(AuditEvent.command_id == bindparam("command")).order_by(AuditEvent.ordinal)
)
CHAIN = Prepared(select(AuditEvent.id, AuditEvent.body).where(AuditEvent.case_id == bindparam("chain")).order_by(AuditEvent.case_seq))
HEAD = Prepared(select(StreamHead.seq, StreamHead.head).where(StreamHead.stream == bindparam("of")).with_for_update())
NEW_HEAD = Prepared(text("INSERT INTO stream_head (stream, seq, head) VALUES (:of, :at, :is_) ON CONFLICT (stream) DO NOTHING"))
MOVE_HEAD = Prepared(update(StreamHead).where(StreamHead.stream == bindparam("of")).values(seq=bindparam("at"), head=bindparam("is_")))


@dataclass(frozen=True, slots=True)
class Link:
    """Where the next record of a chain goes: the chain, its place, and the leaf hash before it."""

    chain: str
    seq: int
    prev: str
    case: bool = True


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it was appended: its body, its leaf hash, and the records that it caused in the same act."""

    body: Mapping[str, Any]
    hash: str
    caused: tuple[Record, ...] = ()

    @property
    def refused(self) -> bool:
        return bool(self.body["outcome"] == "refused")

    @property
    def event_id(self) -> str:
        return str(self.body["event_id"])

    @property
    def case_id(self) -> str:
        return str(self.body.get("case_id", ""))


def append(session: Session, link: Link, fields: Mapping[str, Any], sealing: Sealing) -> Record:
    """Append one record to its chain, in the caller's transaction.

    `fields` is the body without its place in the chain; long forms and effects move to the annex, named by their hash.
    """
    body = dict(fields)
    for name in ("form", "effects"):
        body[name] = moved(session, body[name])
    body |= {"v": SHAPE, "case_seq": link.seq, "prev": link.prev, "pii": sealing.fields, ("case_id" if link.case else "stream"): link.chain}
    written = canon.dumps(body)
    INSERT.run(session, body=written, **projection(body))
    sealing.keep(session)
    made = canon.leaf(written)
    if not link.case:
        MOVE_HEAD.run(session, of=link.chain, at=link.seq + 1, is_=made)
    return Record(body, made)


def projection(body: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that repeat a body, for writing them and for checking them."""
    same = ("event_id", "command_id", "ordinal", "case_seq", "unit", "type", "outcome", "occurred_on", "recorded_at")
    return {**{name: body[name] for name in same}, "case_id": body.get("case_id") or body["stream"], "actor_id": body["actor"]["id"]}


def moved(session: Session, value: Any) -> Any:
    """The value, or the name of the annex that holds it."""
    if canon.size(value) <= INLINE:
        return value
    written = canon.dumps(value)
    sha256 = canon.sha256(written)
    if HAS_ANNEX.one(session, sha256=sha256) is None:
        ANNEX.run(session, sha256=sha256, bytes=written)
    return {"annex": sha256, "count": len(value)}


def whole(session: Session, value: Any) -> Any:
    """The value behind an annex name; anything else as it is."""
    if isinstance(value, Mapping) and value.keys() == {"annex", "count"}:
        chosen = select(AuditAnnex.bytes).where(AuditAnnex.sha256 == value["annex"])
        return canon.loads(session.execute(chosen).scalar_one())
    return value


def stream(session: Session, name: str) -> Link:
    """The next place of a chain that is no case: unit/<id>, person/<id>, sys/<kind>.

    No unit's lock orders the acts of one person, so the head is locked here: first made where it is missing, for nothing else can be locked.
    """
    head = HEAD.one(session, of=name)
    if head is None:
        NEW_HEAD.run(session, of=name, at=0, is_=canon.ZERO)
        head = HEAD.all(session, of=name)[0]
    return Link(name, head.seq, head.head, case=False)


def command_id(actor: str, key: str, *more: str) -> str:
    return canon.digest([actor, key, *more])


def find(session: Session, command: str) -> Record | None:
    """The record that this command already made, with those that it caused."""
    made = [read(row.body) for row in BY_COMMAND.all(session, command=command)]
    return Record(made[0].body, made[0].hash, tuple(made[1:])) if made else None


def chain(session: Session, name: str) -> list[Record]:
    """Every record of a case or stream, oldest first."""
    return [read(row.body) for row in CHAIN.all(session, chain=name)]


def read(body: bytes) -> Record:
    """A record from its stored bytes."""
    return Record(canon.loads(bytes(body)), canon.leaf(bytes(body)))
