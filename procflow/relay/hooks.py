"""Webhooks added, given another secret, set back, taken away: each on record with who did it. Whether they may, the caller has asked. It sends nothing."""

from __future__ import annotations

import secrets
from datetime import timedelta
from urllib.parse import urlsplit

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from procflow import canon, jobs
from procflow.engine import note
from procflow.errors import NotFound, Refusal, Refused
from procflow.models import Delivery, EventFeed, Unit, Webhook
from procflow.relay.numbering import number
from procflow.relay.posting import PORTS

BOTH_HOLD = timedelta(days=1)


def usable(url: str) -> bool:
    """Whether something can be sent there: http or https, a host, no password in it, nothing that is not plainly an address."""
    try:
        parts, plain = urlsplit(url), url.isascii() and url.isprintable() and " " not in url
        return (
            plain and parts.scheme in PORTS and bool(parts.hostname) and "@" not in parts.netloc and not parts.fragment and parts.port != 0
        )
    except ValueError:
        return False


def add(session: Session, actor: str, key: str, unit: str, url: str) -> tuple[str, str]:
    """Its id and salt; the same key twice adds it once. It is told of what comes from now on. Raises Refused for a key that meant another."""
    number(session)  # what was committed before is not news
    session.get(Unit, unit, with_for_update=True)  # the same request twice at once: one after the other
    ident = canon.digest(["webhook", actor, key])[:12]
    row = session.get(Webhook, ident)
    if row is None:
        salt, last = secrets.token_hex(16), session.scalar(select(func.coalesce(func.max(EventFeed.cursor), 0))) or 0
        session.add(Webhook(hook_id=ident, unit=unit, url=url, salt=salt, salt_before="", before_until="", cursor=last, silent=0, rest_until="",
                            created=jobs.now(session), ended=None))  # fmt: skip
        note(session, kind="webhook.added", actor=actor, unit=unit, data={"webhook": ident, "url": canon.sha256(url.encode())})
        return ident, salt
    if (row.unit, row.url) != (unit, url):
        refused = note(session, kind="webhook.added", actor=actor, unit=unit, data={"webhook": ident}, outcome="refused")
        raise Refused([Refusal("KEY_REUSED", "同一请求号，内容不同")], refused)
    return ident, row.salt


def renew(session: Session, actor: str, key: str, webhook: str) -> str:
    """Another salt, so another secret; for a day messages bear both signatures. The same key twice changes it once."""
    row, salt = standing(session, webhook), canon.digest(["salt", actor, key])[:32]
    if row.salt != salt:
        row.salt_before, row.salt, row.before_until = row.salt, salt, jobs.later(jobs.now(session), BOTH_HOLD)
        note(session, kind="webhook.renewed", actor=actor, unit=row.unit, data={"webhook": webhook})
    return salt


def end(session: Session, actor: str, webhook: str) -> None:
    """Nothing is sent there any more; its log stays. Ending it again changes nothing."""
    row = session.get(Webhook, webhook, with_for_update=True)
    if row is not None and row.ended is None:
        row.ended = jobs.now(session)
        note(session, kind="webhook.ended", actor=actor, unit=row.unit, data={"webhook": webhook})


def set_back(session: Session, actor: str, webhook: str, after: int) -> None:
    """Everything after this place in the feed is sent again, what was sent before too."""
    row = standing(session, webhook)
    row.cursor = min(row.cursor, after)
    note(session, kind="webhook.set_back", actor=actor, unit=row.unit, data={"webhook": webhook, "after": after})


def again(session: Session, actor: str, webhook: str, delivery: int) -> None:
    """One delivery once more, under its old id; one that still waits is left as it is. Raises NotFound."""
    row = standing(session, webhook)
    one = (Delivery.hook_id == webhook, Delivery.cursor == delivery)
    if session.scalar(select(Delivery.cursor).where(*one)) is None:
        raise NotFound
    over = Delivery.state.in_(("done", "failed"))
    session.execute(update(Delivery).where(*one, over).values(state="waiting", attempts=0, run_at=jobs.now(session), lease_until=None))
    note(session, kind="webhook.sent_again", actor=actor, unit=row.unit, data={"webhook": webhook, "delivery": delivery})


def standing(session: Session, webhook: str) -> Webhook:
    """Its row, held. Raises NotFound for one that was taken away."""
    row = session.get(Webhook, webhook, with_for_update=True)
    if row is None or row.ended is not None:
        raise NotFound
    return row
