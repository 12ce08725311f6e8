"""Many dated facts in one act: all of them or none, under one key, some hundred to a record. It commits nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow import audit, canon
from procflow.access import Organisation, organisation
from procflow.access.conflicts import blocking
from procflow.access.supposing import supposed
from procflow.audit import Record
from procflow.db import moment, new_id
from procflow.engine import bodies, registers
from procflow.engine.filed import Filing, content, fact, read
from procflow.engine.noted import Noted, lock
from procflow.engine.permitted import barred, drafted, refuse
from procflow.errors import Refusal
from procflow.models import DatedFact
from procflow.vault import Sealing

TYPE = "facts.filed"
KINDS = ("person", "membership", "scope", "role")  # who may file one of these, may file any of them in that unit
AT_ONCE = 300  # a record keeps the commitment of each name in its body, which has a bound
Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Read:
    """A filing as its kind reads it."""

    filing: Filing
    form: Mapping[str, Any]
    since: str
    until: str


def enter_all(session: Session, actor: str, key: str, filings: Sequence[Filing], told: Told) -> Record:
    """The first record of the act, with the others that hold the rest of it; a refused one stands alone, and nothing is filed.

    Of each unit's facts `KINDS` alone are taken: an office that may not be filed here refuses everything.
    """
    if not filings or {each.kind for each in filings} - set(KINDS):
        raise ValueError("nothing to file, or what is filed one by one")
    ordered = sorted(filings, key=lambda each: each.unit)
    for _, group in groupby(ordered, key=lambda each: each.unit):
        lock(session, next(group))
    at = Noted(actor, moment(session))
    command, given = audit.command_id(actor, key), canon.digest([content(each) for each in ordered])
    if before := audit.find(session, command):
        return before
    found = [Read(each, *read(each, at.day)) for each in ordered]
    if refusal := against(session, found, at.day):  # asked of all before any is written
        fields = bodies.bare(at, event := new_id(at.at), command, TYPE, ordered[0].unit)
        fields |= {"outcome": "refused", "refusal": {"code": refusal.code, "reasons": [bodies.reason(refusal)]}}
        return audit.append(session, audit.stream(session, f"person/{actor}"), fields, Sealing(event, actor))
    records, done = list[Record](), 0
    for unit, part in parts(found):
        records.append(record(session, at, command, unit, part, records, given))
        done += len(part)
        told(done, len(found))
    return Record(records[0].body, records[0].hash, tuple(records[1:]))


def against(session: Session, found: Sequence[Read], day: str) -> Refusal | None:
    """Whatever stands against one of them: who may file is asked once for each kind and unit, the rest of each after those before it."""
    asked, orgs = set[tuple[str, str]](), dict[str, Organisation]()
    barring = DatedFact.kind == "membership", DatedFact.data.like('%"readmission_from"%')
    ended = set(session.scalars(select(DatedFact.subject).where(*barring)))
    for each in found:
        filing, span = each.filing, (each.since, each.until)
        if (place := (filing.unit, filing.kind)) not in asked and (refusal := refuse(session, filing, each.form, day)):
            return refusal
        asked.add(place)
        if filing.subject in ended and (refusal := barred(session, filing, each.form, day)):
            return refusal
        if filing.kind == "role":
            org, new = orgs.get(filing.unit) or organisation(session, filing.unit), drafted(filing, each.form, span)
            if conflict := blocking(org, new, day):
                return Refusal("GUARD_FAILED", conflict.sentence, conflict.inputs, clause=conflict.clause)
            orgs[filing.unit] = supposed(org, new)
    return None


def parts(found: Sequence[Read]) -> Iterator[tuple[str, Sequence[Read]]]:
    for unit, group in groupby(found, key=lambda each: each.filing.unit):
        here = list(group)
        yield from ((unit, here[start : start + AT_ONCE]) for start in range(0, len(here), AT_ONCE))


def record(session: Session, at: Noted, command: str, unit: str, part: Sequence[Read], before: Sequence[Record], given: str) -> Record:
    """One record with its facts; the first of the act keeps what was asked, the others name it as their cause."""
    event = new_id(at.at)
    sealing = Sealing(event, at.actor)
    if not before:
        sealing.put("request", given, at.actor)
    effects = [
        fact(each.filing, each.form, sealing, new_id(at.at), number) | {"since": each.since, "until": each.until}
        for number, each in enumerate(part)
    ]
    fields = bodies.bare(at, event, command, TYPE, unit) | {
        "ordinal": len(before), "cause": before[0].event_id if before else None, "effects": effects, "form": {"facts": len(part)},
    }  # fmt: skip
    made = audit.append(session, audit.stream(session, f"unit/{unit}"), fields, sealing)
    registers.file_all(session, unit, effects, made.hash)
    return made


def unheard(done: int, of: int) -> None:
    """Nobody asks how far it is."""
