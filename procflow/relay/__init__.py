"""From the outbox to other programs: gives committed records their place in the feed and tells webhooks of them. It records no act and decides nothing.

Its small transactions are its own: numbering, making deliveries, claiming one, keeping what became of it. They touch no record.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from procflow.relay.deliveries import hand_out
from procflow.relay.numbering import number
from procflow.relay.pressing import RELAY, SEND, Errand, pressing
from procflow.relay.sending import send

__all__ = ["RELAY", "SEND", "Errand", "hand_out", "number", "pressing", "relay", "send"]


def relay(session: Session) -> None:
    """Number what was committed, and make the deliveries that follow."""
    number(session)
    hand_out(session)
