"""What a regime sets by each clause that it names: parameters, items, grades, in the order of the schema. It puts nothing in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from procflow import canon
from procflow.regimes.diff import Change, flat, keyed
from procflow.regimes.rulebook import Rulebook
from procflow.regimes.schema import LEAVES, ROWS

PARTS = re.compile(r"([A-Z§]*)(\d*)(.*)")
ORDER = {"T": 0, "B": 1, "P": 2, "E": 3, "A": 4, "N": 5}


def cited(book: Rulebook) -> dict[str, tuple[Change, ...]]:
    """By clause; each thing that is set as a change from nothing, so that the same words tell it."""
    found: dict[str, list[Change]] = {}
    for each in everything(book):
        for clause in dict.fromkeys(by(each.new)):
            found.setdefault(clause, []).append(each)
    return {clause: tuple(found[clause]) for clause in sorted(found, key=place)}


def everything(book: Rulebook) -> Iterator[Change]:
    parts = flat(canon.loads(book.canonical))
    for path in dict.fromkeys((*LEAVES, *ROWS, *parts)):
        part = parts.get(path)
        if isinstance(part, list):
            yield from (
                Change(f"{path}.{key}", "added", None, row, path, key, at) for at, (key, row) in enumerate(keyed(path, part).items())
            )
        elif isinstance(part, dict):
            yield Change(path, "added", None, part)


def by(part: Any) -> Iterable[str]:
    said = part.get("by") or () if isinstance(part, dict) else ()
    return (said,) if isinstance(said, str) else said


def place(clause: str) -> tuple[int, str, int, str]:
    """Clauses of the document first, then what fills its holes; numbers as numbers."""
    matched = PARTS.fullmatch(clause)
    letters, number, rest = matched.groups() if matched else ("", "", clause)
    return ORDER.get(letters, len(ORDER)), letters, int(number or 0), rest
