"""Every operation of the API × every caller with a token of their own, and one without: who is let in, and that what others are told names nobody of ours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import count

import pytest
from sqlalchemy import select

from procflow.db import db
from procflow.models import DatedFact
from procflow.web.api import ROOT, operations
from procflow.web.api.operations import Operation
from tests.matrix.operations import OPERATIONS
from tests.matrix.test_pages import Answer
from tests.matrix.town import CALLERS, OTHERS, Town, town
from tests.matrix.worlds import USUAL, WORLDS, ids

NAMES = {each.name: each for each in operations()}
pytestmark = pytest.mark.xdist_group("matrix")
TURNED_AWAY = (401, 403, 404)


class Programs:
    """The town, asked by programs: a token for each caller, a fresh key for each act."""

    def __init__(self, made: Town) -> None:
        self.made, self.keys = made, count()
        self.headers = cache(self.authorised)
        self.names: Mapping[str, str] = USUAL | {"unit": made.here} | ids(made) | {"regime": adopted(made)}
        hook = {"unit": made.here, "url": "http://127.0.0.1:9/hook"}
        answer = self.open("POST", "/webhooks", "sysadmin", json=hook, headers={"Idempotency-Key": "hook"})
        self.names |= {"webhook": re.findall(r'"webhook": "(\w+)"', answer.text)[0]}

    def authorised(self, caller: str) -> dict[str, str]:
        if caller == "stranger":
            return {}
        answer = self.made.app.test_client().post(f"{ROOT}/rehearsal/tokens", json={"person": self.made.person(caller)})
        return {"Authorization": f"Bearer {answer.get_json()['secret']}"}

    def open(self, method: str, path: str, caller: str, headers: Mapping[str, str] | None = None, **body: object) -> Answer:
        said = {**self.headers(caller), **(headers or {})}
        return Answer.of(self.made.app.test_client().open(ROOT + path, method=method, headers=said, **body))  # type: ignore[arg-type]

    def call(self, of: Operation, caller: str) -> Answer:
        row = OPERATIONS[of.name]
        path = re.sub(r"<(\w+)>", lambda found: self.names.get(said := row.path.get(found[1], found[1]), said), of.path)
        headers = {"Idempotency-Key": f"matrix-{next(self.keys)}"} if of.keyed else {}
        headers |= {"If-Match": "*"} if of.versioned else {}
        body = {"data": b"%PDF-1.7"} if of.raw else {} if of.method == "GET" else {"json": dict(row.form)}
        return self.open(of.method, path + row.query, caller, headers, **body)


def adopted(made: Town) -> str:
    with made.app.app_context():
        data = db.session.scalars(select(DatedFact.data).where(DatedFact.kind == "adoption")).first()
        return str(json.loads(data or "{}")["sha256"])


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Programs]:
    with town("sqlite", tmp_path_factory.mktemp("programs"), *WORLDS["quarter"]) as made:
        yield Programs(made)


def test_every_operation_has_a_row_and_every_row_an_operation() -> None:
    assert sorted(set(NAMES) ^ set(OPERATIONS)) == [], "a new operation: say in tests/matrix/operations.py who may call it"


@pytest.mark.parametrize("name", list(OPERATIONS))  # in the order of the table: what is withdrawn is withdrawn last
def test_exactly_those_are_answered_who_may_and_others_learn_no_name(programs: Programs, name: str) -> None:
    answers = {caller: programs.call(NAMES[name], caller) for caller in CALLERS}
    assert [each.status for each in answers.values() if each.status >= 500] == []
    assert {caller for caller, each in answers.items() if each.status not in TURNED_AWAY} == OPERATIONS[name].who
    assert {caller: told for caller in (*OTHERS, "stranger") if (told := programs.made.leaked(answers[caller].text))} == {}
