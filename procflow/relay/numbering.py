"""Gives each committed record its place in the feed, once and for good. It reads no body and tells nobody.

Ids of records are given before the commit, so a smaller one may appear after a larger; places are given afterwards, under one lock.
Records of one case keep their order: its unit's lock has them committed in the order of their ids.
"""

from __future__ import annotations

from sqlalchemy import Integer, bindparam, cast, delete, func, insert, or_, select
from sqlalchemy.orm import Session

from procflow.models import AuditEvent, EventFeed, EventOutbox

AT_ONCE = 1000
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(7366701)"
LAST = select(func.coalesce(func.max(EventFeed.cursor), 0))
PLACES = (
    select(
        cast(bindparam("last"), Integer) + func.row_number().over(order_by=AuditEvent.id),
        AuditEvent.id,
        AuditEvent.unit,
        AuditEvent.case_id,
    )
    .where(AuditEvent.id.in_(bindparam("taken", expanding=True)))
    # What a person alone did (a sign-in, an export, a refused attempt at what they may not see) is nobody else's business.
    .where(or_(AuditEvent.case_id.startswith("unit/"), AuditEvent.case_id.not_like("%/%")))
)


def number(session: Session) -> int:
    """Number everything that waits in the outbox; how many records that were."""
    count = 0
    while taken := some(session):
        count += taken
    return count


def some(session: Session) -> int:
    """A batch of it, in one transaction."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":  # on SQLite the write lock sees to it
        connection.exec_driver_sql(ONE_AT_A_TIME)
    taken = list(session.scalars(select(EventOutbox.event_pk).order_by(EventOutbox.event_pk).limit(AT_ONCE)))
    if taken:
        places = PLACES.params(last=session.scalar(LAST), taken=taken)
        session.execute(insert(EventFeed).from_select(["cursor", "event_pk", "unit", "chain"], places))
        session.execute(delete(EventOutbox).where(EventOutbox.event_pk.in_(taken)))
    session.commit()
    return len(taken)
