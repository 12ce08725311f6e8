"""A form from the browser to the schema and back: what pages import. It knows fields and their faults, and no procedure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from marshmallow import ValidationError
from werkzeug.datastructures import FileStorage, MultiDict

from procflow.forms import ID, MOST_LINES, Choice, Code, Form, Lines, Sentence
from procflow.web.answers import Answer, answers
from procflow.web.choices import Choices, Option
from procflow.web.fields import Fault, FieldView, describe, faults
from procflow.web.reading import filled_in, flat, read, typed, wants_more_lines

__all__ = [
    "Answer",
    "Choices",
    "Fault",
    "FieldView",
    "Filled",
    "Option",
    "answers",
    "describe",
    "faults",
    "files",
    "fill",
    "filled_in",
    "flat",
    "read",
    "typed",
    "wants_more_lines",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it was sent: what was typed, what it loads to (None while something is wrong), and what is wrong."""

    values: Mapping[str, Any]
    data: dict[str, Any] | None = None
    errors: Mapping[str, Any] = field(default_factory=dict)


def fill(schema: type[Form], posted: MultiDict[str, str], choices: Choices) -> Filled:
    """Read and judge a POST. Rights and deadlines are no faults of a form: those are the engine's to say."""
    values = read(schema, posted, choices)
    if wants_more_lines(posted):
        return Filled(values)
    try:
        return Filled(values, schema().load(values))
    except ValidationError as wrong:
        return Filled(values, None, in_words(schema, values, wrong.normalized_messages(), choices))


def files(uploads: MultiDict[str, FileStorage], name: str = "files") -> list[FileStorage]:
    """The files that were really chosen: a browser sends an empty part for a field that was left alone."""
    return [upload for upload in uploads.getlist(name) if upload.filename]


def in_words(schema: type[Form], values: Mapping[str, Any], wrong: Mapping[Any, Any], choices: Choices) -> dict[Any, Any]:
    """The same faults; where a name was typed that is nobody's or that several have, that is what is said."""
    found: dict[Any, Any] = {}
    for name, one in schema().fields.items():
        if name not in wrong:
            continue
        given, messages = values.get(name), wrong[name]
        if isinstance(one, Lines) and given and isinstance(messages, Mapping):
            found[name] = {place: in_words(one.schema, given[place], inner, choices) for place, inner in messages.items()}
        elif isinstance(one, Lines) and given:
            found[name] = [Sentence("行数太多，最多 {most} 行", most=MOST_LINES)]
        elif isinstance(one, Code) and isinstance(given, str) and not ID.fullmatch(given):
            alike = sum(option.label == given for option in choices.of(one))
            found[name] = [
                Sentence("有 {n} 个“{given}”，请改写编号", n=alike, given=given)
                if alike > 1
                else Sentence("名单里没有“{given}”", given=given)
            ]
        elif isinstance(one, Choice) and isinstance(given, str) and given.strip():
            words = "、".join(one.options.values())
            found[name] = [Sentence("没有“{given}”这一项，可以填：{words}", given=given[:40], words=words)]
        else:
            found[name] = messages
    return found
