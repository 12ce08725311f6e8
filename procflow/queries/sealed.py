"""Who objected, and who reported a lead: told to those who handle the case and to the auditors, kept from everybody else (domain §4.2), first of all from
the member concerned. Names, papers and tasks are taken out of what such a reader is told, and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from procflow.audit import Record
from procflow.grammar import SYSTEM
from procflow.queries.people import Named
from procflow.queries.told import Told

OBJECTION, PROPOSAL = "objection_review", "deduction_proposal"
MASKED = "（保密）"
AUDITORS = frozenset({"auditor", "supervision_group"})
HANDLER = "handler"  # whom the committee charged with a case, whatever office they hold
HANDLE = {
    OBJECTION: AUDITORS | {HANDLER, "branch_secretary", "deputy_secretary", "branch_committee", "points_group", "member_meeting",
                           "party_building_office", "superior_org", "party_committee", "grassroots_committee"},
    PROPOSAL: AUDITORS | {"branch_secretary", "deputy_secretary", "discipline_commissioner", "recorder", "points_group", "branch_committee"},
}  # fmt: skip
FIELDS = {OBJECTION: frozenset({"name"}), PROPOSAL: frozenset({"reporter"})}  # of the forms: whom an official took it in for


@dataclass(frozen=True, slots=True)
class Seal:
    """What a reader of a case must not learn: a person ("" for nobody), and these fields of its forms."""

    person: str = ""
    fields: frozenset[str] = frozenset()


OPEN = Seal()


def seal(actor: str, row: Any, roles: frozenset[str]) -> Seal:
    """What this reader, who holds these roles there, must not learn of a case; OPEN for whoever began or handles it."""
    told = actor == row.opened_by or (actor != row.subject and bool(roles & HANDLE.get(row.procedure, frozenset())))
    if row.procedure not in HANDLE or told:
        return OPEN
    named = row.procedure == OBJECTION and row.opened_by not in (row.subject, SYSTEM)
    return Seal(str(row.opened_by) if named else "", FIELDS[row.procedure])


def charged(actor: str, row: Any) -> frozenset[str]:
    """The handler's role, where this case was given to them."""
    given = any(each["form"].get(HANDLER) == actor for each in json.loads(row.taken)) if row.procedure == OBJECTION else False
    return frozenset({HANDLER}) if given else frozenset()


def disclosed(actor: str, row: Any, roles: frozenset[str]) -> bool:
    """Whether this reader is told of a case what is sealed from others: a view that goes on record."""
    if row.procedure not in HANDLE or actor == row.opened_by or seal(actor, row, roles) != OPEN:
        return False
    named = row.procedure == OBJECTION and row.opened_by not in (row.subject, SYSTEM)
    return named or any(each["form"].get(name) for each in json.loads(row.taken) for name in FIELDS[row.procedure])


def hidden(told: Told, kept: Seal) -> Told:
    """The record without this person, without what was handed in by or for them, and without the fields that say who it was."""
    if kept == OPEN:
        return told
    person, form = kept.person, {name: MASKED if value and name in kept.fields else value for name, value in told.form.items()}
    own = bool(person) and person in {each.id for each in (told.by, told.for_whom, told.instead_of) if each}  # as `handed_in`
    return replace(
        told, by=veil(told.by, person), for_whom=told.for_whom and veil(told.for_whom, person), instead_of=told.instead_of and veil(told.instead_of, person),
        form={name: scrub(value, person) for name, value in form.items()}, files=() if own else told.files,
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
