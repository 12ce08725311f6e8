"""The played quarter behind a real socket, and clients of its people."""

from functools import cache

import pytest

from procflow.cli.listening import listening
from procflow.client import Client
from tests import servers
from tests.web import quarter


@pytest.fixture(scope="module", params=servers.BOTH)
def served(request, tmp_path_factory):
    """The site on each database, with its address."""
    folder = tmp_path_factory.mktemp("served")
    with quarter.site(request.param, folder, quarter.whole) as app, listening(app) as url:
        yield app, url


@pytest.fixture(scope="module")
def client(served):
    """A client of this person in this language, each made once."""
    with Client(served[1]) as nobody:
        yield cache(lambda person, lang="zh": nobody.under(nobody.rehearse_as(person).secret, lang))


@pytest.fixture
def claim(client):
    """A fresh claim of M05: its number."""
    return client("M05").begin("bonus_claim", "lh1").case.no
