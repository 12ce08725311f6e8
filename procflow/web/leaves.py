"""A long list over sheets of A4: how many, how many lines on each, how close together. It knows paper and no points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

MOST, FEWEST = 30, 3
WIDE, CLOSE = 12, 20

Line = TypeVar("Line")


@dataclass(frozen=True)
class Leaf(Generic[Line]):
    """One sheet of paper: its lines, its place among `of`, and how close its lines stand ("", "half" or "tight")."""

    lines: tuple[Line, ...]
    number: int
    of: int
    density: str

    @property
    def last(self) -> bool:
        return self.number == self.of


def leaves(lines: Sequence[Line], after: int = 0) -> tuple[Leaf[Line], ...]:
    """The list spread evenly; `after` is the room that stands below the last line, in lines. The seal never stands alone."""
    whole = len(lines) + after
    of = max(1, -(-whole // MOST))
    last = min(len(lines), max(FEWEST, whole // of - after))
    sizes = [*spread(len(lines) - last, of - 1), last]
    density = "" if max([*sizes[:-1], last + after]) <= WIDE else "half" if max([*sizes[:-1], last + after]) <= CLOSE else "tight"
    starts = [sum(sizes[:place]) for place in range(of)]
    return tuple(
        Leaf(tuple(lines[start : start + size]), place + 1, of, density)
        for place, (start, size) in enumerate(zip(starts, sizes, strict=True))
    )


def spread(count: int, over: int) -> list[int]:
    return [count // over + (place < count % over) for place in range(over)] if over else []
