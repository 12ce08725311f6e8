"""What the slips of a case said, all together: of each person how often which answer, and the remarks. Whose slip said it, nobody can tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import Schema
from sqlalchemy.orm import Session

from procflow import vault
from procflow.forms import Choice, Lines, Person, Text
from procflow.grammar import made
from procflow.guards.slips import issued
from procflow.queries.people import Named, of_unit
from procflow.queries.slips import CAST, sheet
from procflow.queries.view import view


@dataclass(frozen=True, slots=True)
class Heard:
    """What the slips of a case said: of each person how often which answer, with the remarks; words about nobody in particular apart."""

    issued: int
    received: int
    answers: tuple[tuple[str, str], ...] = ()
    lines: tuple[tuple[Named, tuple[int, ...], tuple[str, ...]], ...] = ()
    words: tuple[str, ...] = ()


def heard(session: Session, actor: str, day: date, no: str) -> Heard | None:
    """What came in by slip, to whoever may see the case; None where no slips were issued. Raises NotFound."""
    of = view(session, actor, day, no)
    count, cast = issued(of.case.taken), [each for each in of.case.taken if each.step == CAST]
    row = next((each for each in of.table.steps if each.name == CAST and each.asks), None)
    if not count or row is None or row.asks is None:
        return None
    texts = vault.read(session, list(sealed(row.asks, cast)))
    name, lines = sheet(row.asks)
    fields = made(lines.schema).fields
    by_kind = {type(one): each for each, one in fields.items()}
    person, choice, remark = by_kind[Person], by_kind[Choice], by_kind.get(Text, "")
    options = tuple((answer, label) for one in fields.values() if isinstance(one, Choice) for answer, label in one.options.items())
    given = [line for each in cast for line in each.form[name]]
    counts = Counter((line[person], line[choice]) for line in given)
    called = of_unit(session, of.org, {line[person] for line in given})
    found = tuple(
        (Named(one, called[one]), tuple(counts[one, answer] for answer, _ in options), tuple(
            texts[line[remark]] for line in given if line[person] == one and remark and line.get(remark) in texts))
        for one in sorted(called)
    )  # fmt: skip
    free = [each for each, one in made(row.asks).fields.items() if isinstance(one, Text)]
    return Heard(
        count, len(cast), options, found, tuple(texts[each.form[word]] for each in cast for word in free if each.form.get(word) in texts)
    )


def sealed(asks: type[Schema], cast: list[Any]) -> Iterator[str]:
    """The commitments of every text that a slip holds."""
    for each in cast:
        for name, one in made(asks).fields.items():
            if isinstance(one, Text) and each.form.get(name):
                yield each.form[name]
            if isinstance(one, Lines):
                inner = [key for key, field in made(one.schema).fields.items() if isinstance(field, Text)]
                yield from (line[key] for line in each.form.get(name) or () for key in inner if line.get(key))
