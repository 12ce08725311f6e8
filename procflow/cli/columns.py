"""Aligned tables of text for a terminal, where a Chinese character is two columns wide; it shows what it is given and knows no data."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from unicodedata import combining, east_asian_width


def table(heads: Sequence[str], rows: Iterable[Sequence[object]], right: Collection[int] = ()) -> list[str]:
    """Lines of a table, head first; the columns numbered in `right` stand to the right. Empty without rows."""
    cells = [[str(cell) for cell in row] for row in rows]
    if not cells:
        return []
    widths = [max(width(row[place]) for row in (heads, *cells)) for place in range(len(heads))]
    rule = ["-" * each for each in widths]
    return [line(row, widths, right) for row in (heads, rule, *cells)]


def line(row: Sequence[str], widths: Sequence[int], right: Collection[int]) -> str:
    padded = (pad(cell, widths[place], place in right) for place, cell in enumerate(row))
    return "  ".join(padded).rstrip()


def pad(text: str, to: int, right: bool = False) -> str:
    space = " " * (to - width(text))
    return space + text if right else text + space


def width(text: str) -> int:
    """Columns of a terminal: two for wide characters, none for those that join the one before."""
    return sum(0 if combining(each) else 2 if east_asian_width(each) in "WF" else 1 for each in text)
