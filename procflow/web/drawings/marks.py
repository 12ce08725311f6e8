"""What a picture is made of: boxes, lines, dots and words in a space of its own; looks come from classes. It knows no figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from procflow.diagrams.text import width, wrap

SIZE = 17  # a picture may be shown at 14/17 of its size before its words become too small to read
LEADING = 21


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    wide: float
    high: float
    kind: str


@dataclass(frozen=True, slots=True)
class Line:
    points: tuple[tuple[float, float], ...]
    kind: str

    @property
    def path(self) -> str:
        return " ".join(f"{short(x)},{short(y)}" for x, y in self.points)


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text with its foot at `y`; `anchor` is start, middle or end."""

    x: float
    y: float
    text: str
    kind: str = ""
    anchor: str = "middle"

    @property
    def left(self) -> float:
        return self.x - width(self.text, SIZE) * {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]

    @property
    def right(self) -> float:
        return self.left + width(self.text, SIZE)


@dataclass(frozen=True, slots=True)
class Picture:
    """`title` names it, `desc` says all that it shows; `closed` outlines are filled."""

    wide: float
    high: float
    title: str
    desc: str
    boxes: tuple[Box, ...] = ()
    lines: tuple[Line, ...] = ()
    closed: tuple[Line, ...] = ()
    dots: tuple[Dot, ...] = ()
    words: tuple[Words, ...] = ()


def short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def below(x: float, y: float, text: str, most: float, kind: str = "", rows: int = 2) -> tuple[Words, ...]:
    """A text centred below a place in as many lines as it needs, or as it brings; nothing without room, since the table beside says it too."""
    lines = tuple(text.split("\n")) if "\n" in text else wrap(text, most * 16 / SIZE) if text else ()
    if len(lines) > rows or any(width(line, SIZE) > most for line in lines):
        return ()
    return tuple(Words(x, y + LEADING * at, line, kind) for at, line in enumerate(lines))


def apart(words: Sequence[Words], wide: float) -> tuple[Words, ...]:
    """Of words in one row, from left to right, those that stay on the paper and keep clear of the one before."""
    kept: list[Words] = []
    for each in sorted(words, key=lambda one: one.left):
        if each.left >= (kept[-1].right + 4 if kept else 0) and each.right <= wide:
            kept.append(each)
    return tuple(kept)
