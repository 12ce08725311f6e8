"""A lived world for each test: lived once, then copied."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow.schema import upgrade
from tests import servers
from tests.proof.world import small


@pytest.fixture
def engine_url(database_kind: str, tmp_path: Path) -> str:
    """A database in which a small world has been lived."""
    return servers.migrated_copy(database_kind, tmp_path, live)


def live(url: str) -> None:
    upgrade(url)
    engine = create_engine(url, poolclass=NullPool)
    with Session(engine, expire_on_commit=False) as session:
        small(session)
    engine.dispose()
