"""The whole trace of a case, and whether it is whole: every record in its place, refused ones too. It repairs nothing and hides nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from procflow import audit, canon
from procflow.audit import Record
from procflow.errors import NotFound
from procflow.grammar import Procedure
from procflow.queries.asof import until
from procflow.queries.people import Named, of_unit
from procflow.queries.sealed import hidden
from procflow.queries.tallies import covered
from procflow.queries.told import Told, tell
from procflow.queries.view import view

OUT_OF_PLACE = "第 {seq} 条记录不在它的位置上"
BROKEN = "第 {seq} 条记录与前一条对不上"
SHORT = "事项记着 {said} 条记录，实有 {found} 条"
NOT_YET = "到{day}为止还没有这件事"
HEAD = "最后一条记录与事项记着的不一致"


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not fit, as a sentence with its inputs."""

    sentence: str
    inputs: dict[str, int]


@dataclass(frozen=True, slots=True)
class Trace:
    """Every record of a case, oldest first; `faults` is empty where head, order and number of the records agree."""

    no: str
    case_id: str
    unit: str
    unit_title: str
    procedure: str
    title: str
    table: Procedure
    subject: Named
    period: str
    state: str
    state_title: str
    edition: str
    regime: str
    head: str
    events: tuple[Told, ...]
    faults: tuple[Fault, ...]

    @property
    def decisions(self) -> tuple[Told, ...]:
        return tuple(each for each in self.events if each.decision)


def trace(session: Session, actor: str, day: date, no: str) -> Trace:
    """The trace of the case of this number. Raises NotFound where the reader may not see it."""
    of = view(session, actor, day, no)
    row, records = of.row, audit.chain(session, of.row.case_id)
    events = tuple(hidden(each, of.seal) for each in covered(tell(session, of.org, records), row, actor))
    called = of.org.unit.title if row.subject == row.unit else of_unit(session, of.org, [row.subject])[row.subject]
    return Trace(
        row.no, row.case_id, row.unit, of.org.unit.title, row.procedure, of.table.title, of.table, Named(row.subject, called), row.period, row.state,
        of.table.by_name[row.state].title, row.edition, row.regime, row.head, events, faults(row, records),
    )  # fmt: skip


def faults(row: Any, records: list[Record]) -> tuple[Fault, ...]:
    """Where the chain does not hang together: a place left out, a hash that does not fit, a head that names another record."""
    found, before = [], canon.ZERO
    for place, record in enumerate(records):
        seq = int(record.body["case_seq"])
        if seq != place:
            found.append(Fault(OUT_OF_PLACE, {"seq": seq}))
        if record.body["prev"] != before:
            found.append(Fault(BROKEN, {"seq": seq}))
        before = record.hash
    if row.seq != len(records):
        found.append(Fault(SHORT, {"said": row.seq, "found": len(records)}))
    if row.head != before:
        found.append(Fault(HEAD, {}))
    return tuple(found)


def stood(found: Trace, asof: str) -> Trace:
    """The trace as it was known at the end of that day. Raises NotFound for a case of which nothing was recorded yet."""
    events = tuple(each for each in found.events if each.at < until(asof))
    if not events:
        raise NotFound(NOT_YET, day=asof)
    moved = next((each for each in reversed(events) if each.state_to and not each.refused), events[0])
    return replace(found, events=events, state=moved.state_to, state_title=moved.to_title, head=events[-1].hash)
