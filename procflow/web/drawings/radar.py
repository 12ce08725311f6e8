"""Shares of full marks around a centre: a second look at what the bars show first, since its shape depends on the order. It adds nothing up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from procflow.web.drawings.bars import long
from procflow.web.drawings.marks import Line, Picture, Words

WIDE, HIGH, RADIUS = 480, 320, 104
FEWEST, MOST = 3, 8


@dataclass(frozen=True, slots=True)
class Axis:
    title: str
    value: int
    full: int


def radar(axes: Sequence[Axis], title: str) -> Picture | None:
    """In the order given, the first at the top; None for fewer than three axes or more than eight."""
    if not FEWEST <= len(axes) <= MOST:
        return None
    shares = [long(each.value, each.full) / 100 for each in axes]
    rings = tuple(Line(tuple(place(at, len(axes), part) for at in range(len(axes))), "grid") for part in (0.5, 1.0))
    spokes = tuple(Line((place(0, 1, 0.0), place(at, len(axes), 1.0)), "grid") for at in range(len(axes)))
    shape = Line(tuple(place(at, len(axes), share) for at, share in enumerate(shares)), "area")
    words = tuple(
        word(at, len(axes), f"{each.title} {round(100 * share)}%") for at, (each, share) in enumerate(zip(axes, shares, strict=True))
    )
    return Picture(WIDE, HIGH, title, "; ".join(each.text for each in words), lines=spokes, closed=(*rings, shape), words=words)


def place(at: int, of: int, share: float) -> tuple[float, float]:
    angle = 2 * pi * at / of - pi / 2
    return round(WIDE / 2 + RADIUS * share * cos(angle), 1), round(HIGH / 2 + RADIUS * share * sin(angle), 1)


def word(at: int, of: int, text: str) -> Words:
    x, y = place(at, of, 1.14)
    anchor = "middle" if abs(x - WIDE / 2) < 1 else "start" if x > WIDE / 2 else "end"
    return Words(x, y + 6, text, anchor=anchor)
