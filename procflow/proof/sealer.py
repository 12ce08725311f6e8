"""The sealer: gives each committed record its place in the tree, once and for good. It signs nothing and reads bodies only to hash them.

Its small transactions are its own, and touch no record. Order is that in which records came to wait; one sealer works at a time.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, exists, insert, select
from sqlalchemy.orm import Session

from procflow.models import AuditEvent, AuditLeaf, AuditPending, LogHead, LogNode
from procflow.proof.merkle import hash_leaf
from procflow.proof.stored import STEP, head

AT_ONCE = 1000
# What is signed afterwards must outlive a power cut, however the server is set: else the log would seem to have been cut short.
ALONE = ("SELECT pg_advisory_xact_lock(7366702)", "SET LOCAL synchronous_commit = on")
# A row of the inbox that names no record, or a sealed one, stays where it lies: `audit verify` tells of it.
WAITING = (
    select(AuditPending.pending, AuditPending.event_pk)
    .where(exists().where(AuditEvent.id == AuditPending.event_pk), ~exists().where(AuditLeaf.event_pk == AuditPending.event_pk))
    .order_by(AuditPending.pending)
)


def seal(session: Session, at_once: int = AT_ONCE) -> int:
    """Seal everything that waits; how many records that were. Raises stored.Broken where the tree cannot be gone on with."""
    count = 0
    while sealed := some(session, at_once):
        count += sealed
    return count


def some(session: Session, at_once: int = AT_ONCE) -> int:
    """A batch of it, in one transaction: leaves, whole blocks, the head; then they wait no more."""
    connection = alone(session)
    rows = connection.execute(WAITING.limit(at_once)).all()
    if not rows:
        session.rollback()
        return 0
    records = list(dict.fromkeys(row.event_pk for row in rows))
    bodies = {row.id: row.body for row in connection.execute(select(AuditEvent.id, AuditEvent.body).where(AuditEvent.id.in_(records)))}
    growing = head(connection).growing()
    leaves, nodes = [], []
    for pk in records:
        leaf = hash_leaf(bytes(bodies[pk]))
        leaves.append({"event_pk": pk, "leaf_index": growing.size, "leaf_hash": leaf})
        for level, index, made in growing.append(leaf):
            if level % STEP == 0:
                nodes.append({"level": level // STEP, "idx": index, "hash": made})
    connection.execute(insert(AuditLeaf), leaves)
    if nodes:
        connection.execute(insert(LogNode), nodes)
    connection.execute(insert(LogHead).values(tree_size=growing.size, root=growing.root(), peaks=b"".join(growing.peaks)))
    connection.execute(delete(AuditPending).where(AuditPending.pending.in_([row.pending for row in rows])))
    session.commit()
    return len(records)


def alone(session: Session) -> Connection:
    """The connection of a transaction in which nobody else seals or publishes; on SQLite the write lock sees to it."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        for each in ALONE:
            connection.exec_driver_sql(each)
    return connection
