"""What a judge of one unit's records may look at: the organisation, the editions, the rules, every chain of the unit; it judges nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow.access import Organisation
from procflow.conformance.declared import Declared, editions
from procflow.conformance.kinds import KINDS
from procflow.conformance.reading import Reading
from procflow.conformance.records import CASES, Line, of_chain, of_unit, refused_elsewhere
from procflow.conformance.shapes import Finding, Ref
from procflow.db import Prepared
from procflow.models import RegimeVersion
from procflow.regimes.rulebook import Rulebook, from_canonical

RULES = Prepared(select(RegimeVersion.sha256, RegimeVersion.body))
MOTION = "member_meeting_vote"


@dataclass(frozen=True)
class Unit:
    """One unit's records and what they are held against; `cases` by id are rows of the case table, which is asked for names alone."""

    reading: Reading
    org: Organisation
    tables: Mapping[str, Declared]
    books: Mapping[str, Rulebook]
    cases: Mapping[str, Any]
    chains: Mapping[str, list[Line]]
    refused: tuple[Line, ...]
    memo: dict[Any, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return str(self.org.unit.unit_id)

    def no(self, chain: str) -> str:
        return str(self.cases[chain].no) if chain in self.cases else ""

    def table(self, line: Line) -> Declared | None:
        return self.tables.get(line.body["procedure"]["sha256"])

    def finding(self, kind: str, sentence: str, *refs: Ref, clause: str = "", chain: str = "", member: str = "", on: str = "", key: str = "",
                correction: str = "", **inputs: object) -> Finding:  # fmt: skip
        """A finding with a name that stays: its kind, its case or unit, and the place that it is about."""
        said, place = KINDS[kind], self.no(chain) or self.id
        link = "/".join([kind, place, key or "-".join(str(each.seq) for each in refs) or member])
        shown = {**inputs, **{name: each for name, each in (("member", member), ("on", on)) if f"{{{name}}}" in sentence}}
        return Finding(
            kind, said.severity, clause or said.clause, sentence, shown, self.id, self.no(chain), member, on, refs, link, correction
        )

    @cached_property
    def started(self) -> dict[str, list[str]]:
        """The cases that each case started, oldest first."""
        found: dict[str, list[str]] = {}
        for chain, lines in self.chains.items():
            found[chain] = [str(each["case_id"]) for line in lines if line.done for each in line.effects if each["kind"] == "start"]
        return found

    def motion(self, chain: str, before: int) -> str:
        """Where the newest motion of a case lay when a record was written; "" where there was none."""
        found = ""
        for other in self.started[chain]:
            lines = self.chains.get(other, [])
            if lines and lines[0].body["procedure"]["id"] == MOTION and lines[0].pk < before:
                found = next(str(line.body["to"]) for line in reversed(lines) if line.pk < before)
        return found


def units(reading: Reading, orgs: list[Organisation]) -> list[Unit]:
    """Each unit with all its records up to the cut: one statement a unit for cases and one for records, however many members there are."""
    tables, books = editions(reading.session), rulebooks(reading.session)
    return [gathered(reading, org, tables, books) for org in orgs]


def gathered(reading: Reading, org: Organisation, tables: Mapping[str, Declared], books: Mapping[str, Rulebook]) -> Unit:
    unit = str(org.unit.unit_id)
    cases = {row.case_id: row for row in CASES.all(reading.session, unit=unit)}
    return Unit(reading, org, tables, books, cases, of_unit(reading, unit), tuple(refused_elsewhere(reading, unit)))


def single(reading: Reading, org: Organisation, case: Any) -> Unit:
    """One case with those that it started, its motions among them: what judging it looks at, and no more."""
    chains = {case.case_id: of_chain(reading, case.case_id)}
    started = [str(each["case_id"]) for line in chains[case.case_id] for each in line.effects if each["kind"] == "start"]
    chains |= {other: lines for other in started if (lines := of_chain(reading, other))}
    return Unit(reading, org, editions(reading.session), rulebooks(reading.session), {case.case_id: case}, chains, ())


def rulebooks(session: Session) -> dict[str, Rulebook]:
    """Every stored version of rules by its hash."""
    return {row.sha256: from_canonical(bytes(row.body)) for row in RULES.all(session)}
