"""The clock of the database, the properties of the installation, and ids that sort by time."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from procflow.canon import unstamp
from procflow.db.prepared import connected

SETTINGS = "(SELECT value FROM installation WHERE name = 'now'), (SELECT value FROM installation WHERE name = 'log')"
CLOCK = {
    "sqlite": f"SELECT strftime('%Y-%m-%dT%H:%M:%f000Z','now'), {SETTINGS}",
    "postgresql": f"""SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), {SETTINGS}""",
}


@dataclass(frozen=True, slots=True)
class Moment:
    """Now by the installation's clock (`clock` is real or rehearsal), and the name of its log."""

    at: str
    clock: str
    log: str


def moment(session: Session) -> Moment:
    """The present by the database's clock, or the simulated one of a rehearsal."""
    connection = connected(session)
    cursor: Any = connection.connection.cursor()
    cursor.execute(CLOCK[connection.dialect.name])
    real, simulated, log = cursor.fetchone()
    return Moment(simulated or real, "rehearsal" if simulated else "real", log or "")


def now(session: Session) -> str:
    return moment(session).at


def setting(session: Session, name: str) -> str:
    """A property of the installation, "" if it was never set."""
    return str(session.execute(text("SELECT value FROM installation WHERE name = :name"), {"name": name}).scalar() or "")


def new_id(stamp: str) -> str:
    """A UUIDv7 of that moment: ids sort by time, and nothing else is told by them."""
    milliseconds = int(unstamp(stamp).timestamp() * 1000)
    number = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    number = (number & ~(0xF << 76)) | (0x7 << 76)
    return str(UUID(int=(number & ~(0x3 << 62)) | (0x2 << 62)))


def moment_of(ident: str) -> datetime:
    """The instant, to the millisecond, at which such an id was made."""
    return datetime.fromtimestamp((UUID(ident).int >> 80) / 1000, UTC)
