"""The database connection: transactions that cannot lose an update, statements compiled once, and the database's clock."""

from __future__ import annotations

from procflow.db.base import NAMING, Base, db
from procflow.db.connecting import (
    APPEND_ONLY,
    CHANGING,
    FREEING,
    PRAGMAS,
    begin_writing,
    drop_connection,
    hurried,
    keep_connection,
    permit,
    prepare_connection,
)
from procflow.db.moments import CLOCK, SETTINGS, Moment, moment, moment_of, new_id, now, setting
from procflow.db.prepared import AmongMany, Compiled, Prepared, connected

__all__ = [
    "APPEND_ONLY",
    "CHANGING",
    "CLOCK",
    "FREEING",
    "NAMING",
    "PRAGMAS",
    "SETTINGS",
    "AmongMany",
    "Base",
    "Compiled",
    "Moment",
    "Prepared",
    "begin_writing",
    "connected",
    "db",
    "drop_connection",
    "hurried",
    "keep_connection",
    "moment",
    "moment_of",
    "new_id",
    "now",
    "permit",
    "prepare_connection",
    "setting",
]
