"""A session for playing in: its one connection is kept, and SQLite does not wait for the disk."""

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from procflow.db import hurried


@pytest.fixture
def session(engine_url: str) -> Iterator[Session]:
    made = hurried(create_engine(engine_url))
    with Session(made, expire_on_commit=False) as opened:
        yield opened
    made.dispose()
