"""What a rehearsal's readings have at hand: its unit's cases by the names of the script, their steps, and the filed facts. It compares and changes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow.facts.cases import taken
from procflow.grammar import Taken
from procflow.models import Case, DatedFact

Names = Mapping[str, Any]
Reading = Callable[[Names], Any]


@dataclass(frozen=True)
class Stock:
    """`names` gives the script's name of a case by its number, `number` the number by the name."""

    session: Session
    unit: str
    names: Mapping[str, str]
    number: Callable[[str], str]

    def case(self, name: str) -> Any:
        return self.session.execute(select(*Case.__table__.columns).where(Case.no == self.number(name))).one()

    def of(self, procedure: str) -> Iterator[Any]:
        chosen = select(*Case.__table__.columns).where(Case.unit == self.unit, Case.procedure == procedure)
        yield from self.session.execute(chosen.order_by(Case.no)).all()

    def steps(self, row: Any) -> tuple[Taken, ...]:
        return taken(self.session, row.taken)

    def facts(self, kind: str) -> list[tuple[str, Mapping[str, Any]]]:
        """The filed facts of a kind in the order of their filing, with what they are about; superseded ones too."""
        chosen = select(DatedFact.subject, DatedFact.data).where(DatedFact.unit == self.unit, DatedFact.kind == kind)
        rows = self.session.execute(chosen.order_by(DatedFact.since, DatedFact.fact_id))
        return [(row.subject, json.loads(row.data)) for row in rows]
