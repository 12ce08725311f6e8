"""Case heads: which record of each case is its last, over so many records of the log, as one root that the log itself states. It seals nothing.

A statement is a record like any other, so whoever holds one can show later what it left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.orm import Session

from procflow import audit, canon
from procflow.audit import Record
from procflow.engine import note
from procflow.grammar import SYSTEM
from procflow.models import AuditEvent, AuditLeaf, Case
from procflow.proof.merkle import EMPTY, Growing, hash_leaf, hash_node
from procflow.proof.stored import head

STATES = "log.heads"
NOW = (
    select(Case.case_id, Case.no, Case.seq, Case.head, AuditLeaf.leaf_index)
    .join(AuditEvent, (AuditEvent.case_id == Case.case_id) & (AuditEvent.case_seq == Case.seq - 1))
    .outerjoin(AuditLeaf, AuditLeaf.event_pk == AuditEvent.id)
)
BEFORE = (
    select(AuditEvent.case_seq, AuditLeaf.leaf_hash)
    .join(AuditLeaf, AuditLeaf.event_pk == AuditEvent.id)
    .where(AuditEvent.case_id == bindparam("of"), AuditLeaf.leaf_index < bindparam("size"))
    .order_by(AuditEvent.case_seq.desc())
    .limit(1)
)


class CaseHead(NamedTuple):
    """A case with the number of its records and the leaf hash of the last of them."""

    case_id: str
    no: str
    seq: int
    head: str

    @property
    def leaf(self) -> bytes:
        return hash_leaf(canon.dumps(self._asdict()))


def heads(connection: Connection, size: int) -> list[CaseHead]:
    """Every case that has a record among the first `size` of the log, with the last of those; in the order of their ids."""
    found = []
    for case, no, seq, last, place in connection.execute(NOW):
        if place is not None and place < size:
            found.append(CaseHead(case, no, seq, last))
        elif row := connection.execute(BEFORE, {"of": case, "size": size}).one_or_none():
            found.append(CaseHead(case, no, row.case_seq + 1, bytes(row.leaf_hash).hex()))
    return sorted(found)


def root_of(leaves: Sequence[bytes]) -> bytes:
    growing = Growing()
    for each in leaves:
        for _ in growing.append(each):
            pass
    return growing.root() if leaves else EMPTY


def path_of(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The audit path of one of these leaves, from the leaf upward."""
    level, path = list(leaves), []
    while len(level) > 1:
        if index ^ 1 < len(level):
            path.append(level[index ^ 1])
        paired = [hash_node(level[place], level[place + 1]) for place in range(0, len(level) - 1, 2)]
        level, index = paired + level[len(level) & ~1 :], index >> 1
    return path


def state(session: Session) -> Record | None:
    """State the heads as far as the log is sealed, once for each size; None of an empty log. Sealed and signed it is by the next round."""
    connection = session.connection(execution_options={"read_only": True})
    size = head(connection).size
    leaves = [each.leaf for each in heads(connection, size)]
    session.rollback()
    if not size:
        return None
    data = {"size": size, "count": len(leaves), "root": root_of(leaves).hex()}
    return note(session, kind=STATES, actor=SYSTEM, data=data, key=f"{STATES} {size}")


def due(session: Session) -> bool:
    """Whether a case has a sealed record that no statement reaches."""
    later = select(AuditLeaf.leaf_index).join(AuditEvent, AuditEvent.id == AuditLeaf.event_pk)
    cases = later.where(AuditLeaf.leaf_index >= stated(session), ~AuditEvent.case_id.contains("/"))
    return session.scalar(cases.limit(1)) is not None


def statement(connection: Connection, below: int) -> Any:
    """The newest statement among the first `below` records of the log, as a row of body and place; None before the first."""
    chosen = select(AuditEvent.body, AuditLeaf.leaf_index).join(AuditLeaf, AuditLeaf.event_pk == AuditEvent.id)
    mine = chosen.where(AuditEvent.case_id == f"person/{SYSTEM}", AuditEvent.type == STATES, AuditLeaf.leaf_index < below)
    return connection.execute(mine.order_by(AuditEvent.case_seq.desc()).limit(1)).one_or_none()


def stated(session: Session) -> int:
    """Up to how many records of the log the heads are stated; 0 before the first statement."""
    newest = select(func.max(AuditEvent.case_seq)).where(AuditEvent.case_id == f"person/{SYSTEM}", AuditEvent.type == STATES)
    body = session.scalar(
        select(AuditEvent.body).where(AuditEvent.case_id == f"person/{SYSTEM}", AuditEvent.case_seq == newest.scalar_subquery())
    )
    return int(audit.read(bytes(body)).body["form"]["size"]) if body else 0
