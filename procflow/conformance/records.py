"""The records of a unit's cases, read together and in order, each with its leaf hash; long forms are fetched by their names. It judges nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, select

from procflow.canon import leaf, unstamp
from procflow.conformance.reading import Reading
from procflow.conformance.shapes import Ref
from procflow.dates import local_day
from procflow.db import AmongMany, Prepared
from procflow.models import AuditAnnex, AuditEvent, AuditLeaf, Case, StreamHead

PICKED = select(AuditEvent.id, AuditEvent.case_id, AuditEvent.case_seq, AuditEvent.body, AuditLeaf.leaf_index).outerjoin(
    AuditLeaf, AuditLeaf.event_pk == AuditEvent.id
)
WITHIN = AuditEvent.recorded_at < bindparam("cut")
ORDER = (AuditEvent.case_id, AuditEvent.case_seq)
OF_UNIT = Prepared(PICKED.join(Case, Case.case_id == AuditEvent.case_id).where(Case.unit == bindparam("unit"), WITHIN).order_by(*ORDER))
OF_CHAIN = Prepared(PICKED.where(AuditEvent.case_id == bindparam("chain"), WITHIN).order_by(*ORDER))
REFUSED = Prepared(
    PICKED.join(StreamHead, StreamHead.stream == AuditEvent.case_id)
    .where(StreamHead.stream.like("person/%"), AuditEvent.unit == bindparam("unit"), AuditEvent.outcome == "refused", WITHIN)
    .order_by(*ORDER)
)
CASES = Prepared(select(*Case.__table__.columns).where(Case.unit == bindparam("unit")).order_by(Case.no))
ONE: Select[Any] = select(*Case.__table__.columns).where(Case.no == bindparam("no"))
NUMBER = Prepared(ONE)
ANNEX = AuditAnnex.__table__.c
LONG = AmongMany(lambda names: select(ANNEX.sha256, ANNEX.bytes).where(ANNEX.sha256.in_(names)))
NAMED = {"annex", "count"}
UNASKED = ("app", "clock", "command_id", "log", "ordinal", "pii", "preview", "v")


@dataclass(frozen=True, slots=True)
class Line:
    """One record: its place, its hash, its body; `form` and `effects` whole, wherever they are kept."""

    pk: int
    chain: str
    seq: int
    hash: str
    leaf: int
    body: dict[str, Any]
    form: dict[str, Any]
    effects: list[dict[str, Any]]

    @property
    def done(self) -> bool:
        return bool(self.body["outcome"] == "done")

    @property
    def step(self) -> str:
        return str(self.body["transition"] or "")

    @property
    def on(self) -> str:
        return str(self.body["occurred_on"])

    @property
    def recorded_on(self) -> str:
        return local_day(unstamp(self.body["recorded_at"])).isoformat()

    @property
    def ref(self) -> Ref:
        return Ref(self.hash, self.body["event_id"], self.chain, self.seq, self.leaf)


def of_unit(reading: Reading, unit: str) -> dict[str, list[Line]]:
    """The records of every case of the unit, by case id, in the order of their chains."""
    return by_chain(lines(reading, OF_UNIT.all(reading.session, unit=unit, cut=reading.cut)))


def of_chain(reading: Reading, chain: str) -> list[Line]:
    return list(lines(reading, OF_CHAIN.all(reading.session, chain=chain, cut=reading.cut)))


def refused_elsewhere(reading: Reading, unit: str) -> list[Line]:
    """Attempts on this unit that stand on their caller's own stream, because the case was not theirs to see."""
    return list(lines(reading, REFUSED.all(reading.session, unit=unit, cut=reading.cut)))


def by_chain(found: Iterable[Line]) -> dict[str, list[Line]]:
    chains: dict[str, list[Line]] = {}
    for each in found:
        chains.setdefault(each.chain, []).append(each)
    return chains


def lines(reading: Reading, rows: list[Any]) -> Iterator[Line]:
    bodies = [judged(json.loads(bytes(row.body))) for row in rows]
    wanted = {part["annex"] for body in bodies for part in (body["form"], body["effects"]) if is_named(part)}
    long = {row.sha256: json.loads(bytes(row.bytes)) for row in LONG.all(reading.session, sorted(wanted))}
    for row, body in zip(rows, bodies, strict=True):
        form, effects = (long[part["annex"]] if is_named(part) else part for part in (body["form"], body["effects"]))
        place = -1 if row.leaf_index is None else row.leaf_index
        yield Line(row.id, row.case_id, row.case_seq, leaf(bytes(row.body)), place, body, form, effects)


def judged(body: dict[str, Any]) -> dict[str, Any]:
    """The body without what no judgement looks at: of 100,000 records it would fill the memory."""
    for name in UNASKED:
        body.pop(name, None)
    return body


def is_named(part: Any) -> bool:
    return isinstance(part, dict) and part.keys() == NAMED
