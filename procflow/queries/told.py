"""A record as it is told to a reader: titles instead of codes, texts out of the vault, people by name. It adds nothing and leaves nothing out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from marshmallow import Schema
from sqlalchemy.orm import Session

from procflow import audit, vault
from procflow.access import Organisation
from procflow.audit import Record
from procflow.canon import unstamp
from procflow.dates import local_day
from procflow.errors import Refusal
from procflow.grammar import NEW, Procedure, Step
from procflow.machines import tables
from procflow.queries.people import Named, of_unit
from procflow.queries.titles import role

ERASED = "（内容已依法删除）"
NOT_YET = "尚未开始"


@dataclass(frozen=True, slots=True)
class File:
    """An attachment as its record names it; `size` in bytes."""

    sha256: str
    size: int
    media: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A guard as it was asked: the inputs that the record keeps, and its answer."""

    name: str
    clause: str
    inputs: Mapping[str, Any]
    ok: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One record. `on` is the day it happened, `at` the stamp at which it was recorded; `form` has its texts opened.

    `decision` tells a step of the procedure from a desk act or a refusal; `late` that it was recorded on a later day than it happened;
    `sealed` says why nothing of what was filled in is told to this reader yet.
    """

    event: str
    case: str
    seq: int
    procedure: str
    step: str
    title: str
    decision: bool
    refused: bool
    on: str
    at: str
    late: bool
    by: Named
    role: str
    role_title: str
    body: str
    resolution: str
    for_whom: Named | None
    instead_of: Named | None
    state_from: str
    from_title: str
    state_to: str
    to_title: str
    clause: str
    form: Mapping[str, Any]
    asks: type[Schema] | None
    files: tuple[File, ...]
    guards: tuple[Asked, ...]
    effects: tuple[Mapping[str, Any], ...]
    refusals: tuple[Refusal, ...]
    cause: str
    hash: str
    prev: str
    clock: str
    sealed: str = ""


def tell(session: Session, org: Organisation, records: Iterable[Record]) -> tuple[Told, ...]:
    """Records of cases of one unit, in the order given; all their texts and names are fetched at once."""
    given = list(records)
    texts = vault.read(session, (made for each in given for field, made in each.body["pii"].items() if field != "request"))
    called = of_unit(session, org, (person for each in given for person in persons(each)))
    return tuple(one(session, each, texts, called) for each in given)


def one(session: Session, record: Record, texts: Mapping[str, str], called: Mapping[str, str]) -> Told:
    body, by = record.body, record.body["actor"]
    table = tables().get(str((body["procedure"] or {}).get("id", "")))
    step = str(body["transition"] or body["type"])
    rows = table.rows.get(step, ()) if table else ()
    row = row_of(rows, body)
    sealed = {made: texts.get(made, ERASED) for field, made in body["pii"].items() if field != "request"}
    return Told(
        record.event_id, record.case_id, body["case_seq"], table.key if table else "", step, row.title if row else step,
        bool(row and table and row not in table.common and not record.refused), record.refused,
        body["occurred_on"], body["recorded_at"], body["occurred_on"] < local_day(unstamp(body["recorded_at"])).isoformat(),
        Named(by["id"], called.get(by["id"], by["id"])), by["role"] or "", role(by["role"] or ""), by["body"] or "", body["resolution"] or "",
        whom(by["entered_for"], called), whom(by["on_behalf_of"], called),
        body["from"] or "", state_title(table, body["from"]), body["to"] or "", state_title(table, body["to"]), body["clause"],
        opened(audit.whole(session, body["form"]), sealed), row.asks if row else None,
        tuple(File(each["sha256"], each["size"], each["media"]) for each in body["attachments"]),
        tuple(Asked(each["name"], each["clause"], each["inputs"], each["result"]) for each in body["guards"]),
        tuple(opened(each, sealed) for each in audit.whole(session, body["effects"])), refusals(record),
        body["cause"] or "", record.hash, body["prev"], body["clock"],
    )  # fmt: skip


def row_of(rows: Sequence[Step], body: Mapping[str, Any]) -> Step | None:
    """Of the rows of a step the one on record: it leaves that state, and its guards were asked where rows are told apart by their forms."""
    asked = {each["name"] for each in body["guards"]}
    leaving = [each for each in rows if body["from"] in each.sources] or list(rows)
    return next((each for each in leaving if {one.name for one in (*each.when, *each.fits)} <= asked), next(iter(leaving), None))


def only(told: Told, person: str) -> Told:
    """The same record for a reader who may see of a list of people nothing but their own lines."""
    form = {
        name: [each for each in value if theirs(each, person)] if isinstance(value, list) else value for name, value in told.form.items()
    }
    effects = tuple(each for each in told.effects if each["kind"] != "entry" or each["member_id"] == person)
    return replace(told, form=form, effects=effects)


def theirs(line: Any, person: str) -> bool:
    return person in line.values() if isinstance(line, Mapping) else bool(line == person)


def refusals(record: Record) -> tuple[Refusal, ...]:
    """The refusals of a record, as they were told."""
    reasons = (record.body["refusal"] or {}).get("reasons", ())
    return tuple(Refusal(each["code"], each["sentence"], each["inputs"], each["guard"], each["clause"]) for each in reasons)


def opened(value: Any, sealed: Mapping[str, str]) -> Any:
    """The value with each commitment replaced by the text behind it."""
    if isinstance(value, Mapping):
        return {name: opened(each, sealed) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [opened(each, sealed) for each in value]
    return sealed.get(value, value) if isinstance(value, str) else value


def persons(record: Record) -> tuple[str, ...]:
    by = record.body["actor"]
    return tuple(str(each) for each in (by["id"], by["entered_for"], by["on_behalf_of"], record.body["subject"]) if each)


def whom(person: str | None, called: Mapping[str, str]) -> Named | None:
    return Named(person, called.get(person, person)) if person else None


def state_title(table: Procedure | None, state: str | None) -> str:
    if not state or state == NEW:
        return NOT_YET
    return table.by_name[state].title if table and state in table.by_name else state
