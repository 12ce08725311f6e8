"""Every route of the site × every caller: who is let in, who is turned away, that nothing fails, and that what others are told names nobody of ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from procflow.db import db
from procflow.models import AuditEvent
from tests.matrix.table import PAGES, Row
from tests.matrix.town import CALLERS, OTHERS, Town
from tests.matrix.worlds import Worlds, address

pytestmark = pytest.mark.xdist_group("matrix")  # one process, each world once


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worlds]:
    with ExitStack() as stack:
        yield Worlds(stack, tmp_path_factory.mktemp("matrix"))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worlds]:
    """The same worlds on PostgreSQL."""
    with ExitStack() as stack:
        yield Worlds(stack, tmp_path_factory.mktemp("served"), "postgresql")


def routes(app: Any) -> dict[str, Any]:
    """ "METHOD endpoint" of every route but the operations of the API, which have their own table."""
    rules = [each for each in app.url_map.iter_rules() if not each.endpoint.startswith("api.")]
    return {f"{method} {rule.endpoint}": rule for rule in rules for method in sorted(rule.methods - {"HEAD", "OPTIONS"})}


@dataclass(frozen=True)
class Answer:
    """What came back, in so far as it matters here."""

    status: int
    location: str
    text: str

    @classmethod
    def of(cls, answer: TestResponse) -> Answer:
        with closing(answer):
            return cls(answer.status_code, answer.headers.get("Location", ""), answer.get_data().decode(errors="replace"))


def asked(made: Town, names: Mapping[str, str], route: str, row: Row, caller: str) -> Answer:
    method, path = route.split(maxsplit=1)[0], address(made, names, route, row)
    client, token = made.signed_in(caller) if row.fresh else made.browser(caller)
    if method == "GET":
        return Answer.of(client.get(path))
    return Answer.of(client.post(path, data={"csrf_token": token} | {name: names.get(value, value) for name, value in row.form.items()}))


def verdict(answer: Answer, caller: str) -> str:
    if answer.status >= 500:
        return "failed"
    if caller == "stranger" and answer.location.startswith("/login"):
        return "turned away"
    return "turned away" if answer.status in (403, 404) else "let in"


def test_every_route_has_a_row_and_every_row_a_route(worlds: Worlds) -> None:
    found = set(routes(worlds["quarter"][0].app))
    assert sorted(found - set(PAGES)) == [], "a new route: say in tests/matrix/table.py who may open it"
    assert sorted(set(PAGES) - found) == []


@pytest.mark.parametrize("route", sorted(PAGES))
def test_exactly_those_are_let_in_who_may_and_others_learn_no_name(worlds: Worlds, route: str) -> None:
    row = PAGES[route]
    made, names = worlds[row.world]
    answers = {caller: asked(made, names, route, row, caller) for caller in CALLERS}
    wrong = {
        caller: (answer.status, verdict(answer, caller))
        for caller, answer in answers.items()
        if verdict(answer, caller) != ("let in" if caller in row.who else "turned away")
    }
    assert wrong == {}
    if row.world == "quarter" and row.names:
        assert {caller: told for caller in (*OTHERS, "stranger") if (told := made.leaked(answers[caller].text))} == {}


@pytest.mark.postgresql
@pytest.mark.parametrize("route", sorted(PAGES))
def test_on_postgresql_too_whoever_may_gets_an_answer(served: Worlds, route: str) -> None:
    row = PAGES[route]
    made, names = served[row.world]
    callers = [each for each in CALLERS if each in row.who][:1]
    assert {each: verdict(asked(made, names, route, row, each), each) for each in callers} == dict.fromkeys(callers, "let in")


def test_asking_leaves_a_record_of_each_refused_act_with_whoever_asked(worlds: Worlds) -> None:
    made, names = worlds["quarter"]
    asked(made, names, "POST acts.take", PAGES["POST acts.take"], "other_member")
    with made.app.app_context():
        found = db.session.scalars(select(AuditEvent).where(AuditEvent.actor_id == "p-other_member", AuditEvent.outcome == "refused")).all()
        assert found
        assert {each.case_id for each in found} == {"person/p-other_member"}
