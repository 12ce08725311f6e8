"""From what a browser sends to the plain data that a form loads, and back again; it judges nothing.

The plain data ("values") are texts as typed: a text for each field, one text with spaces for a list, one mapping for each line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from procflow.forms import MOST_LINES, Code, Day, Form, Lines, Points, Several, Yes
from procflow.grammar import made
from procflow.web.choices import Choices
from procflow.wording import points, say

MORE = "-more"
PASTE = "-paste"
SPLIT = re.compile(r"[,，、;；\s]+")
DATED = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


def read(schema: type[Form], posted: MultiDict[str, str], choices: Choices) -> dict[str, Any]:
    """The values of a form; a field that was left blank is left out."""
    return fields_of(schema, posted, choices, "")


def wants_more_lines(posted: Iterable[str]) -> bool:
    """Whether the button "more lines" was pressed: the form is shown again, not judged."""
    return any(name.endswith(MORE) for name in posted)


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
            lines = [*lines_of(one, posted, choices, prefix + name), *pasted(one, posted.get(prefix + name + PASTE, ""), choices)]
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


def pasted(one: Lines, text: str, choices: Choices) -> list[dict[str, Any]]:
    """Rows copied from a spreadsheet: cells parted by tabs, in the order of the columns; a row of titles is passed over."""
    inner = made(one.schema).fields
    titles = {say(each.metadata["title"], lang) for each in inner.values() for lang in ("zh", "en")}
    lines = []
    for row in text.splitlines()[: MOST_LINES + 1]:
        cells = [cell.strip() for cell in row.split("\t")]
        if cells[0] not in titles:
            filled = zip(inner.items(), cells, strict=False)
            lines.append({name: tidy(each, cell, choices) for (name, each), cell in filled if cell})
    return [line for line in lines if line]


def tidy(one: Any, given: str, choices: Choices) -> str:
    """The same thing written as the field reads it: a name for a person, a date as 2024-04-19, a minus sign."""
    if isinstance(one, Points):
        return given.replace("−", "-")
    if isinstance(one, Day) and (found := DATED.fullmatch(given.strip())):
        return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}"
    if isinstance(one, Several):
        whole = choices.meant(one, given.strip())
        return " ".join(choices.meant(one, each) for each in SPLIT.split(whole) if each)
    return choices.meant(one, given.strip()) if isinstance(one, Code) else given


def text_of(one: Any, value: Any) -> Any:
    if isinstance(one, Lines):
        return [typed(one.schema, line) for line in value]
    if isinstance(one, Points):
        return points(value)
    if isinstance(one, Several):
        return " ".join(value)
    return "yes" if isinstance(one, Yes) else str(value)
