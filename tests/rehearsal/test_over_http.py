"""A rehearsal through the API alone: the same expectations met, the same records as through the write door, up to ids and times."""

from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from procflow.cli.listening import rehearsed
from procflow.client import Client
from procflow.config import Settings
from procflow.db import hurried
from procflow.proof.check import verify
from procflow.rehearsal import ScriptError, bundled, read, rehearse, rehearse_over_http
from procflow.schema import upgrade
from tests import servers
from tests.rehearsal import assembled, compared, quarter

pytestmark = [pytest.mark.loopback, pytest.mark.slow]


@contextmanager
def empty(kind, folder):
    """An upgraded database with nothing in it: its address, and a session on it."""
    url = servers.migrated_copy(kind, folder, upgrade)
    made = hurried(create_engine(url))
    with Session(made, expire_on_commit=False) as session:
        yield url, session
    made.dispose()


@contextmanager
def served(kind, folder):
    """The same with a site on it, and a client of nobody."""
    with empty(kind, folder) as (url, session), rehearsed(Settings(home=folder, database_url=url)) as address, Client(address) as client:
        yield session, client


def test_the_quarter_gives_the_same_over_http_record_by_record(database_kind, tmp_path):
    the_same("township-2024-q1", database_kind, tmp_path)


@pytest.mark.parametrize("name", ["township-2024", "bureau-2024"])
def test_a_year_can_be_run_through_the_interface_alone(name, tmp_path):
    the_same(name, "sqlite", tmp_path)


def the_same(name, kind, folder):
    """Played both ways: every expectation met, every record the same."""
    script = read(bundled()[name].read_text("utf-8"))
    with empty(kind, folder) as (_, session):
        direct, through_the_door = rehearse(session, script, folder), compared.told(session)
    with served(kind, folder) as (session, client):
        over = rehearse_over_http(session, script, client)
        assert (over.met, over.differences) == (direct.met, [])
        assert verify(session).ok
        for ours, theirs in zip(compared.told(session), through_the_door, strict=True):
            assert ours == theirs


def test_a_step_that_is_refused_against_the_script_is_told_by_its_line_as_ever(tmp_path):
    bent = quarter.script()
    quarter.attend(bent, 9)
    with served("sqlite", tmp_path) as (session, client), pytest.raises(ScriptError, match="QUORUM_NOT_MET"):
        rehearse_over_http(session, assembled.read(bent), client)
