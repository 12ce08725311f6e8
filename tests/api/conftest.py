"""An API over the played quarter: at its end, or on the evening of the second meeting; callers by their ids."""

import itertools
from functools import cache

import pytest

from tests import servers
from tests.web import quarter

ROOT = "/api/v1"


class Caller:
    """Somebody's program: a bearer token, a language, a fresh key for each act."""

    keys = itertools.count(1)

    def __init__(self, app, person, lang="zh", **more):
        self.client = app.test_client()
        answer = self.client.post(f"{ROOT}/rehearsal/tokens", json={"person": person, **more})
        self.token = answer.json["token"]["token"]
        self.headers = {"Authorization": f"Bearer {answer.json['secret']}", "Accept-Language": lang}

    def get(self, path, **headers):
        return self.client.get(ROOT + path, headers={**self.headers, **headers})

    def post(self, path, data=None, **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(
            ROOT + path, json=data or {}, headers={**self.headers, "Idempotency-Key": f"key-{next(self.keys)}", **named}
        )

    def step(self, no, name, form=None, seen="*", **more):
        headers = {name: more.pop(name) for name in ("Idempotency_Key",) if name in more}
        return self.post(f"/cases/{no}/steps", {"step": name, "form": form or {}, **more}, If_Match=seen, **headers)


@pytest.fixture(scope="module", params=servers.BOTH)
def app(request, tmp_path_factory):
    """The played quarter on each database."""
    with quarter.site(request.param, tmp_path_factory.mktemp("api"), quarter.whole) as site:
        yield site


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The same on SQLite alone, for what no database can change."""
    with quarter.site("sqlite", tmp_path_factory.mktemp("api"), quarter.whole) as site:
        yield site


@pytest.fixture(scope="module")
def caller(app):
    """Callers, each person's made once."""
    return cache(lambda person: Caller(app, person))
