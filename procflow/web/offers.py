"""The offers of the read door as the options of a form, in the reader's language; it offers what it was given and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from marshmallow import Schema

from procflow.dates import Period
from procflow.forms import Count, Item, Lines, Person
from procflow.grammar import made
from procflow.queries import choices as queried
from procflow.queries.choices import Offer
from procflow.web.choices import Choices, Option
from procflow.web.filters import lang, points, say
from procflow.wording import day


def choices(given: queried.Choices) -> Choices:
    """What the fields of a form offer."""
    return Choices(
        items={component: tuple(item(each) for each in offers) for component, offers in given.items.items()},
        people=tuple(Option(each.value, each.label, each.hint) for each in given.people), meetings=dated(given.meetings), entries=entries(given.entries),
        cases=tuple(Option(each.value, f"{each.value} {say(each.label)} {each.hint}".rstrip()) for each in given.cases),
        codes={name: dated(offers) for name, offers in given.codes.items()},
    )  # fmt: skip


def item(each: Offer) -> Option:
    """An item with the points it may bring."""
    if each.low is None or each.high is None:
        return Option(each.value, say(each.label), each.hint)
    span = points(each.high) if each.low == each.high else f"{points(each.low)}—{points(each.high)}"
    return Option(each.value, say("{item}（{span} 分）", item=say(each.label), span=span), each.hint)


def dated(offers: Iterable[Offer]) -> tuple[Option, ...]:
    """Meetings, resolutions, receipts: number, title and day."""
    return tuple(Option(each.value, " · ".join((say(each.label), hint(each.hint), each.value))) for each in offers)


def hint(said: str) -> str:
    """A day or period in words; whoever a case is about as they are called."""
    for read in (lambda: day(date.fromisoformat(said), lang()), lambda: Period.parse(said).title(lang())):
        try:
            return read()
        except ValueError:
            continue
    return said


def entries(offers: Iterable[Offer]) -> tuple[Option, ...]:
    return tuple(
        Option(each.value, f"{day(date.fromisoformat(each.hint), lang())} {say(each.label)} {points(each.low or 0, signed=True)}")
        for each in offers
    )


def fixed(asks: type[Schema] | None, defaults: Mapping[str, Any]) -> frozenset[str]:
    """The columns of a sheet that comes filled in: who and what, shown and sent but not changed."""
    columns = set()
    for name, one in (made(asks).fields if asks else {}).items():
        if isinstance(one, Lines) and defaults.get(name):
            kinds = {type(each) for each in made(one.schema).fields.values()}
            whole = kinds >= {Person, Item} or kinds == {Person, Count}  # who and what, or who stands in a vote
            columns |= {key for key, each in made(one.schema).fields.items() if isinstance(each, (Person, Item))} if whole else set()
    return frozenset(columns)
