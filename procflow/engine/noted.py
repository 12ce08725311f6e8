"""Dated facts and notes: what enters the log without being a step of a case. It commits nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from procflow import audit, vault
from procflow.audit import Record
from procflow.canon import unstamp
from procflow.dates import local_day
from procflow.db import Moment, moment, new_id
from procflow.engine import bodies, registers, repeat, units
from procflow.engine.act import LOCK
from procflow.engine.filed import Filing, content, fact, read
from procflow.engine.permitted import against, refuse
from procflow.errors import NotFound, Refusal
from procflow.filing import KINDS
from procflow.forms import ID
from procflow.vault import Sealing

__all__ = ["Filing", "Noted", "enter", "enter_each", "note"]

NO_UNIT = "没有这个单位，或者不在您能看到的范围"


@dataclass(frozen=True, slots=True)
class Noted:
    """Who acts and when, for records outside a case."""

    actor: str
    moment: Moment

    @property
    def at(self) -> str:
        return self.moment.at

    @property
    def day(self) -> str:
        return local_day(unstamp(self.at)).isoformat()


def enter_each(session: Session, filings: Sequence[Filing]) -> list[Record]:
    """The records of facts that are filed together; where one is refused the others are taken back, and that refusal is the only record."""
    for filing in sorted(filings, key=lambda each: each.unit):
        lock(session, filing)
    records = []
    for filing in filings:
        records.append(enter(session, filing))
        if records[-1].refused:
            session.rollback()
            return [enter(session, filing, repeat.refusals(records[-1])[0])]
    return records


def enter(session: Session, filing: Filing, because: Refusal | None = None) -> Record:
    """The record of a filed fact, done or refused; the fact is filed with it. It is refused anyway where `because` says why."""
    if filing.kind not in KINDS:
        raise NotFound("没有这类资料")
    lock(session, filing)
    at = Noted(filing.actor, moment(session))
    command, given = audit.command_id(filing.actor, filing.key), content(filing)
    before = audit.find(session, command)
    if before and same(session, before, given):
        return before
    if before:
        command = audit.command_id(filing.actor, filing.key, given)
    if before and (told := audit.find(session, command)):
        return told
    form, since, until = read(filing, at.day)
    refusal = (
        Refusal("KEY_REUSED", "同一请求号，内容不同")
        if before
        else because or refuse(session, filing, form, at.day) or against(session, filing, form, (since, until), at.day)
    )
    event = new_id(at.at)
    sealing = Sealing(event, filing.subject)
    sealing.put("request", given, filing.actor)
    fields = bodies.bare(at, event, command, f"fact.{filing.kind}", filing.unit) | {"subject": filing.subject}
    if refusal:
        fields |= {"outcome": "refused", "refusal": {"code": refusal.code, "reasons": [bodies.reason(refusal)]}}
        return audit.append(session, audit.stream(session, f"person/{filing.actor}"), fields, sealing)
    effect = fact(filing, form, sealing, new_id(at.at)) | {"since": since, "until": until}
    if filing.kind == "unit":
        units.place(session, filing, form)
    record = audit.append(session, audit.stream(session, f"unit/{filing.unit}"), fields | {"effects": [effect]}, sealing)
    registers.file(session, effect, record.hash, 0)
    if filing.rules is not None:
        registers.keep(session, filing.rules)
    return record


def note(session: Session, *, kind: str, actor: str, data: Mapping[str, Any], unit: str, outcome: str, key: str,
         texts: Mapping[str, str] | None = None) -> Record:  # fmt: skip
    """A record on the actor's own chain; `data` is coded, free text lies behind commitments. The same key twice is noted once."""
    at, link = Noted(actor, moment(session)), audit.stream(session, f"person/{actor}")
    event = new_id(at.at)
    command = audit.command_id(actor, key or event)
    if key and (before := audit.find(session, command)):
        return before
    fields = bodies.bare(at, event, command, kind, unit) | {"form": dict(data), "outcome": outcome}
    if outcome == "refused":
        fields |= {"refusal": {"code": kind, "reasons": []}}
    sealing = Sealing(event, actor)
    if texts:
        fields["subject"] = actor  # whose texts they are
    fields["form"] |= {name: sealing.put(f"form_{name}", text) for name, text in (texts or {}).items()}
    return audit.append(session, link, fields, sealing)


def lock(session: Session, filing: Filing) -> None:
    """The lock of the unit, before anything is read; a unit that begins is made under the lock of the one above it."""
    named = filing.form.get("parent") if filing.kind == "unit" else filing.unit
    if named and (not isinstance(named, str) or not ID.fullmatch(named)):
        raise NotFound(NO_UNIT)
    for unit in sorted(units.involved(session, filing)):
        if LOCK.one(session, unit=unit) is None:
            raise NotFound(NO_UNIT)


def same(session: Session, before: Record, given: str) -> bool:
    """Whether the record answers this very request."""
    commitment = before.body["pii"].get("request", "")
    return vault.read(session, [commitment]).get(commitment) == given
