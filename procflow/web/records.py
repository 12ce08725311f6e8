"""A record as a page shows it whole: what was filled in by name and label, and what it brought about. It leaves nothing out and adds nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from procflow import queries
from procflow.facts import rules
from procflow.forms import Lines, Person, Several
from procflow.grammar import made
from procflow.machines import tables
from procflow.queries.titles import COMPONENTS, component, fact, role
from procflow.queries.told import Told
from procflow.web.answers import Answer, answers
from procflow.web.choices import Choices, Option
from procflow.web.filters import say

PERSONS = ("member_id", "person", "to", "subject")  # the subject of a fact may be a person


@dataclass(frozen=True, slots=True)
class Outcome:
    """One effect in words (a message id with its inputs), with where to read on; `points` (hundredths) of a ledger line."""

    sentence: str
    inputs: Mapping[str, str]
    url: str = ""
    points: int | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    event: Told
    answers: tuple[Answer, ...]
    lines: tuple[Outcome, ...]
    others: tuple[Outcome, ...]
    failed: int

    @property
    def sum(self) -> int:
        return sum(each.points or 0 for each in self.lines)


def shown(session: Session, regime: str, events: Iterable[Told]) -> tuple[Shown, ...]:
    """The records in their order; names and item labels are read once for all of them. `regime` is the hash of the rules, "" for none."""
    given = list(events)
    called = {"system": "系统", **queries.names(session, (person for each in given for person in persons(each)))}
    choices = Choices(labels(session, regime), tuple(Option(person, name) for person, name in called.items()))
    return tuple(one(each, choices, called) for each in given)


def labels(session: Session, regime: str) -> dict[str, tuple[Option, ...]]:
    book = rules(session, regime) if regime else None
    return {name: tuple(Option(item.code, item.label) for item in book.items(name)) for name in COMPONENTS} if book else {}


def persons(told: Told) -> Iterator[str]:
    """Everybody whom the form or the effects of a record name."""
    if told.asks:
        yield from named(made(told.asks).fields, told.form)
    for effect in told.effects:
        yield from (str(effect[name]) for name in PERSONS if effect.get(name))


def named(fields: Mapping[str, Any], form: Mapping[str, Any]) -> Iterator[str]:
    for name, one in fields.items():
        value = form.get(name)
        if isinstance(one, Lines):
            for line in value or ():
                yield from named(made(one.schema).fields, line)
        elif isinstance(one, Several) and issubclass(one.of, Person):
            yield from value or ()
        elif isinstance(one, Person) and value:
            yield str(value)


def one(told: Told, choices: Choices, called: Mapping[str, str]) -> Shown:
    filled = tuple(titled(each) for each in answers(told.asks, told.form, choices) if each.kind != "none") if told.asks else ()
    found = [outcome(each, choices, called) for each in told.effects]
    lines = tuple(each for each in found if each.points is not None)
    return Shown(told, filled, lines, tuple(each for each in found if each.points is None), sum(not each.ok for each in told.guards))


def titled(each: Answer) -> Answer:
    """A body or office by its title, where a coded word names one."""
    return replace(each, value=say(role(each.value))) if each.kind == "words" else each


def outcome(effect: Mapping[str, Any], choices: Choices, called: Mapping[str, str]) -> Outcome:
    match effect["kind"]:
        case "entry":
            options = choices.items.get(effect["component"], ())
            item = next((each.label for each in options if each.value == effect["item"]), component(effect["component"]))
            who = called.get(effect["member_id"], effect["member_id"])
            return Outcome(
                "{member} · {item}", {"member": who, "item": say(item)}, url_for("points.entry", entry=effect["entry_id"]), effect["points"]
            )
        case "file":
            return Outcome(
                "登记：{what} {subject}",
                {"what": say(fact(effect["fact"])), "subject": called.get(str(effect["subject"])) or say(role(str(effect["subject"])))},
            )
        case "start":
            return Outcome("立案：{what} {subject}", {"what": say(tables()[effect["procedure"]].title), "subject": str(effect["no"])},
                           url_for("audit.trace", no=effect["no"]))  # fmt: skip
        case "seal":
            return Outcome("{period}封账，此后不再记入", {"period": str(effect["period"])})
        case "notify":
            return Outcome("通知{who}", {"who": addressee(str(effect["to"]), called)})
        case "adopt":
            return Outcome("此后依{version}版细则", {"version": str(effect["version"])})
        case "redate":
            return Outcome("期限由{was}改为{due}", {"was": str(effect["was"]), "due": str(effect["due"])})
        case "assign":
            return Outcome("转给{who}", {"who": addressee(str(effect["person"]), called)})
    return Outcome("交{who}办理", {"who": addressee(str(effect.get("person") or effect.get("desk") or ""), called)})


def addressee(who: str, called: Mapping[str, str]) -> str:
    """A person by name, a desk by its title (which may name its holder: `member@M01`)."""
    desk, _, person = who.partition("@")
    return called.get(person or desk) or say(role(desk))
