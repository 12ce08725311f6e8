"""Databases as they stand after `procflow upgrade`, on SQLite and on PostgreSQL, one fresh copy for each test."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow.schema import upgrade
from tests import servers

if TYPE_CHECKING:
    from tests.world import World


@pytest.fixture
def engine_url(database_kind: str, tmp_path: Path) -> str:
    """The address of a migrated, empty database."""
    return servers.migrated_copy(database_kind, tmp_path, upgrade)


@pytest.fixture
def engine(engine_url: str) -> Iterator[Engine]:
    made = create_engine(engine_url, poolclass=NullPool)
    yield made
    made.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with Session(engine, expire_on_commit=False) as opened:
        yield opened


@pytest.fixture
def world(database_kind: str, tmp_path: Path) -> "Iterator[World]":
    """The branch of `tests.world`, in a database of its own."""
    from tests.world import World, built

    made = create_engine(servers.migrated_copy(database_kind, tmp_path, built), poolclass=NullPool)
    with Session(made, expire_on_commit=False) as opened:
        yield World(opened)
    made.dispose()
