"""A filled-in form as titled answers, people by name: still without a language. It opens nothing that is sealed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema

from procflow import forms
from procflow.queries.titles import role

YES = "是"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: `title` a message id; `kind` text, word (message ids), day (ISO), points or lines (of answers)."""

    title: str
    kind: str
    value: Any


def answers(schema: type[Schema] | None, form: Mapping[str, Any], called: Mapping[str, str]) -> tuple[Answer, ...]:
    """What was filled in, in the order of the form; `called` are names by person id. What was left blank is left out."""
    fields = schema().fields.items() if schema else ()
    return tuple(
        Answer(str(one.metadata.get("title", name)), *answer(one, form[name], called))
        for name, one in fields
        if form.get(name) not in (None, "", [], {})
    )


def answer(one: Any, value: Any, called: Mapping[str, str]) -> tuple[str, Any]:
    match one:
        case forms.Lines():
            return "lines", tuple(answers(one.schema, line, called) for line in value)
        case forms.Several():
            return "text", "、".join(called.get(str(each), str(each)) for each in value)
        case forms.Points():
            return "points", value
        case forms.Day():
            return "day", str(value)
        case forms.Choice():
            return "word", one.options.get(value, str(value))
        case forms.Yes():
            return "word", YES
        case forms.Person() | forms.Item():
            return "text", called.get(str(value), str(value))
        case forms.Code():
            return "word", role(str(value))
    return "text", str(value)


def people(schema: type[Schema] | None, form: Mapping[str, Any]) -> Iterator[str]:
    """Everybody whom the answers name."""
    for name, one in schema().fields.items() if schema else ():
        value = form.get(name)
        if isinstance(one, forms.Lines):
            for line in value or ():
                yield from people(one.schema, line)
        elif isinstance(one, forms.Several) and issubclass(one.of, forms.Person):
            yield from value or ()
        elif isinstance(one, forms.Person) and value:
            yield str(value)
