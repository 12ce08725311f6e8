"""What was filled in, as the check page and the record show it again; it reads loaded data and changes none of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema

from procflow import forms
from procflow.forms import Lines
from procflow.web.choices import Choices


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: `kind` is none, text, points, day, choice, yes, several (people), cases, lines or words, and says how the value is shown."""

    name: str
    title: str
    kind: str
    value: Any = None
    columns: tuple[str, ...] = ()


def answers(schema: type[Schema], data: Mapping[str, Any], choices: Choices) -> list[Answer]:
    """The answers in the order of the form; an optional one that was left blank is shown as such."""
    return [answer(name, one, data.get(name), choices) for name, one in schema().fields.items()]


def answer(name: str, one: Any, value: Any, choices: Choices) -> Answer:
    title = str(one.metadata["title"])
    match one:
        case _ if value is None:
            return Answer(name, title, "none")
        case Lines():
            columns = tuple(str(each.metadata["title"]) for each in one.schema().fields.values())
            return Answer(name, title, "lines", [answers(one.schema, line, choices) for line in value], columns)
        case forms.Cases():
            return Answer(name, title, "cases", [choices.label(one, each) for each in value])
        case forms.Several():
            return Answer(name, title, "several", [choices.label(one, each) for each in value])
        case forms.Points():
            return Answer(name, title, "points", value)
        case forms.Day():
            return Answer(name, title, "day", value)
        case forms.Yes():
            return Answer(name, title, "yes", value)
        case forms.Choice():
            return Answer(name, title, "choice", choices.label(one, value))
        case forms.Code():
            return Answer(name, title, "words", choices.label(one, value))
    return Answer(name, title, "text", value)
