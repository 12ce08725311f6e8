"""Who objected, kept from the member concerned (domain §4.2): names, papers and tasks are taken out of what that reader is told, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from procflow.audit import Record
from procflow.grammar import SYSTEM
from procflow.queries.people import Named
from procflow.queries.told import Told

OBJECTION = "objection_review"
MASKED = "（保密）"
SECRET = frozenset({"name"})  # of the form: whom an official took the objection in for


def kept_from(actor: str, row: Any) -> str:
    """Whose name this reader of a case must not learn: of an objection about the reader whoever filed it; "" for nobody."""
    sealed = row.procedure == OBJECTION and row.subject == actor and row.opened_by not in (actor, SYSTEM)
    return str(row.opened_by) if sealed else ""


def hidden(told: Told, person: str) -> Told:
    """The record without this person, and without what was handed in by or for them."""
    if not person:
        return told
    own = person in {each.id for each in (told.by, told.for_whom, told.instead_of) if each}  # as `handed_in`
    return replace(
        told, by=veil(told.by, person), for_whom=told.for_whom and veil(told.for_whom, person), instead_of=told.instead_of and veil(told.instead_of, person),
        form={name: scrub(value, person) for name, value in told.form.items() if name not in SECRET}, files=() if own else told.files,
        guards=tuple(replace(each, inputs=scrub(each.inputs, person)) for each in told.guards),
        effects=tuple(scrub(each, person) for each in told.effects), refusals=tuple(replace(each, inputs=scrub(each.inputs, person)) for each in told.refusals),
        role=("" if own else told.role), role_title=("" if own else told.role_title),
    )  # fmt: skip


def handed_in(record: Record, person: str) -> bool:
    """Whether this person took the step of a record, or had it entered."""
    by = record.body["actor"]
    return bool(person) and person in (by["id"], by["entered_for"], by["on_behalf_of"])


def veil(one: Named, person: str) -> Named:
    return Named("", MASKED) if person and one.id == person else one


def scrub(value: Any, person: str) -> Any:
    """The same data without this person's id, however deep it stands."""
    if isinstance(value, Mapping):
        return {name: scrub(each, person) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [scrub(each, person) for each in value]
    return MASKED if person and value == person else value
