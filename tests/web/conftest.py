"""A site with one branch and three people, for the frame's tests; what is filed here is written past the write door."""

import json

import pytest
from argon2 import PasswordHasher
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow.app import create_app
from procflow.config import Settings
from procflow.db import db
from procflow.models import Account, DatedFact, Installation, Unit, Vaulted
from tests import servers
from tests.web.client import Reader
from tests.world import NAMES, World, built

PEOPLE = {"wang": ("王志强", "branch_secretary"), "li": ("李秀英", "points_admin"), "zhang": ("张建国", "")}
PASSWORD = "correct horse"
HEAD = "0" * 64


@pytest.fixture
def database_kind():
    """Pages are asked on SQLite; that each of them answers on PostgreSQL too is asked by tests/matrix, and what they read and write by its own tests."""
    return "sqlite"


@pytest.fixture(scope="session")
def hashed():
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@pytest.fixture
def site(tmp_path, hashed):
    app = create_app(Settings(home=tmp_path, database_url=f"sqlite:///{tmp_path / 'site.db'}"))
    app.extensions["doors"].hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        db.create_all()
        db.session.add(Unit(unit_id="B1", parent=None, path="/B1/", kind="branch", code="D1ZB", title="第一党支部", facts_head=HEAD))
        db.session.flush()
        for number, (person, (name, role)) in enumerate(PEOPLE.items()):
            db.session.add(Account(login=person, person=person, password=hashed, failures=0, locked_until=None))
            db.session.add(Vaulted(commitment=f"c-{person}", subject_id=person, field="effects.0.name", salt=b"", value=name))
            filed = [
                ("person", {"name": f"c-{person}"}),
                ("membership", {"standing": "formal"}),
                *([("role", {"role": role})] if role else []),
            ]
            db.session.add_all(fact(kind, person, data, number) for kind, data in filed)
        db.session.commit()
    return app


@pytest.fixture
def rehearsal(site):
    with site.app_context():
        db.session.add(Installation(name="now", value="2024-04-12T01:00:00.000000Z"))
        db.session.commit()
    return site


class Lived:
    """The pages over a branch that was built through the write door (tests.world); its people sign in by one click."""

    def __init__(self, app, world):
        self.app, self.world = app, world

    def as_(self, person):
        client = self.app.test_client()
        answer = client.post("/login/as", data={"person": person})
        assert answer.status_code == 302, person
        return Reader(client)


def inhabited(url):
    """The branch of `tests.world` on 10 March 2024, each of its people with an account: written once a session, then copied."""
    built(url)
    store = create_engine(url, poolclass=NullPool)
    with Session(store, expire_on_commit=False) as session:
        World(session).at("2024-03-10")
        session.add_all(Account(login=name, person=name, password="-", failures=0, locked_until=None) for name in NAMES)
        session.commit()
    store.dispose()


@pytest.fixture
def lived(database_kind, tmp_path):
    url = servers.migrated_copy(database_kind, tmp_path, inhabited)
    store = create_engine(url, poolclass=NullPool)
    app = create_app(Settings(home=tmp_path, database_url=url))
    app.config["WTF_CSRF_ENABLED"] = False
    with Session(store, expire_on_commit=False) as session:
        yield Lived(app, World(session))
    store.dispose()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def browser_of(site):
    """A browser, signed in as the person named."""

    def opened(person):
        client = site.test_client()
        client.post("/login", data={"login": person, "password": PASSWORD})
        return client

    return opened


def fact(kind, person, data, number):
    return DatedFact(
        fact_id=f"{kind}-{person}", kind=kind, unit="B1", subject=person, since="2024-01-01", until="9999-12-31", data=json.dumps(data),
        event_hash=f"{kind}-{person}", effect_no=number, superseded_by=None,
    )  # fmt: skip
