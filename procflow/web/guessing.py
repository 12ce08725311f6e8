"""Wrong codes of slips, counted so that nobody can go on guessing: by client and in all, in memory alone. It keeps no address, no code, and logs nothing."""

from __future__ import annotations

import hmac
import ipaddress
from collections import deque
from datetime import datetime, timedelta
from hashlib import sha256
from math import ceil
from threading import Lock

EACH, ALL = 20, 2_000  # wrong codes in the time below: many phones may stand behind one address, and a code is torn now and then
WITHIN = timedelta(minutes=15)
NETWORK = 64  # a phone changes its IPv6 address within such a network as it likes


class Guesses:
    """The latest wrong codes: when, and a keyed mark of the client. What is kept never exceeds `all_`: beyond it nobody is answered."""

    def __init__(self, each: int = EACH, all_: int = ALL, within: timedelta = WITHIN) -> None:
        self.each, self.all, self.within = each, all_, within
        self.missed: deque[tuple[datetime, str]] = deque(maxlen=all_)
        self.lock = Lock()

    def wait(self, client: str, at: datetime) -> int:
        """For how many seconds this client is not answered; 0 for one who may try."""
        with self.lock:
            while self.missed and self.missed[0][0] + self.within <= at:
                self.missed.popleft()
            own = [when for when, who in self.missed if who == client]
            bars = ([own[-self.each]] if len(own) >= self.each else []) + ([self.missed[0][0]] if len(self.missed) >= self.all else [])
        return max((ceil((when + self.within - at).total_seconds()) for when in bars), default=0)

    def wrong(self, client: str, at: datetime) -> None:
        with self.lock:
            self.missed.append((at, client))


def client(secret: str, address: str | None) -> str:
    """The mark of a client: nobody without the secret tells an address from it."""
    try:
        found = ipaddress.ip_address(address or "")
        given = str(ipaddress.ip_network((found, NETWORK), strict=False)) if found.version == 6 else str(found)
    except ValueError:
        given = ""
    return hmac.new(secret.encode(), f"procflow/guess/1\n{given}".encode(), sha256).hexdigest()
