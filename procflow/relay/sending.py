"""Sends what is due to one webhook, one delivery after the other, signed. No transaction is open while the other side is waited for."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any

from sqlalchemy.orm import Session

from procflow import __version__, jobs, shapes
from procflow.canon import unstamp
from procflow.queries.events import FeedEvent
from procflow.relay import posting, signing
from procflow.relay.claiming import Parcel, claim, due, keep
from procflow.relay.posting import Answer

AT_MOST = 20.0  # seconds in one go: other webhooks have their turn, and the job its lease
TOGETHER = 100

Post = Callable[[str, Mapping[str, str], bytes], Answer]
Now = Callable[[Session], str]


def send(session: Session, hook: str, installation: str, post: Post = posting.post, now: Now = jobs.now) -> int:
    """Send until nothing is due, the other side keeps silent, or others should have their turn; how many were sent.

    Whoever dies between sending and keeping sends it again, under the same id, when the lease ends.
    """
    until, count = monotonic() + AT_MOST, 0
    while cursors := some(session, hook, now):
        for cursor in cursors:
            parcel = claim(session, hook, cursor, now(session))
            if parcel is None:  # somebody else has it
                continue
            body = message(parcel.event)
            answer = post(parcel.url, headers(parcel, installation, body), body)
            keep(session, parcel, answer, now(session))
            count += 1
            if not answer.status or monotonic() > until:
                return count
    return count


def some(session: Session, hook: str, now: Now) -> list[int]:
    found = due(session, hook, now(session), TOGETHER)
    session.rollback()
    return found


def message(event: FeedEvent) -> bytes:
    """The body: what the feed tells of the event, in the frame of Standard Webhooks."""
    told: dict[str, Any] = {"type": event.type, "timestamp": event.recorded_at, "data": shapes.dump(event)}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def headers(parcel: Parcel, installation: str, body: bytes) -> dict[str, str]:
    ident, timestamp = parcel.event.id, int(unstamp(parcel.at).timestamp())
    secrets = [signing.secret(installation, parcel.hook, salt) for salt in parcel.salts]
    return {
        "Content-Type": "application/json", "User-Agent": f"procflow/{__version__}", "webhook-id": ident, "webhook-timestamp": str(timestamp),
        "webhook-signature": signing.signature(secrets, ident, timestamp, body),
    }  # fmt: skip
