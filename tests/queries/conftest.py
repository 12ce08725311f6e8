"""The world of these tests, written once for each kind of database and copied for each test; and an ear for statements."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from procflow.db import Prepared
from tests import servers
from tests.queries.world import World, build


@pytest.fixture
def engine_url(database_kind: str, tmp_path: Path) -> str:
    """The address of a copy of the small world."""
    return servers.migrated_copy(database_kind, tmp_path, build)


@pytest.fixture
def world(session: Session) -> World:
    return World(session)


@pytest.fixture
def statements(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How many statements were run since last asked, by whichever way."""
    heard: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *given: heard.append(given[2]))
    plain = Prepared.run

    def run(self: Prepared, session: Session, **values: object) -> object:
        heard.append(str(self.statement)[:40])
        return plain(self, session, **values)

    monkeypatch.setattr(Prepared, "run", run)

    def asked() -> int:
        found = len([each for each in heard if not each.startswith(("BEGIN", "SAVEPOINT"))])
        heard.clear()
        return found

    return asked
