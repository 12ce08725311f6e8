"""A document before it is printed: what stands on it, of whom, as of when. Plain text and numbers alone, so that its digest says all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from procflow import canon

MOST_ROWS = 2_000  # above it a list goes to a workbook: two seconds, ninety pages
KEPT, LONGEST_KEPT = 3, 400  # rows that stand with the seal, unless they are so long that the three would fill a page

PADDING = 2  # of a column, in halves of a sign
HEAD = 4  # so much of a title stands in one line: a title may break, the names below it should not
NAME = 8  # what a name of three signs takes with its padding
CLOSE, OPEN, ONE_SHEET = 45, 70, range(8, 17)  # tenths of a point above and below a row: so many go on one sheet by closing up


@dataclass(frozen=True)
class Column:
    """A column of a list: `width` is its share of the line."""

    title: str
    width: int = 4
    align: str = "center"

    @property
    def told(self) -> dict[str, Any]:
        return {"title": self.title, "width": self.width, "align": self.align}


@dataclass(frozen=True)
class Paper:
    """`kind` is the document, `layout` its template; `about` what it was taken from (a case, a meeting, a record), as the records name it.

    `title` stands on the public page too, so it names nobody. `as_of` is a stamp, `shown` what the template needs.
    """

    kind: str
    layout: str
    lang: str
    unit: str
    unit_title: str
    title: str
    period: str
    about: str
    as_of: str
    rows: int
    total: str
    shown: Mapping[str, Any]
    wide: bool = False
    version: int = 0
    checkpoint: tuple[str, ...] = field(default=())

    @property
    def digest(self) -> str:
        """SHA-256 of what the paper says, whatever size it is printed in and whichever checkpoint stands below it, which is signed by itself."""
        plain = {name: value for name, value in vars(self).items() if name != "checkpoint"}
        return canon.digest({**plain, "shown": dict(self.shown), "checkpoint": []})


def listed(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> dict[str, Any]:
    """A list as templates take it; the last rows stand with what follows."""
    last = rows[-KEPT:]
    keep = len(last) if sum(len(cell) for row in last for cell in row) <= LONGEST_KEPT else 0
    whole = all(len(cell) <= LONGEST_KEPT for row in rows for cell in row)
    close = CLOSE if len(rows) in ONE_SHEET else OPEN
    return {"columns": [each.told for each in columns], "rows": [list(row) for row in rows], "keep": keep, "whole": whole, "gap": close}


def shares(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """How wide each column should be: by its longest usual cell, between two and twelve signs."""
    found = []
    for place, head in enumerate(heads):
        lengths = sorted(spread(row[place]) for row in rows) or [0]
        usual = lengths[min(len(lengths) - 1, len(lengths) * 9 // 10)]
        usual = max(usual, min(lengths[-1], 24) // 2)
        found.append(PADDING + max(3, min(24, max(usual, min(spread(head), HEAD)))))
    return found


def fitted(widths: Sequence[int], line: int) -> list[int]:
    """The same for a line of so many halves of a sign: the widest give way first, so that a name beside them stays whole."""
    found = list(widths)
    while sum(found) > line and max(found) > NAME:
        found[found.index(max(found))] -= 1
    return found


def spread(text: str) -> int:
    """Its width in halves of a Chinese sign, rounded up: figures and letters are a little broader than half of one."""
    broad = sum(ord(sign) > 0x2E7F for sign in text)
    return 2 * broad - (broad - len(text)) * 23 // 20
