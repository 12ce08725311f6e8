"""The worlds in which routes are asked, each played when the first route asks for it, and what the addresses name in each."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from flask import url_for
from sqlalchemy import select

from procflow import audit, evidence
from procflow.db import db
from procflow.errors import NotFound
from procflow.models import Case, LedgerEntry
from procflow.reports.pdf import Press
from procflow.reports.pdf.codes import code
from procflow.reports.pdf.issuing import Desk, printed
from procflow.reports.pdf.notice import notice
from procflow.web import slips
from tests.matrix.table import Row
from tests.matrix.town import Town, town
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

    def __init__(self, stack: ExitStack, folder: Path, kind: str = "sqlite") -> None:
        self.kind, self.stack, self.folder, self.made = kind, stack, folder, dict[str, tuple[Town, Mapping[str, str]]]()

    def __getitem__(self, name: str) -> tuple[Town, Mapping[str, str]]:
        if name not in self.made:
            (place := self.folder / name).mkdir()
            made = self.stack.enter_context(town(self.kind, place, *WORLDS[name]))
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
            "paper": printed_notice(of),
        }


def printed_notice(of: Town) -> str:
    """The code of the quarter's notice, as the secretary printed it; "" where none was posted."""
    try:
        made = notice(db.session(), "Y01", date(2024, 4, 26), of.here, "2024-Q1", None, "zh")
    except NotFound:
        return ""
    secret = str(of.app.config["SECRET_KEY"])
    printed(db.session(), "Y01", made, Press(), Desk(secret, lambda code: f"http://localhost/v/{code}"))
    return code(secret, made.digest)


def address(made: Town, names: Mapping[str, str], route: str, row: Row) -> str:
    """The path of "METHOD endpoint" in this world."""
    endpoint = route.partition(" ")[2]
    arguments = {name for rule in made.app.url_map.iter_rules(endpoint) for name in rule.arguments}
    said = {name: row.path.get(name, name) for name in arguments}
    with made.app.test_request_context():
        return url_for(endpoint, **{name: names.get(value, value) for name, value in said.items()})
