"""What a step would do, as a preview's record says it: for the check page, before anybody confirms. It computes no effect of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from procflow import audit
from procflow.access import Organisation, organisation
from procflow.audit import Record
from procflow.errors import NotFound, Refusal
from procflow.facts import CASE
from procflow.machines import tables
from procflow.queries.cases import days_left
from procflow.queries.changes import Change, Sums, change, sums_now
from procflow.queries.people import Named, of_unit
from procflow.queries.sealed import charged, scrub, seal
from procflow.queries.titles import fact, role
from procflow.queries.told import refusals, state_title
from procflow.queries.view import holds_office


@dataclass(frozen=True, slots=True)
class Waits:
    """Who is due next, and until when."""

    desk: str
    desk_title: str
    person: Named | None
    due: str
    days_left: int | None


@dataclass(frozen=True, slots=True)
class Said:
    """Anything else that follows, as a title with what it is about: a case started, a fact filed, a period sealed, a notice, a hand-over."""

    kind: str
    title: str
    about: str
    inputs: Mapping[str, Any]


@dataclass(frozen=True)
class Plan:
    """What one record would bring about; `follows` are the records that the system adds by itself. `preview` is what the confirmation names."""

    procedure: str
    title: str
    step: str
    step_title: str
    subject: str
    from_title: str
    to: str
    to_title: str
    clause: str
    waits: tuple[Waits, ...]
    changes: tuple[Change, ...]
    said: tuple[Said, ...]
    refusals: tuple[Refusal, ...]
    preview: str
    follows: tuple[Plan, ...]


def explain(session: Session, actor: str, day: date, record: Record) -> Plan:
    """The plan of a preview (or of a record just made). Raises NotFound for a record that is not the reader's."""
    org = organisation(session, record.body["unit"])
    if record.body["actor"]["id"] != actor and not holds_office(org, actor, day.isoformat()):
        raise NotFound
    whole = [record, *record.caused]
    secret = {each.case_id: withheld(session, org, actor, day, each) for each in whole}
    effects = {
        each.event_id: [scrub(effect, secret[each.case_id]) for effect in audit.whole(session, each.body["effects"])] for each in whole
    }
    entries = [effect for each in effects.values() for effect in each if effect["kind"] == "entry"]
    sums = sums_now(session, entries)
    called = of_unit(session, org, people(whole, effects.values()))
    plans = [plan(org, each, effects[each.event_id], sums, called, day) for each in whole]
    return replace(plans[0], follows=tuple(plans[1:]))


def withheld(session: Session, org: Organisation, actor: str, day: date, record: Record) -> str:
    """Whose name the reader of this record must not learn."""
    row = CASE.one(session, of=record.case_id)
    return seal(actor, row, org.actor(actor, day.isoformat()).roles | charged(actor, row)).person if row else ""


def people(records: Iterable[Record], effects: Iterable[list[dict[str, Any]]]) -> set[str]:
    named = {effect.get(name) for each in effects for effect in each for name in ("member_id", "person", "to", "subject")}
    return {str(each) for each in (*named, *(record.body["subject"] for record in records)) if each}


def plan(org: Organisation, record: Record, effects: list[dict[str, Any]], sums: Sums, called: Mapping[str, str],
         day: date) -> Plan:  # fmt: skip
    body, table = record.body, tables()[record.body["procedure"]["id"]]
    rows = table.rows.get(body["transition"], ())
    row = next((each for each in rows if body["from"] in each.sources), rows[0] if rows else None)
    subject = org.unit.title if body["subject"] == body["unit"] else called.get(body["subject"], body["subject"])
    waits = tuple(Waits(each["desk"], role(each["desk"]), Named(each["person"], called.get(each["person"], each["person"])) if each["person"] else None,
                        each["due"], days_left(each["due"], day)) for each in effects if each["kind"] == "task")  # fmt: skip
    return Plan(
        table.key, table.title, body["transition"], row.title if row else body["transition"], subject, state_title(table, body["from"]), body["to"],
        state_title(table, body["to"]), body["clause"], waits, tuple(change(each, sums, called) for each in effects if each["kind"] == "entry"),
        tuple(said(each, called) for each in effects if each["kind"] not in ("task", "entry")), refusals(record), body["preview"] or "", (),
    )  # fmt: skip


def said(effect: Mapping[str, Any], called: Mapping[str, str]) -> Said:
    match effect["kind"]:
        case "start":
            return Said("start", tables()[effect["procedure"]].title, "", {"no": effect["no"]})
        case "file":
            about = str(effect["subject"])
            name = called[about] if called.get(about, about) != about else role(about)
            return Said("file", fact(effect["fact"]), name, {"since": effect["since"], "until": effect["until"]})
        case "seal":
            return Said("seal", str(effect["period"]), str(effect["period"]), {"entries": effect["entries"], "totals": effect["totals"]})
        case "notify":
            to = str(effect["to"])
            return Said("notify", str(effect["sentence"]), called[to] if called.get(to, to) != to else role(to), dict(effect["inputs"]))
        case "redate":
            return Said("redate", "", str(effect["due"]), {})
        case "adopt":
            return Said("adopt", "", str(effect["version"]), {})
    return Said(str(effect["kind"]), "", called.get(str(effect["person"]), ""), {})
