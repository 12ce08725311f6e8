"""The report of a unit and a period, and the certificate of a case, for whoever may read them, with the names that they need. It finds nothing itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow.conformance import Certificate, Finding, Report, certificate, report
from procflow.dates import Period
from procflow.db import AmongMany
from procflow.machines import tables
from procflow.models import Case
from procflow.queries.people import names
from procflow.queries.sealed import HANDLE, MASKED
from procflow.reports.compliance.words import Words
from procflow.reports.readers import opened

NUMBERS = AmongMany(lambda chains: select(Case.case_id, Case.no).where(Case.case_id.in_(chains)))


@dataclass(frozen=True)
class Compliance:
    """A report with its words; `names` are those of the people whom it names, `cases` the numbers of the cases of its evidence, by chain."""

    report: Report
    names: Mapping[str, str]
    cases: Mapping[str, str]

    def words(self, lang: str) -> Words:
        return Words(lang, self.names, dict(self.report.units))


def compliance(
    session: Session, actor: str, day: date, unit: str, period: Period, as_of: date | None = None, procedure: str = ""
) -> Compliance:
    """As of the end of a day, by default `day`. Raises NotFound for whoever may not read the unit's reports.

    Of a `procedure`, its duties and findings alone; parts, policies and log are always of the whole.
    """
    opened(session, actor, day, unit)
    found = report(session, actor, unit, str(period), min(as_of or day, day))
    found = replace(found, findings=tuple(veiled(each) for each in found.findings))
    if procedure:
        found = only(found, procedure)
    return Compliance(
        found, names(session, mentioned(found)), numbered(session, {ref.chain for each in found.findings for ref in each.evidence})
    )


def numbered(session: Session, chains: set[str]) -> dict[str, str]:
    """The numbers of these cases; a chain that is no case has none."""
    rows = NUMBERS.all(session, sorted(chains))
    return {row.case_id: row.no for row in rows}


def certified(session: Session, actor: str, no: str, as_of: date | None = None) -> tuple[Certificate, Mapping[str, str]]:
    """Raises NotFound for whoever may not see the case."""
    found = certificate(session, actor, no, as_of)
    found = replace(found, findings=tuple(veiled(each) for each in found.findings))
    people = {found.subject, *(each.by for each in found.steps), *(each.member for each in found.findings)}
    return found, names(session, people | inside(found.findings))


def veiled(of: Finding) -> Finding:
    """Who objected or reported is told by the case, where reading it goes on record; a report names nobody of such a case."""
    if procedure_of(of.case_no) not in HANDLE:
        return of
    kept = {name: MASKED if value == of.member and of.member else value for name, value in of.inputs.items()}
    return replace(of, member="", inputs=kept)


def only(of: Report, procedure: str) -> Report:
    """The same report with the duties and findings of one procedure."""
    duties = tuple(each for each in of.obligations if procedure in (each.key.partition(".")[0], procedure_of(each.case_no)))
    found = tuple(each for each in of.findings if procedure_of(each.case_no) == procedure)
    return replace(of, obligations=duties, findings=found, tally={state: sum(each.state == state for each in duties) for state in of.tally})


def procedure_of(no: str) -> str:
    """By the code in a case's number; "" for no case."""
    parts = no.rsplit("-", 3)
    return next((table.key for table in tables().values() if len(parts) == 4 and table.code == parts[1]), "")


def mentioned(of: Report) -> set[str]:
    cells = {str(value) for part in of.parts for table in part.tables for row in table.rows
             for column, value in zip(table.columns, row, strict=True) if column.kind == "member" and value}  # fmt: skip
    subjects = {each.subject for each in of.obligations if not each.case_no}
    return cells | subjects | {each.member for each in of.findings} | inside(of.findings)


def inside(found: Iterable[Finding]) -> set[str]:
    """Whatever in the inputs may be a person."""
    return {value for each in found for value in texts(each.inputs)}


def texts(inputs: Mapping[str, Any]) -> Iterator[str]:
    for value in inputs.values():
        if isinstance(value, str):
            yield from value.split("、")
