"""From what a browser sends to the plain data that a form loads, and back again; it judges nothing.

The plain data ("values") are texts as typed: a text for each field, one text with spaces for a list, one mapping for each line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from werkzeug.datastructures import MultiDict

from procflow.forms import MOST_LINES, Code, Day, Form, Item, Lines, Points, Several, Yes
from procflow.grammar import made
from procflow.web.choices import Choices
from procflow.web.pasting import merged, pasted, plain
from procflow.wording import points

MORE = "-more"
PASTE, FILL = "-paste", "-fill"
SPLIT = re.compile(r"[,，、;；\s]+")
DATED = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


def read(schema: type[Form], posted: MultiDict[str, str], choices: Choices) -> dict[str, Any]:
    """The values of a form; a field that was left blank is left out."""
    return fields_of(schema, posted, choices, "")


def wants_more_lines(posted: Iterable[str]) -> bool:
    """Whether the button "more lines" was pressed: the form is shown again, not judged."""
    return any(name.endswith(MORE) for name in posted)


def filled_in(posted: Iterable[str]) -> str:
    """The field into whose grid something is to be pasted, to be looked over and not sent on; "" for none."""
    return next((name.removesuffix(FILL) for name in posted if name.endswith(FILL)), "")


def typed(schema: type[Form], data: Mapping[str, Any]) -> dict[str, Any]:
    """Loaded data as somebody would have typed it."""
    return {name: text_of(one, data[name]) for name, one in made(schema).fields.items() if data.get(name) is not None}


def flat(schema: type[Form], values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The values as pairs of names and texts, as a form posts them."""
    pairs: list[tuple[str, str]] = []
    for name, one in made(schema).fields.items():
        if isinstance(one, Lines):
            for place, line in enumerate(values.get(name) or ()):
                pairs.extend((f"{name}-{place}-{inner}", text) for inner, text in flat(one.schema, line))
        elif name in values:
            pairs.append((name, values[name]))
    return pairs


def fields_of(schema: type[Form], posted: MultiDict[str, str], choices: Choices, prefix: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, one in made(schema).fields.items():
        if isinstance(one, Lines):
            more = pasted(one, posted.get(prefix + name + PASTE, ""), partial(cell, choices))
            lines = merged(one, lines_of(one, posted, choices, prefix + name), more)
            values.update({name: lines} if lines else {})
        else:
            given = tidy(one, " ".join(posted.getlist(prefix + name)), choices)
            if given.strip() or (isinstance(one, Yes) and not prefix):
                values[name] = given
    return values


def lines_of(one: Lines, posted: MultiDict[str, str], choices: Choices, name: str) -> list[dict[str, Any]]:
    """The lines of the grid in the order of their numbers; blank ones are dropped."""
    numbered = re.compile(re.escape(name) + r"-(\d{1,5})-")
    places = sorted({int(found[1]) for key in posted if (found := numbered.match(key))})[: MOST_LINES + 1]
    lines = (fields_of(one.schema, posted, choices, f"{name}-{place}-") for place in places)
    return [line for line in lines if line]


def cell(choices: Choices, one: Any, given: str) -> str:
    return tidy(one, given, choices)


def tidy(one: Any, given: str, choices: Choices) -> str:
    """The same thing written as the field reads it: a name for a person, a date as 2024-04-19, a minus sign."""
    given = plain(one, given)
    if isinstance(one, Day) and (found := DATED.fullmatch(unicodedata.normalize("NFKC", given).strip())):
        return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}"
    if isinstance(one, Several):
        whole = choices.meant(one, given.strip())
        return " ".join(choices.meant(one, each) for each in SPLIT.split(whole) if each)
    return bare(choices, one, choices.meant(one, given.strip())) if isinstance(one, Code) else given


def bare(choices: Choices, one: Any, given: str) -> str:
    """An item by its name alone, without the figure behind it, where only one is called so."""
    found = [option.value for option in choices.of(one) if option.label.partition("（")[0] == given] if isinstance(one, Item) else []
    return found[0] if len(found) == 1 else given


def text_of(one: Any, value: Any) -> Any:
    if isinstance(one, Lines):
        return [typed(one.schema, line) for line in value]
    if isinstance(one, Points):
        return points(value)
    if isinstance(one, Several):
        return " ".join(value)
    return "yes" if isinstance(one, Yes) else str(value)
