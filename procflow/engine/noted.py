"""Dated facts and notes: what enters the log without being a step of a case. It commits nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError
from sqlalchemy import bindparam, insert, or_, select, text
from sqlalchemy.orm import Session

from procflow import audit, canon, vault
from procflow.access import FOREVER, SUPERIOR, Organisation, organisation
from procflow.audit import Record
from procflow.canon import unstamp
from procflow.dates import local_day
from procflow.db import Moment, Prepared, moment, new_id
from procflow.engine import bodies, registers
from procflow.engine.act import LOCK
from procflow.engine.attempt import flat
from procflow.errors import Invalid, NotFound, Refusal
from procflow.filing import ADMIN, BODY_TITLES, KEEPER, KINDS
from procflow.forms import Code, Day, Text
from procflow.grammar import SYSTEM
from procflow.models import DatedFact, RegimeVersion, Unit
from procflow.regimes.rulebook import Rulebook
from procflow.vault import Sealing

NOT_YOURS = "这类资料由{role}登记"
TAKEN = "编号“{subject}”已经用过"
NEW_UNIT = Prepared(
    insert(Unit).values({name: bindparam(name) for name in ("unit_id", "parent", "path", "kind", "code", "title", "facts_head")}).inline()
)
KNOWN_RULES = Prepared(select(RegimeVersion.sha256).where(RegimeVersion.sha256 == bindparam("of")))
KEEP_RULES = Prepared(text("INSERT INTO regime_version (sha256, regime, version, body) VALUES (:sha256, :regime, :version, :body)"
                           " ON CONFLICT (sha256) DO NOTHING"))  # fmt: skip
UNIT = Prepared(select(Unit.unit_id).where(or_(Unit.unit_id == bindparam("of"), Unit.code == bindparam("code"))))


@dataclass(frozen=True, slots=True)
class Filing:
    """A dated fact as it is handed in; `rules` come with an adoption."""

    actor: str
    key: str
    unit: str
    kind: str
    subject: str
    form: Mapping[str, Any]
    since: str = ""
    until: str = ""
    rules: Rulebook | None = None


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


def enter(session: Session, filing: Filing) -> Record:
    """The record of a filed fact, done or refused; the fact is filed with it."""
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
    refusal = Refusal("KEY_REUSED", "同一请求号，内容不同") if before else refuse(session, filing, form, at.day)
    event = new_id(at.at)
    sealing = Sealing(event, filing.subject)
    sealing.put("request", given, filing.actor)
    fields = bodies.bare(at, event, command, f"fact.{filing.kind}", filing.unit) | {"subject": filing.subject}
    if refusal:
        fields |= {"outcome": "refused", "refusal": {"code": refusal.code, "reasons": [bodies.reason(refusal)]}}
        return audit.append(session, audit.stream(session, f"person/{filing.actor}"), fields, sealing)
    effect = fact(filing, form, sealing, new_id(at.at)) | {"since": since, "until": until}
    if filing.kind == "unit":
        create_unit(session, filing, form)
    record = audit.append(session, audit.stream(session, f"unit/{filing.unit}"), fields | {"effects": [effect]}, sealing)
    registers.file(session, effect, record.hash, 0)
    keep_rules(session, filing)
    return record


def note(session: Session, *, kind: str, actor: str, data: Mapping[str, Any], unit: str, outcome: str, key: str) -> Record:
    """A record on the actor's own chain; `data` is coded, free text never. The same key twice is noted once."""
    at, link = Noted(actor, moment(session)), audit.stream(session, f"person/{actor}")
    event = new_id(at.at)
    command = audit.command_id(actor, key or event)
    if key and (before := audit.find(session, command)):
        return before
    fields = bodies.bare(at, event, command, kind, unit) | {"form": dict(data), "outcome": outcome}
    if outcome == "refused":
        fields |= {"refusal": {"code": kind, "reasons": []}}
    return audit.append(session, link, fields, Sealing(event, actor))


def lock(session: Session, filing: Filing) -> None:
    """The lock of the unit, before anything is read; a unit that begins is made under the lock of the one above it."""
    above = filing.form.get("parent") if filing.kind == "unit" else filing.unit
    if above and LOCK.one(session, unit=above) is None:
        raise NotFound("没有这个单位，或者您无权查看")


def same(session: Session, before: Record, given: str) -> bool:
    """Whether the record answers this very request."""
    commitment = before.body["pii"].get("request", "")
    return vault.read(session, [commitment]).get(commitment) == given


def read(filing: Filing, day: str) -> tuple[Mapping[str, Any], str, str]:
    """The form as its kind reads it, with the days from and until which the fact stands. Raises Invalid."""
    errors: dict[str, list[str]] = {}
    form: Mapping[str, Any] = {}
    try:
        form = KINDS[filing.kind].form().load(filing.form)
    except ValidationError as problem:
        errors |= flat(problem.messages)
    days = {"since": day, "until": FOREVER}
    for name, field, value in (("subject", Code(""), filing.subject), ("unit", Code(""), filing.unit), *(
        (name, Day(""), getattr(filing, name) or days[name]) for name in days)):  # fmt: skip
        try:
            days[name] = field.read(value)
        except ValidationError as problem:
            errors |= flat(problem.messages, name)
    if not errors and days["until"] < days["since"]:
        errors["until"] = ["截止日期早于开始日期"]
    if filing.subject == SYSTEM or (filing.kind == "body" and filing.subject not in BODY_TITLES):
        errors["subject"] = ["这个编号不能用"]
    if filing.rules is None and filing.kind == "adoption":
        errors["sha256"] = ["请一并提供细则文件"]
    if errors:
        raise Invalid(errors)
    return form, days["since"], days["until"]


def refuse(session: Session, filing: Filing, form: Mapping[str, Any], day: str) -> Refusal | None:
    """Why this person may not file this fact; None if nothing stands against it."""
    by = KINDS[filing.kind].by
    seat = (form.get("parent") or "") if filing.kind == "unit" else filing.unit
    if filing.actor == SYSTEM:
        return Refusal("FORBIDDEN_ROLE", NOT_YOURS, {"role": "、".join(by)}) if administered(session) else None
    org = organisation(session, seat)
    roles = org.actor(filing.actor, day).roles
    if filing.kind == "body" and filing.subject in SUPERIOR:
        by = ADMIN  # whoever keeps a superior's minutes here would act as the superior here
    held = form["body"] in roles if by == (KEEPER,) else bool(roles & set(by))
    if not held:
        return Refusal("FORBIDDEN_ROLE", NOT_YOURS, {"role": form["body"] if by == (KEEPER,) else "、".join(by)})
    return doubled(session, org, filing, form)


def doubled(session: Session, org: Organisation, filing: Filing, form: Mapping[str, Any]) -> Refusal | None:
    """A number that is somebody's already: a resolution's, a unit's own, the prefix of its case numbers."""
    if filing.kind == "resolution" and org.resolution(filing.subject):
        return Refusal("DUPLICATE", TAKEN, {"subject": filing.subject})
    if filing.kind == "unit" and (known := UNIT.one(session, of=filing.unit, code=form["code"])):
        return Refusal("DUPLICATE", TAKEN, {"subject": filing.unit if known.unit_id == filing.unit else form["code"]})
    return None


def administered(session: Session) -> bool:
    """Whether somebody is system administrator already: from then on the system files nothing by itself."""
    chosen = select(DatedFact.fact_id).where(DatedFact.kind == "role", DatedFact.data.like('%"sysadmin"%'))
    return session.execute(chosen.limit(1)).first() is not None


def fact(filing: Filing, form: Mapping[str, Any], sealing: Sealing, fact_id: str) -> dict[str, Any]:
    texts = {name for name, field_ in KINDS[filing.kind].form().fields.items() if isinstance(field_, Text)}
    data = {name: sealing.put(f"effects_0_{name}", value) if name in texts and value else value for name, value in form.items()}
    return {"kind": "file", "fact_id": fact_id, "fact": filing.kind, "unit": filing.unit, "subject": filing.subject, "data": data}


def create_unit(session: Session, filing: Filing, form: Mapping[str, Any]) -> None:
    above = session.get(Unit, form["parent"]) if form.get("parent") else None
    NEW_UNIT.run(session, unit_id=filing.unit, parent=form.get("parent"), path=f"{above.path if above else '/'}{filing.unit}/",
                 kind=form["kind"], code=form["code"], title=form["title"], facts_head=canon.ZERO)  # fmt: skip


def keep_rules(session: Session, filing: Filing) -> None:
    rules = filing.rules
    if rules is not None and KNOWN_RULES.one(session, of=rules.sha256) is None:
        KEEP_RULES.run(session, sha256=rules.sha256, regime=rules.id, version=rules.version, body=rules.canonical)


def content(filing: Filing) -> str:
    return canon.digest([filing.kind, filing.unit, filing.subject, filing.since, filing.until, repr(sorted(filing.form.items(), key=str))])
