"""Which delivery is next, claimed under a lease, and what became of it. It opens no connection.

A delivery of a case (or of a unit's own records) is next when the earlier ones of that webhook and case are done or given up; other cases do not wait.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, insert, select, text, update
from sqlalchemy.orm import Session

from procflow.jobs import later
from procflow.models import DeliveryAttempt, Webhook
from procflow.queries.events import ROWS, FeedEvent, event
from procflow.relay.posting import Answer

LEASE = timedelta(seconds=120)
MOST_ATTEMPTS = 8
CUT_OFF = "cut_off"  # what an attempt is until its end is known
AWAKE = select(Webhook.hook_id).where(Webhook.ended.is_(None), Webhook.rest_until <= bindparam("now"))
# The earliest open one of each case, then those of them that may go: linear however long the backlog is and whatever the planner believes.
DUE = text(
    "SELECT d.cursor FROM delivery d JOIN (SELECT min(cursor) AS cursor FROM delivery WHERE hook_id = :hook AND state IN ('waiting', 'sending')"
    " GROUP BY chain) head ON head.cursor = d.cursor WHERE d.hook_id = :hook AND d.run_at <= :now AND (d.lease_until IS NULL OR d.lease_until < :now)"
    " ORDER BY d.cursor LIMIT :many"
)
CLAIM = text(
    "UPDATE delivery SET state = 'sending', attempts = attempts + 1, lease_until = :lease WHERE hook_id = :hook AND cursor = :cursor"
    " AND state IN ('waiting', 'sending') AND run_at <= :now AND (lease_until IS NULL OR lease_until < :now)"
    " AND NOT EXISTS (SELECT 1 FROM delivery e WHERE e.hook_id = :hook AND e.chain = delivery.chain AND e.cursor < :cursor"
    " AND e.state IN ('waiting', 'sending')) RETURNING attempts"
)
KEEP = text(
    "UPDATE delivery SET state = :state, run_at = :again, lease_until = NULL WHERE hook_id = :hook AND cursor = :cursor AND lease_until = :lease"
)


@dataclass(frozen=True)
class Parcel:
    """A delivery that was claimed: what is sent, where to, under which salts, for the how manieth time."""

    hook: str
    url: str
    salts: tuple[str, ...]
    event: FeedEvent
    at: str
    lease: str
    times: int
    attempt: int


def due(session: Session, hook: str, at: str, many: int) -> list[int]:
    """What may go to this webhook now, the earliest first and one of each case; nothing while it rests or was taken away."""
    if session.scalar(AWAKE.where(Webhook.hook_id == hook), {"now": at}) is None:
        return []
    return list(session.scalars(DUE, {"hook": hook, "now": at, "many": many}))


def claim(session: Session, hook: str, cursor: int, at: str) -> Parcel | None:
    """Take this delivery, if it may still go; its attempt is on the log from now on."""
    lease = later(at, LEASE)
    row = session.execute(CLAIM, {"hook": hook, "cursor": cursor, "now": at, "lease": lease}).one_or_none()
    if row is None:
        session.rollback()
        return None
    to: Any = session.execute(select(*Webhook.__table__.columns).where(Webhook.hook_id == hook)).one()
    told = event(session.execute(ROWS.where(ROWS.selected_columns.cursor == cursor)).one())
    begun = insert(DeliveryAttempt).values(hook_id=hook, cursor=cursor, at=at, status=0, milliseconds=0, problem=CUT_OFF)
    attempt = session.execute(begun.returning(DeliveryAttempt.attempt)).scalar_one()
    session.commit()
    salts = (to.salt, to.salt_before) if to.salt_before and at < to.before_until else (to.salt,)
    return Parcel(hook, to.url, salts, told, at, lease, row.attempts, attempt)


def keep(session: Session, parcel: Parcel, answer: Answer, at: str) -> None:
    """What became of it: done, to be tried again later each time, or given up. Whose lease ended meanwhile only adds to the log."""
    silent = 0 if answer.status else session.execute(select(Webhook.silent).where(Webhook.hook_id == parcel.hook)).scalar_one() + 1
    rest = later(at, breather(silent)) if silent else ""
    # The webhook before its delivery, as whoever makes deliveries locks them.
    session.execute(update(Webhook).where(Webhook.hook_id == parcel.hook).values(silent=silent, rest_until=rest))
    state = "done" if not answer.problem else "failed" if parcel.times >= MOST_ATTEMPTS else "waiting"
    again = later(at, back_off(parcel.times))
    session.execute(KEEP, {"hook": parcel.hook, "cursor": parcel.event.cursor, "lease": parcel.lease, "state": state, "again": again})
    ended = {"status": answer.status, "milliseconds": answer.milliseconds, "problem": answer.problem}
    session.execute(update(DeliveryAttempt).where(DeliveryAttempt.attempt == parcel.attempt).values(**ended))
    session.commit()


def back_off(times: int) -> timedelta:
    """Ten seconds, then four times as long each time: eight attempts within about fifteen hours."""
    return timedelta(seconds=10 * 4 ** (times - 1))


def breather(silent: int) -> timedelta:
    """One who does not answer at all is left alone, for ten minutes at most: what waits for others must not wait for time-outs."""
    return timedelta(seconds=min(5 * 2**silent, 600))
