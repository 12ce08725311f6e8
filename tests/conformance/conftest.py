"""The worked years, played once for all who read them, and the township's with its seeded faults."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from procflow.rehearsal import bundled, read
from tests import servers
from tests.conformance.truth import Truth
from tests.rehearsal import year

KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(scope="session", params=KINDS)
def township(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    yield from played("township-2024", request.param, tmp_path_factory.mktemp("clean"))


@pytest.fixture(scope="session")
def bureau(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    yield from played("bureau-2024", "sqlite", tmp_path_factory.mktemp("bureau"))


@pytest.fixture(scope="session")
def truth() -> Truth:
    return Truth.read()


@pytest.fixture(scope="session", params=KINDS)
def seeded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, truth: Truth) -> Iterator[Session]:
    """The township's year with every fault of the truth."""
    url = servers.empty_database(request.param, tmp_path_factory.mktemp("seeded"))
    session = year.play(url, read(bundled()[truth.base].read_text(encoding="utf-8"))).session
    session.close()
    session.get_bind().dispose()
    truth.commit(url)
    yield from opened(url)


def played(name: str, kind: str, folder: Path) -> Iterator[Session]:
    performance = year.play(servers.empty_database(kind, folder), read(bundled()[name].read_text(encoding="utf-8")))
    yield performance.session
    performance.session.close()
    performance.session.get_bind().dispose()


def opened(url: str) -> Iterator[Session]:
    engine = create_engine(url)
    with Session(engine, expire_on_commit=False) as session:
        yield session
    engine.dispose()
