"""A session for playing in: its one connection is kept, and SQLite does not wait for the disk. And the worked year, played once for all who read it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from procflow.db import hurried
from procflow.rehearsal import bundled, read
from tests import servers
from tests.rehearsal import year


@pytest.fixture
def session(engine_url: str) -> Iterator[Session]:
    made = hurried(create_engine(engine_url))
    with Session(made, expire_on_commit=False) as opened:
        yield opened
    made.dispose()


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def played(request, tmp_path_factory):
    """The township's year, once on each database; who asks for it only reads it, and stands in the group `year`."""
    yield from once("township-2024", request.param, tmp_path_factory.mktemp("year"))


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def bureau(request, tmp_path_factory):
    """The bureau's year, in the same way; its group is `bureau`."""
    yield from once("bureau-2024", request.param, tmp_path_factory.mktemp("bureau"))


def once(name, kind, folder):
    performance = year.play(servers.empty_database(kind, folder), read(bundled()[name].read_text(encoding="utf-8")))
    yield performance
    performance.session.close()
    performance.session.get_bind().dispose()
