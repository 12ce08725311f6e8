"""What a form starts with: what was entered before, or a line for each member and item; and sentences that save typing. It fills in, it files nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema
from sqlalchemy.orm import Session

from procflow import vault
from procflow.dates import Period
from procflow.facts import Gathering
from procflow.forms import CaseRef, Choice, Count, Item, Lines, Person, Points, Several, Text
from procflow.forms.posting import Posting
from procflow.grammar import NEW, LinkSeen, Step, made, reads_of
from procflow.machines import tables
from procflow.queries.choices import Offer
from procflow.queries.contacts import contact
from procflow.queries.grades import graded, open_grades
from procflow.queries.people import names
from procflow.regimes.parts import Item as Entry

STANDING = ("options", "candidates")
LIKE = {"verified": "points"}
ANEW = ("resolution", "handler", "result", "returned", "void")  # said anew each time
PHRASES = {
    "opinion": ("情况属实，同意。", "材料齐全，同意。", "与登记记录一致，同意。"),
    "reason": ("证明材料不全，请补充。", "时间、地点或内容写得不清楚，请补正。", "与登记记录不一致，请核对。", "同一件事已经申报过。"),
    "discussion": ("与会党员无不同意见。", "经讨论，同意提交表决。"),
    "change": ("补充了证明材料。", "更正了日期。", "更正了分值。"),
}


def defaults(session: Session, gathering: Gathering, row: Step) -> dict[str, Any]:
    """Values by field, as the form would load them: a sheet's lines, or what earlier steps of the case said in fields of these names."""
    if row.asks is None:
        return {}
    found: dict[str, Any] = {}
    given = made(row.asks).fields
    earlier = remembered(gathering) if gathering.case.state != NEW else {}
    for name, one in given.items():
        if isinstance(one, Several) and one.among and one.ticked:
            found[name] = [each.no for each in among(gathering, one)]
            continue
        before = earlier.get(name, earlier.get(LIKE.get(name, "")))
        if isinstance(one, CaseRef) and one.among:
            offered = [each.no for each in among(gathering, one)]
            before = offered[0] if len(offered) == 1 else before if before in offered else None
        if isinstance(one, Choice) and one.suggested:
            wanted = reads_of(one.suggested)
            before = one.suggested(gathering.facts(wanted).only(wanted))
        if isinstance(one, Lines) and one.each:
            found[name] = blank(gathering, one)
        elif isinstance(one, Lines):
            known = open_grades(gathering, one.schema) if graded(one.schema) else ballot(earlier, one.schema) or before
            lines = known if graded(one.schema) else known or sheet(gathering, one.schema)
            found |= {name: lines} if lines else {}
        elif before is not None and (name not in PHRASES) and name not in ANEW:
            found[name] = before
    if issubclass(row.asks, Posting) and "contact" not in found:
        found |= {"contact": said} if (said := contact(session, gathering.org, gathering.day)) else {}
    return opened(session, found, given)


def remembered(gathering: Gathering) -> dict[str, Any]:
    """The latest word of the case on each field."""
    found: dict[str, Any] = {}
    for taken in gathering.case.taken:
        found |= {name: value for name, value in taken.form.items() if value is not None}
    return found


def opened(session: Session, found: dict[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Texts out of the vault; one that was erased starts empty."""
    sealed = {name: str(value) for name, value in found.items() if isinstance(given[name], Text)}
    texts = vault.read(session, sealed.values()) if sealed else {}
    return {name: texts.get(sealed[name], "") if name in sealed else value for name, value in found.items()}


def blank(gathering: Gathering, one: Lines) -> list[dict[str, Any]]:
    """A line for each person that the field's own function tells from the facts: nothing but the name, whatever was entered before."""
    assert one.each  # noqa: S101 - asked where there is one
    wanted, person = reads_of(one.each), next(name for name, field in made(one.schema).fields.items() if isinstance(field, Person))
    return [{person: name} for name in one.each(gathering.facts(wanted).only(wanted))]


def ballot(earlier: Mapping[str, Any], schema: type[Schema]) -> list[dict[str, Any]]:
    """A line for each who stands in the vote, where a line counts the votes for a person; what was counted before is no default."""
    by_kind = {type(one): name for name, one in made(schema).fields.items()}
    standing = next((earlier[name] for name in STANDING if earlier.get(name)), ())
    return [{by_kind[Person]: person} for person in standing] if by_kind.keys() == {Person, Count} else []


def sheet(gathering: Gathering, schema: type[Schema]) -> list[dict[str, Any]]:
    """A line for each member in scope and each item due in the period, where a line names a person and an item."""
    by_kind = {type(one): name for name, one in made(schema).fields.items()}
    if Person not in by_kind or Item not in by_kind:
        return []
    fields = made(schema).fields
    items = due_items(gathering, str(getattr(fields[by_kind[Item]], "component", "")))
    rest = {name: next(iter(one.options)) for name, one in fields.items() if isinstance(one, Choice) and one.required}
    points = by_kind.get(Points)
    return [
        {by_kind[Person]: person, by_kind[Item]: item.code, **rest, **({points: item.high} if points else {})}
        for person, seen in sorted(gathering.org.people(gathering.day).items())
        if seen.in_scope(gathering.day)
        for item in items
    ]


def due_items(gathering: Gathering, component: str) -> list[Entry]:
    """Items of the component that fall due in the period: monthly ones, quarterly ones in a quarter's last month, or all of another period."""
    period = Period.parse(gathering.case.period)
    closes = period.kind != "month" or period.last == period.quarter().last
    due = (item for item in gathering.rules.items(component) if item.per == "month" or (item.per == "quarter" and closes))
    return [item for item in due if not item.placeholder]


def phrases(asks: type[Schema] | None) -> dict[str, tuple[str, ...]]:
    """Stock sentences for the fields that have some."""
    return {name: PHRASES[name] for name in (made(asks).fields if asks else ()) if name in PHRASES}


def named_cases(session: Session, gathering: Gathering, row: Step) -> dict[str, tuple[Offer, ...]]:
    """What each field of the form that says so may name: these cases, and no other."""
    chosen = {
        name: among(gathering, one) for name, one in (made(row.asks).fields if row.asks else {}).items() if getattr(one, "among", None)
    }
    called = names(session, {each.subject for live in chosen.values() for each in live})
    return {name: tuple(Offer(each.no, tables()[each.procedure].title, about(gathering, each, called)) for each in live)
            for name, live in chosen.items()}  # fmt: skip


def about(gathering: Gathering, case: LinkSeen, called: Mapping[str, str]) -> str:
    """What tells a case from others of its kind: the item of the reader's own subject, else whom or which period it is about."""
    items = {item.code: item.label for item in gathering.rules.items()}
    said = next((items[each.form["item"]] for each in reversed(case.taken) if each.form.get("item") in items), "")
    return said if said and case.subject == gathering.case.subject else called.get(case.subject, case.period)


def among(gathering: Gathering, field: Any) -> tuple[LinkSeen, ...]:
    """The cases that this field may name, as its own function tells them from the facts that it reads."""
    wanted = reads_of(field.among)
    return tuple(field.among(gathering.facts(wanted).only(wanted)))
