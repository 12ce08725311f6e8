"""Drawing an inspection's sample on record: the seed comes from the machine and is committed before it is shown; a later look draws the same again."""

from __future__ import annotations

import base64
import secrets

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from procflow import canon
from procflow.audit import Record, read
from procflow.conformance.reading import BLIND, opened, organisation
from procflow.conformance.samples import Sample, population
from procflow.db import Prepared, now
from procflow.engine import note
from procflow.errors import Invalid, NotFound, Refusal, Refused
from procflow.models import AuditEvent
from procflow.proof.stored import head

DRAWN = "inspection.sample_drawn"
DRAWERS = frozenset({"supervision_group", "party_building_office", "auditor", "party_committee", "superior_org", "grassroots_committee"})
NOT_YOURS = "抽样由督查领导小组、党建办、上级党组织或审计查阅人进行，被抽查支部的人员不参加"
EMPTY = "这个期间没有可抽的事项"
UNKNOWN = "没有这次抽样的记录"
BY_UNIT = Prepared(
    select(AuditEvent.body)
    .where(AuditEvent.type == DRAWN, AuditEvent.unit == bindparam("unit"), AuditEvent.outcome == "done")
    .order_by(AuditEvent.id)
)
BY_EVENT = Prepared(select(AuditEvent.body).where(AuditEvent.event_id == bindparam("event"), AuditEvent.type == DRAWN))


def draw(session: Session, actor: str, unit: str, period: str, wanted: int) -> Sample:
    """Draw so many cases of a unit's period. Every drawing is on record, so that nobody draws until the sample pleases. Raises Refused, Invalid, NotFound."""
    reading = opened(session, actor, period, None)
    org, day = organisation(reading, unit), reading.today.isoformat()
    if not org.actor(actor, day).roles & DRAWERS or org.person(actor, day) is not None:
        session.rollback()
        note(session, kind=DRAWN, actor=actor, unit=unit, data={"period": period, "wanted": wanted}, outcome="refused")
        raise Refused([Refusal("FORBIDDEN_ROLE", NOT_YOURS)])
    at, newest = now(session), head(session.connection())
    found = population(reading, unit, at)
    session.rollback()
    if not found:
        raise Invalid({"period": [EMPTY]})
    data = {"period": str(reading.period), "wanted": min(wanted, len(found)), "seed": secrets.token_hex(16), "before": at, "population": len(found),
            "digest": canon.digest(list(found)), "log_size": newest.size, "log_root": base64.b64encode(newest.root).decode()}  # fmt: skip
    return told(note(session, kind=DRAWN, actor=actor, unit=unit, data=data), found)


def again(session: Session, actor: str, event: str) -> Sample:
    """The drawing of this record, drawn again from the records that there were. Raises NotFound for whoever holds no office there."""
    row = BY_EVENT.one(session, event=event)
    record = read(bytes(row.body)) if row else None
    if record is None or record.refused:
        raise NotFound(UNKNOWN)
    form = record.body["form"]
    reading = opened(session, actor, str(form["period"]), None)
    if not organisation(reading, str(record.body["unit"])).actor(actor, reading.today.isoformat()).roles - BLIND:
        raise NotFound(UNKNOWN)
    return told(record, population(reading, str(record.body["unit"]), str(form["before"])))


def drawings(session: Session, actor: str, unit: str) -> list[Sample]:
    """Every drawing of a unit, oldest first: one that was repeated shows."""
    return [again(session, actor, read(bytes(row.body)).event_id) for row in BY_UNIT.all(session, unit=unit)]


def told(record: Record, found: tuple[str, ...]) -> Sample:
    body, form = record.body, record.body["form"]
    return Sample(record.event_id, str(body["actor"]["id"]), str(form["before"]), str(body["unit"]), str(form["period"]), int(form["wanted"]),
                  str(form["seed"]), str(form["digest"]), int(form["log_size"]), str(form["log_root"]), found)  # fmt: skip
