"""Facts that are or would be filed, as a page tells them: what, whom it concerns, from when until when. It files nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from procflow import canon, vault
from procflow.access import FOREVER
from procflow.access.conflicts import Conflict
from procflow.engine import Foreseen, Record
from procflow.engine.noted import Filing
from procflow.engine.repeat import refusals as reasons
from procflow.errors import Refusal
from procflow.filing import KINDS
from procflow.machines import tables
from procflow.queries import names
from procflow.queries.done import attempted
from procflow.queries.titles import fact, role
from procflow.queries.tree import every_unit
from procflow.web.answers import Answer, answers
from procflow.web.choices import Choices, Option
from procflow.web.errors import kind_of
from procflow.web.filters import say
from procflow.web.records import named

UNITS = ("to", "came", "parent", "into")  # fields whose codes are units
PROCEDURES = "procedures"
NOBODY: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Line:
    """One fact: its kind, whom or what it is about, the answers of its form, its days; `void` where it never stood."""

    kind: str
    subject: str
    answers: tuple[Answer, ...]
    since: str
    until: str
    void: bool


def new_names(filings: Iterable[Filing]) -> dict[str, str]:
    """The names that would be filed: nobody finds them in the vault yet."""
    return {each.subject: str(each.form["name"]) for each in filings if each.kind == "person"}


def lines(session: Session, records: Iterable[Record], new: Mapping[str, str] = NOBODY) -> list[Line]:
    """The facts of these records, people by name; the names that the records themselves file among them."""
    effects = [effect for record in records for effect in record.body["effects"]]
    forms = [(effect, KINDS[effect["fact"]].form, effect["data"]) for effect in effects]
    people = {each for effect, form, data in forms for each in (effect["subject"], *named(form().fields, data))}
    called = names(session, people)
    kept = vault.read(session, [str(effect["data"].get("name", "")) for effect in effects])
    called |= {effect["subject"]: name for effect in effects if (name := kept.get(str(effect["data"].get("name", ""))))}
    called |= new
    choices = Choices(
        codes=units(session, effects) | {PROCEDURES: of_procedures()}, people=tuple(Option(person, name) for person, name in called.items())
    )
    return [line(effect, form, data, choices, called) for effect, form, data in forms]


def units(session: Session, effects: Iterable[dict[str, Any]]) -> dict[str, tuple[Option, ...]]:
    """The titles of the units that facts name."""
    if not any(effect["data"].get(name) for effect in effects for name in UNITS):
        return {}
    known = tuple(Option(each.unit, each.title) for each in every_unit(session))
    return dict.fromkeys(UNITS, known)


def of_procedures() -> tuple[Option, ...]:
    return tuple(Option(each.key, say(each.title)) for each in tables().values())


def line(effect: dict[str, Any], form: Any, data: dict[str, Any], choices: Choices, called: dict[str, str]) -> Line:
    subject = called.get(effect["subject"]) or role(effect["subject"])
    shown = tuple(each for each in answers(form, data, choices) if each.kind != "none" and each.name != "name")
    until = "" if effect["until"] == FOREVER else effect["until"]
    return Line(fact(effect["fact"]), subject, shown, effect["since"], until, bool(until) and until < effect["since"])


def refusals(seen: Iterable[Foreseen]) -> list[tuple[str, Refusal]]:
    found = [each for one in seen if one.record.refused for each in reasons(one.record)]
    return [(kind_of(each), each) for each in found]


def warnings(seen: Iterable[Foreseen]) -> list[Conflict]:
    found: list[Conflict] = []
    for one in seen:
        found += [each for each in one.warnings if each not in found]
    return found


def called(session: Session, seen: Iterable[Foreseen]) -> dict[str, str]:
    """The names of everybody whom warnings or refusals name."""
    inputs = [each.inputs for one in seen for each in (*one.warnings, *(reasons(one.record) if one.record.refused else ()))]
    return names(session, (part for each in inputs for value in each.values() for part in str(value).split("、")))


def digest(seen: Sequence[Foreseen]) -> str:
    """What the check page showed, without ids, times and texts: whoever confirms confirms this."""
    return canon.digest([[told(each.record), [[one.sentence, dict(one.inputs)] for one in each.warnings]] for each in seen])


def told(record: Record) -> list[Any]:
    if record.refused:
        return [[each.code, each.sentence] for each in reasons(record)]
    return [[effect[name] for name in ("fact", "unit", "subject", "since", "until")] for effect in record.body["effects"]]


def repeated(session: Session, filings: Sequence[Filing]) -> bool:
    """Whether this was filed already: a second click finds what the first has done."""
    return all(attempted(session, each.actor, each.key) for each in filings)
