"""Makes the deliveries of each webhook out of the feed, once for each event of its unit and of those below. It sends nothing.

A webhook whose cursor was set back gets what follows it again: what was done or given up waits anew, what waits still is left as it is.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from procflow import jobs
from procflow.models import EventFeed, Webhook

AT_ONCE = 1000
BEHIND = select(Webhook.hook_id).where(Webhook.ended.is_(None), Webhook.cursor < select(func.max(EventFeed.cursor)).scalar_subquery())
MAKE = text(
    "INSERT INTO delivery (hook_id, cursor, chain, state, attempts, run_at, lease_until)"
    " SELECT :hook, f.cursor, f.chain, 'waiting', 0, :now, NULL FROM event_feed f"
    " JOIN unit u ON u.unit_id = f.unit JOIN unit top ON top.unit_id = :unit"
    " WHERE f.cursor > :after AND f.cursor <= :until AND substr(u.path, 1, length(top.path)) = top.path"
    " ON CONFLICT (hook_id, cursor) DO UPDATE SET state = 'waiting', attempts = 0, run_at = :now, lease_until = NULL"
    " WHERE delivery.state IN ('done', 'failed')"
)


def hand_out(session: Session) -> None:
    """Bring every webhook up to the end of the feed."""
    behind = list(session.scalars(BEHIND))
    session.rollback()
    for hook in behind:
        while some(session, hook):
            pass


def some(session: Session, hook: str) -> bool:
    """A batch for one webhook, in one transaction; False if there was nothing."""
    row = session.execute(select(Webhook.unit, Webhook.cursor, Webhook.ended).where(Webhook.hook_id == hook).with_for_update()).one()
    until = None if row.ended else session.scalar(select(func.max(batch(row.cursor).c.cursor)))
    if until is not None:
        given: dict[str, Any] = {"hook": hook, "unit": row.unit, "after": row.cursor, "until": until, "now": jobs.now(session)}
        session.execute(MAKE, given)
        session.execute(update(Webhook).where(Webhook.hook_id == hook).values(cursor=until))
    session.commit()
    return until is not None


def batch(after: int) -> Any:
    return select(EventFeed.cursor).where(EventFeed.cursor > after).order_by(EventFeed.cursor).limit(AT_ONCE).subquery()
