"""What is said with a choice on the page of a case: where all that a way asks is one text, it is written beside the choice. It judges nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from flask import request
from marshmallow import Schema
from marshmallow.fields import Field
from werkzeug.datastructures import MultiDict

from procflow.forms import Form, Text
from procflow.grammar import made
from procflow.queries import Way
from procflow.web.acting import Act
from procflow.web.choices import Choices
from procflow.web.fields import FieldView
from procflow.web.forms import Filled, describe
from procflow.web.own.reach import own_phrases

SAID = "said"
CALLED = ("opinion", "reason")


class Said(Form):
    said = Text("意见或理由", required=False, rows=2)


def view(ways: Iterable[Way], choices: Choices) -> list[FieldView]:
    """The field, where one of the ways can be taken with it alone."""
    if not any(alone(each.asks) for each in ways):
        return []
    return [replace(each, phrases=own_phrases()) for each in describe(Said, choices, {}, {})]


def wants(way: Way) -> str:
    """What a way asks besides the choice, in a word."""
    if not way.asks:
        return ""
    if name := alone(way.asks):
        return "须写理由" if fields(way.asks)[name].required else ""
    return "另有表要填"


def alone(asks: type[Schema] | None) -> str:
    """The name of the one text that a form asks; "" where it asks nothing, or more."""
    found = fields(asks)
    return next((name for name, each in found.items() if isinstance(each, Text)), "") if len(found) == 1 else ""


def taken_up(act: Act, said: str) -> Act:
    """The act with what was said in the text of its form that is meant for it."""
    name = alone(act.form.asks) or next((each for each in CALLED if isinstance(fields(act.form.asks).get(each), Text)), "")
    return replace(act, filled=Filled({**act.values, name: said})) if name and said else act


def posted(act: Act, said: str) -> MultiDict[str, str] | None:
    """The whole form as its own page would send it, where the text is all of it; None where that page is needed first."""
    name = alone(act.form.asks)
    if not name or act.needs_paper or (not said and (act.saved or fields(act.form.asks)[name].required)):
        return None
    return MultiDict([*((key, value) for key, value in request.form.items(multi=True) if key != SAID), (name, said)])


def fields(asks: type[Schema] | None) -> dict[str, Field]:
    return dict(made(asks).fields) if asks else {}
