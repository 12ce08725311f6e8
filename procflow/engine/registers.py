"""Dated facts as rows: drafted for a record, then filed from it; a correction supersedes, nothing is edited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, insert, select, text, update
from sqlalchemy.orm import Session

from procflow import canon
from procflow.access import FOREVER, STATED
from procflow.db import AmongMany, Prepared
from procflow.engine.act import Act
from procflow.grammar import File
from procflow.models import DatedFact, RegimeVersion, Unit
from procflow.regimes.rulebook import Rulebook

COLUMNS = ("fact_id", "kind", "unit", "subject", "since", "until", "data", "event_hash", "effect_no")
INSERT = Prepared(insert(DatedFact).values({name: bindparam(name) for name in COLUMNS}).inline())
BEFORE = Prepared(
    select(DatedFact.fact_id, DatedFact.data).where(
        DatedFact.unit == bindparam("unit"),
        DatedFact.kind == bindparam("kind"),
        DatedFact.subject == bindparam("subject"),
        DatedFact.since == bindparam("since"),
        DatedFact.superseded_by.is_(None),
    )
)
FACT = DatedFact.__table__.c
AMONG = AmongMany(
    lambda people: select(FACT.fact_id, FACT.kind, FACT.subject, FACT.since, FACT.data).where(
        FACT.unit == bindparam("unit"), FACT.subject.in_(people), FACT.superseded_by.is_(None)
    )
)
SUPERSEDE = Prepared(update(DatedFact).where(DatedFact.fact_id == bindparam("old")).values(superseded_by=bindparam("by_")))
MOVE_UNIT = Prepared(update(Unit).where(Unit.unit_id == bindparam("of")).values(facts_head=bindparam("head")))
KNOWN_RULES = Prepared(select(RegimeVersion.sha256).where(RegimeVersion.sha256 == bindparam("of")))
KEEP_RULES = Prepared(text("INSERT INTO regime_version (sha256, regime, version, body) VALUES (:sha256, :regime, :version, :body)"
                           " ON CONFLICT (sha256) DO NOTHING"))  # fmt: skip


def drafted(act: Act, said: File, unit: str) -> dict[str, Any]:
    """A fact as its record holds it; `since` is today unless said otherwise, `until` open."""
    return {
        "kind": "file",
        "fact_id": act.new_id(),
        "fact": said.kind,
        "unit": unit,
        "subject": said.subject,
        "since": said.since or act.day,
        "until": said.until or FOREVER,
        "data": dict(said.data),
    }


def file(session: Session, effect: Mapping[str, Any], event_hash: str, number: int) -> None:
    """Write the row, supersede what it corrects, and name the new state of the unit's facts."""
    for old in BEFORE.all(session, unit=effect["unit"], kind=effect["fact"], subject=effect["subject"], since=effect["since"]):
        if corrects(effect["data"], canon.loads(old.data.encode())):
            SUPERSEDE.run(session, old=old.fact_id, by_=effect["fact_id"])
    INSERT.run(session, **row(effect, event_hash, number))
    if effect["fact"] not in STATED:
        MOVE_UNIT.run(session, of=effect["unit"], head=event_hash)


def file_all(session: Session, unit: str, effects: Sequence[Mapping[str, Any]], event_hash: str) -> None:
    """The rows of one record about one unit: what each supersedes is looked for once, for all of them."""
    standing: dict[tuple[str, str, str], list[tuple[str, Any]]] = {}
    for old in AMONG.all(session, sorted({effect["subject"] for effect in effects}), unit=unit):
        standing.setdefault((old.kind, old.subject, old.since), []).append((old.fact_id, canon.loads(old.data.encode())))
    gone = [{"old": old, "by_": effect["fact_id"]} for effect in effects
            for old, was in standing.get((effect["fact"], effect["subject"], effect["since"]), ()) if corrects(effect["data"], was)]  # fmt: skip
    SUPERSEDE.many(session, gone)
    INSERT.many(session, [row(effect, event_hash, number) for number, effect in enumerate(effects)])
    MOVE_UNIT.run(session, of=unit, head=event_hash)


def keep_rules(session: Session, said: Iterable[Any]) -> None:
    """The bytes of the rules that facts of a step name, each once: whoever replays the records reads them by their hash."""
    for each in said:
        if isinstance(each, File) and each.rules is not None:
            keep(session, each.rules)


def keep(session: Session, rules: Rulebook) -> None:
    if KNOWN_RULES.one(session, of=rules.sha256) is None:
        KEEP_RULES.run(session, sha256=rules.sha256, regime=rules.id, version=rules.version, body=rules.canonical)


def corrects(new: Mapping[str, Any], old: Mapping[str, Any]) -> bool:
    """The same fact again: of the same kind, subject and first day; a person's roles are told apart by the role."""
    return new.get("role") == old.get("role") and new.get("absent") == old.get("absent")


def row(effect: Mapping[str, Any], event_hash: str, number: int) -> dict[str, Any]:
    """A fact of a body as its row, for writing it and for checking it."""
    same = {name: effect[name] for name in ("fact_id", "unit", "subject", "since", "until")}
    return {**same, "kind": effect["fact"], "data": canon.dumps(effect["data"]).decode(), "event_hash": event_hash, "effect_no": number}
