"""What the attacks share: a branch with people, its pages, its programs and its command line, over one database. Forms' tokens are asked for here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow.app import create_app
from procflow.config import Settings
from procflow.db import db
from procflow.models import Account
from procflow.web.passwords import Doors
from tests import servers
from tests.api.conftest import Caller
from tests.cli.conftest import call
from tests.web.conftest import lived
from tests.world import NAMES, World, built

__all__ = ["call", "lived"]

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "correct horse"
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def besieged(url: str) -> None:
    """The branch of `tests.world` on 10 March 2024; everybody can sign in."""
    built(url)
    store = create_engine(url, poolclass=NullPool)
    with Session(store, expire_on_commit=False) as session:
        World(session).at("2024-03-10")
        kept = CHEAP.hash(PASSWORD)
        session.add_all(Account(login=name, person=name, password=kept, failures=0, locked_until=None) for name in NAMES)
        session.commit()
    store.dispose()


class Siege:
    """The site, the write door beside it, and browsers that know their forms' token."""

    def __init__(self, app: Flask, world: World) -> None:
        self.app, self.world = app, world
        self.browser = cache(self.signed_in)
        self.program = cache(lambda person: Caller(app, person))

    def signed_in(self, person: str) -> FlaskClient:
        client = self.app.test_client()
        answer = client.post("/login/as", data={"person": person, "csrf_token": token(client, "/login")})
        assert answer.status_code == 302, person
        return client

    def post(self, person: str, path: str, **fields: Any) -> Any:
        client = self.browser(person)
        return client.post(path, data={"csrf_token": token(client), **fields})


def token(client: FlaskClient, path: str = "/settings") -> str:
    found = TOKEN.search(client.get(path).get_data(as_text=True))
    assert found, path
    return found[1]


@pytest.fixture(scope="module")
def siege(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Siege]:
    folder = tmp_path_factory.mktemp("siege")
    url = servers.migrated_copy("sqlite", folder, besieged)
    app = create_app(Settings(home=folder, database_url=url))
    app.extensions["doors"] = Doors(CHEAP)
    store = create_engine(url, poolclass=NullPool)
    with Session(store, expire_on_commit=False) as session:
        yield Siege(app, World(session))
    store.dispose()
    with app.app_context():
        db.engine.dispose()
