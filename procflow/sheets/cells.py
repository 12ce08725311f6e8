"""A cell: where it lies, what it says as text, which day it means; it knows no column's meaning."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from unicodedata import is_normalized

from procflow.canon import clean

DAY = re.compile(r"(\d{4})\s*(?:[-/.年])\s*(\d{1,2})\s*(?:[-/.月])\s*(\d{1,2})\s*日?(?:\s+00:00(?::00)?)?|(\d{4})(\d{2})(\d{2})")
ROUNDED = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{2}")
EXACT = 10**15  # beyond fifteen figures Excel has rounded a number already


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one cell: its row in the sheet, its letter, the column's title, what it holds, and how to mend it."""

    row: int
    letter: str
    title: str
    value: str
    sentence: str

    @property
    def address(self) -> str:
        return f"{self.letter}{self.row}"


def text(value: Any) -> str:
    """What a cell says: numbers without a false fraction, days as ISO text, no spaces around."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < EXACT else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and value.isprintable() and is_normalized("NFC", value):
        return value.strip()
    return clean(str(value))


def day(written: str) -> str:
    """The day as ISO text, however offices write it; ValueError for what is none."""
    found = DAY.fullmatch(written.strip())
    if not found:
        raise ValueError(written)
    parts = found.groups()[:3] if found[1] else found.groups()[3:]
    return date(*(int(each) for each in parts)).isoformat()


def rounded(written: str) -> bool:
    """Whether Excel has made a figure of a number, 5.1E+17, and thrown the rest away."""
    return bool(ROUNDED.fullmatch(written))


def letter(place: int) -> str:
    """The column's letter by its place from 0."""
    found = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(65 + rest) + found
    return found
