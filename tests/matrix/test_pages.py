"""Every route of the site × every caller: who is let in, who is turned away, that nothing fails, and that what others are told names nobody of ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import url_for
from sqlalchemy import select
from werkzeug.test import TestResponse

from procflow import audit, evidence
from procflow.db import db
from procflow.models import AuditEvent, Case, LedgerEntry
from procflow.web import slips
from tests.matrix.table import PAGES, Row
from tests.matrix.town import CALLERS, OTHERS, Town, town
from tests.web import quarter, test_ballot_page, test_rating_pages

WORLDS = {
    "quarter": (quarter.whole, "qsx", "lh1"),
    "evening": (quarter.evening, "qsx", "lh1"),
    "slips": (test_ballot_page.issued, "xz", "d1"),
    "rated": (test_rating_pages.built, "xz", "d1"),
}
USUAL = {"period": "2024-Q1", "year": "2024", "step": "comment", "key": "bonus_claim", "procedure": "bonus_claim", "kind": "svg", "what": "zh",
         "name": "R6", "filename": "browse.js", "member": "M01",
         "person": "M01", "act": "name"}  # fmt: skip


class Worlds:
    """Each world made when the first route asks for it."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self.stack, self.folder, self.made = stack, folder, dict[str, tuple[Town, Mapping[str, str]]]()

    def __getitem__(self, name: str) -> tuple[Town, Mapping[str, str]]:
        if name not in self.made:
            (place := self.folder / name).mkdir()
            made = self.stack.enter_context(town(place, *WORLDS[name]))
            self.made[name] = made, USUAL | {"unit": made.here} | ids(made)
        return self.made[name]


def ids(of: Town) -> dict[str, str]:
    """What the addresses name: a settled claim of the subject with its paper, its last record and its line; the last meeting; a slip's code."""
    with of.app.app_context():
        issuing = db.session.scalars(select(Case).where(Case.procedure == "democratic_appraisal")).first()
        if issuing:
            return {"no": issuing.no, "code": slips.code(str(of.app.config["SECRET_KEY"]), issuing.no, 1)}
        claim = db.session.scalars(select(Case).where(Case.procedure == "bonus_claim", Case.subject == "M01")).first()
        assert claim
        chain = audit.chain(db.session(), claim.case_id)
        papers = [each["sha256"] for record in chain for each in record.body["attachments"]]
        for sha256 in papers:
            evidence.write(evidence.place(Path(of.app.config["EVIDENCE"]), sha256), b"%PDF-1.7")  # whoever played threw the folder away
        line = db.session.scalars(
            select(LedgerEntry.entry_id).where(LedgerEntry.member_id == "M01", LedgerEntry.component == "bonus")
        ).first()
        return {
            "no": claim.no,
            "event": chain[-1].event_id,
            "sha256": papers[0] if papers else "",
            "entry": line or "",
            "meeting": "LH1-0419",
        }


pytestmark = pytest.mark.xdist_group("matrix")  # one process, each world once


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worlds]:
    with ExitStack() as stack:
        yield Worlds(stack, tmp_path_factory.mktemp("matrix"))


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
    method, _, endpoint = route.partition(" ")
    rule = routes(made.app)[route]
    said = {name: row.path.get(name, name) for name in rule.arguments}
    with made.app.test_request_context():
        path = url_for(endpoint, **{name: names.get(value, value) for name, value in said.items()})
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


def test_asking_leaves_a_record_of_each_refused_act_with_whoever_asked(worlds: Worlds) -> None:
    made, names = worlds["quarter"]
    asked(made, names, "POST acts.take", PAGES["POST acts.take"], "other_member")
    with made.app.app_context():
        found = db.session.scalars(select(AuditEvent).where(AuditEvent.actor_id == "p-other_member", AuditEvent.outcome == "refused")).all()
        assert found
        assert {each.case_id for each in found} == {"person/p-other_member"}
