"""What the relay has to do now, as jobs for whoever feeds the queue: it only looks, so that an idle installation writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow.models import EventOutbox
from procflow.relay.claiming import AWAKE, due
from procflow.relay.deliveries import BEHIND

RELAY, SEND = "events.relay", "webhook.send"


@dataclass(frozen=True)
class Errand:
    """A job to be made due: there is one row for each, however often it is asked for."""

    kind: str
    job: str
    payload: Mapping[str, str] = field(default_factory=dict)


def pressing(session: Session, at: str) -> list[Errand]:
    """The outbox to be numbered, webhooks that lag behind the feed, and each to whom something is due."""
    found = [Errand(RELAY, RELAY)] if session.scalar(select(EventOutbox.event_pk).limit(1)) or session.scalar(BEHIND.limit(1)) else []
    return found + [
        Errand(SEND, f"{SEND}:{hook}", {"webhook": hook}) for hook in list(session.scalars(AWAKE, {"now": at})) if due(session, hook, at, 1)
    ]
