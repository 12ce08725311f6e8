"""How wide words are drawn and where their lines break; an estimate by kinds of letters, since no font is at hand here."""

from __future__ import annotations

import re
from itertools import pairwise
from unicodedata import east_asian_width

SIZE = 16
LINE = 21
_NARROW = frozenset("iljtfrI.,:;!|'’()[] ·-/")
_BROAD = frozenset("mwMW—…@%&")
# A word of Latin letters stays whole; a Chinese character may end a line, closing punctuation may not begin one.
_PIECES = re.compile(r"\s*(?:[“‘（《【(]*(?:[^\W\d_a-zA-Z]|[\w'’.%+-]+|\S)[，。、；：！？”’）》】,;:!?)]*)")


def width(text: str, size: float = SIZE) -> float:
    """The estimated width in pixels at this font size, rather too wide than too narrow."""
    return size * sum(letter(each) for each in text)


def letter(one: str) -> float:
    if east_asian_width(one) in "WF":
        return 1.0
    if one in _NARROW:
        return 0.36
    return 0.9 if one in _BROAD else 0.7 if one.isupper() else 0.58


def wrap(text: str, most: float) -> tuple[str, ...]:
    """The text in as few lines of at most `most` pixels as it needs, all of about the same length."""
    pieces = _PIECES.findall(text) or [text]
    fewest = len(filled(pieces, most))
    tight = max(width(text) / fewest, *(width(piece.strip()) for piece in pieces))
    limits = [tight + (most - tight) * step / 12 for step in range(13)] if tight < most else [most]
    return next(lines for limit in limits if len(lines := filled(pieces, limit)) <= fewest)


def filled(pieces: list[str], most: float) -> tuple[str, ...]:
    lines = [pieces[0].strip()]
    for before, piece in pairwise(pieces):
        together = lines[-1] + piece
        if width(together) <= most and before:
            lines[-1] = together
        else:
            lines.append(piece.strip())
    return tuple(lines)
