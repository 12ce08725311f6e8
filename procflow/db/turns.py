"""Whose turn it is to write: SQLite lets one connection write at a time but keeps no queue, so the threads of a process stand in one here.

Left to itself SQLite has whoever waits look again after ever longer sleeps: under load somebody waits for seconds while others pass by.
It replaces no lock of the database: whoever has waited too long goes on and meets that one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import MutableMapping
from threading import Lock
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.pool import ConnectionPoolEntry, Pool

PATIENCE = 15.0  # seconds, as busy_timeout
HELD = "turn"


class Turns:
    """A lock that is given to those who wait in the order in which they came."""

    def __init__(self) -> None:
        self._guard, self._taken = Lock(), False
        self._waiting: deque[Lock] = deque()

    def take(self, patience: float = PATIENCE) -> bool:
        """Wait for the turn; False if it did not come in this many seconds."""
        mine = Lock()
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            mine.acquire()
            self._waiting.append(mine)
        if mine.acquire(timeout=patience):
            return True
        with self._guard:
            if mine in self._waiting:
                self._waiting.remove(mine)
                return False
        return True  # it came in the very last moment

    def give(self) -> None:
        """Hand the turn on to whoever has waited longest."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False


_of_file: dict[str, Turns] = {}


def queue(connection: Connection) -> None:
    """Wait until this connection may write to its file; it keeps the turn until it goes back to its pool."""
    file, info = connection.engine.url.database, connection.info
    if file and file != ":memory:" and HELD not in info:
        turns = _of_file.setdefault(file, Turns())
        if turns.take():
            info[HELD] = turns


@event.listens_for(Pool, "checkin")
@event.listens_for(Pool, "close")
def step_aside(_: Any, entry: ConnectionPoolEntry) -> None:
    release(entry.info)


@event.listens_for(Pool, "invalidate")
def fall_out(_: Any, entry: ConnectionPoolEntry, __: BaseException | None) -> None:
    release(entry.info)


def release(info: MutableMapping[Any, Any]) -> None:
    turns = info.pop(HELD, None)
    if turns is not None:
        turns.give()
