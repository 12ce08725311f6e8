"""A PostgreSQL as it is installed, with fsync and all: what a measurement of durable commits asks; it measures nothing itself."""

from __future__ import annotations

import atexit
from functools import cache
from pathlib import Path

from tests.servers import PostgreSQL, empty_database


class Durable(PostgreSQL):
    """The tests' server without their haste: every setting that PostgreSQL has by itself."""

    careless = ()


@cache
def server() -> Durable:
    started = Durable()
    atexit.register(started.stop)
    return started


def database(kind: str, folder: Path) -> str:
    """The URL of an empty database whose commits are durable, gone with its folder or its server."""
    return empty_database(kind, folder) if kind == "sqlite" else server().create(folder, "template1")
