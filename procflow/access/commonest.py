"""Whether many people take a password: told by rule from a short list of words, names and keys; no list was copied. It keeps none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

LEAST = 8  # shorter ones are no passwords here
RUN, PART = 16, 4


@dataclass(frozen=True, slots=True)
class Known:
    """Whole passwords; stems (words, names in pinyin), each common with one of the endings before or behind it, or twice."""

    whole: frozenset[str]
    stems: frozenset[str]
    endings: frozenset[str]


def common(said: str) -> bool:
    """Of a password in small letters."""
    kept = known()
    if said in kept.whole or repeats(said):
        return True
    halves = ((said[:cut], said[cut:]) for cut in range(len(said) + 1))
    return any((one in kept.stems and two in kept.endings) or (one in kept.endings and two in kept.stems) for one, two in halves)


def repeats(said: str) -> bool:
    """A word, or three or four signs, over and over."""
    wholes = (length for length in range(3, len(said) // 2 + 1) if len(said) % length == 0)
    return any(said == said[:length] * (len(said) // length) and (length <= PART or said[:length] in known().stems) for length in wholes)


@cache
def known() -> Known:
    said = parts()
    names = map("".join, product(said["surnames"], said["given"]))
    return Known(
        frozenset({*said["whole"], *runs(said["rows"])}),
        frozenset({*said["words"], *said["surnames"], *names}),
        frozenset({"", *said["endings"]}),
    )


def every() -> Iterator[str]:
    """All that the rules give of stems and endings: many, to be counted."""
    kept = known()
    yield from kept.whole
    yield from (each for stem, ending in product(kept.stems, kept.endings) for each in {stem + ending, ending + stem} if len(each) >= LEAST)


def parts() -> dict[str, list[str]]:
    """The lists by their headings."""
    found: dict[str, list[str]] = {}
    for word in Path(__file__).with_name("commonest.txt").read_text(encoding="ascii").split():
        if word.startswith("[") and word.endswith("]") and len(word) > 2:
            found[word[1:-1]] = heading = []
        else:
            heading.append(word)
    return found


def runs(rows: list[str]) -> Iterator[str]:
    """Neighbouring keys along a row and back; four of them, and the same four back."""
    for row in (*rows, *(each[::-1] for each in rows)):
        for start in range(len(row)):
            yield from (row[start : start + length] for length in range(LEAST, min(RUN, len(row) - start) + 1))
            part = row[start : start + PART]
            yield from [part + part[::-1]] if len(part) == PART else []
