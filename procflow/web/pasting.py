"""A block copied from Excel or WPS as the lines of a sheet: titles understood, figures read as they are written, nothing dropped. It judges nothing."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from procflow.forms import MOST_LINES, Choice, Code, Count, Lines, Person, Points, Yes
from procflow.grammar import made
from procflow.sheets.numerals import UNITS, figures
from procflow.wording import say

Tidy = Callable[[Any, str], str]
ALSO = {Person: ("姓名", "Name")}  # how a column is called besides, in the office's own tables
TICKS = frozenset({"是", "√", "✓", "yes", "Yes"})


def pasted(one: Lines, text: str, tidy: Tidy) -> list[dict[str, Any]]:
    """A line for each row, by the titles of a first row or in the order of the columns. More cells than columns go on in the last one, to be seen there."""
    rows = [row for row in cells(text) if any(row)][: MOST_LINES + 1]
    inner: Mapping[str, Any] = made(one.schema).fields
    order = titled(inner, rows[0]) if rows else None
    names = order or list(inner)
    lines = []
    for row in rows[1:] if order else rows:
        shown = [*row[: len(names) - 1], " ".join(each for each in row[len(names) - 1 :] if each)] if len(row) > len(names) else row
        lines.append({name: tidy(inner[name], cell) for name, cell in zip(names, shown, strict=False) if cell})
    return [line for line in lines if line]


def merged(one: Lines, lines: list[dict[str, Any]], more: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A row pasted for a line that stands there (the same person, the same item) goes into it, each line at most once; the others go below."""
    keys = [name for name, each in made(one.schema).fields.items() if isinstance(each, Code)]
    found, free = [dict(line) for line in lines], list(range(len(lines)))
    for line in more:
        same = (
            next((at for at in free if line.keys() >= set(keys) and all(found[at].get(key) == line[key] for key in keys)), None)
            if keys
            else None
        )
        if same is None:
            found.append(line)
        else:
            found[same].update(line)
            free.remove(same)
    return found


def cells(text: str) -> list[list[str]]:
    """The cells of each row. A cell with a line break comes in quotation marks; where those do not pair, they are but marks."""
    lines = text.splitlines(keepends=True)
    read = csv.reader(lines, delimiter="\t") if text.count('"') % 2 == 0 else (line.split("\t") for line in lines)
    return [[" ".join(cell.split()) for cell in row] for row in read]


def titled(inner: Mapping[str, Any], row: list[str]) -> list[str] | None:
    """The columns that a row of titles names, in its order; None for a row that is something else."""
    known: dict[str, str] = {}
    for name, each in inner.items():
        said = {say(each.metadata["title"], lang) for lang in ("zh", "en")}
        known |= dict.fromkeys((*said, *(also for kind, others in ALSO.items() if isinstance(each, kind) for also in others)), name)
    found = [known.get(cell, "") for cell in row if cell]
    return found if found and all(found) and len(set(found)) == len(found) else None


def plain(one: Any, given: str) -> str:
    """A cell as its field reads it: full-width digits and Chinese figures as digits, an option by its words, a tick for yes."""
    if isinstance(one, Points | Count):
        figure = UNITS.sub("", unicodedata.normalize("NFKC", given).strip().replace("−", "-"))
        return figures(figure)
    if isinstance(one, Choice):
        said = given.strip()
        return next((value for value, label in one.options.items() if said in (value, label, say(label, "en"))), given)
    return "yes" if isinstance(one, Yes) and given.strip() in TICKS else given
