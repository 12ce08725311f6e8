"""Sentences, points and days as people read them, in Chinese or English; knows no rule and never fails to show a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

LANGUAGES = ("zh", "en")
WEEKDAYS = {"zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"), "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# A name alone: `str.format` would also follow attributes and indexes, and a form's text must not be able to ask for those.
_BRACES = re.compile(r"\{([^\W\d]\w*)\}")


def say(message: str, lang: str = "zh", /, **values: object) -> str:
    """The Chinese message id in the language asked for, its {braces} filled.

    A message without translation stays Chinese; a brace without value stays `{name}`. Values are shown with `str`, not translated.
    """
    text = english().get(message, message) if lang == "en" else message
    return filled(text, values)


def filled(text: str, values: Mapping[str, object]) -> str:
    """The text with its {braces} filled; one without value stays."""
    return _BRACES.sub(lambda found: str(values.get(found[1], found[0])), text)


def missing(messages: Iterable[str]) -> list[str]:
    """Those of the messages that have no English, in the order given, each once."""
    known = english()
    return [message for message in dict.fromkeys(messages) if message not in known]


def points(n: int, signed: bool = False) -> str:
    """Hundredths as people write points: 2550 is "25.5", 200 is "2", zero is "0"; `signed` puts a plus before a gain."""
    whole, rest = divmod(abs(n), 100)
    fraction = f".{rest:02d}".rstrip("0") if rest else ""
    sign = "-" if n < 0 else "+" if signed and n > 0 else ""
    return f"{sign}{whole}{fraction}"


def day(when: date, lang: str = "zh") -> str:
    """2025年9月25日（周四） or Thu 25 Sep 2025."""
    if lang == "en":
        return f"{WEEKDAYS['en'][when.weekday()]} {when.day} {MONTHS[when.month - 1]} {when.year}"
    return f"{when.year}年{when.month}月{when.day}日（{WEEKDAYS['zh'][when.weekday()]}）"


@cache
def english() -> Mapping[str, str]:
    """Every translation of locale/en/*.po, read once; where two files have a message, the first by name wins."""
    return catalogue(Path(__file__).parent / "locale" / "en")


def catalogue(folder: Path) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            for entry in read_po(file, locale="en", abort_invalid=True):
                if isinstance(entry.id, str) and isinstance(entry.string, str) and entry.id and entry.string and not entry.fuzzy:
                    found.setdefault(entry.id, entry.string)
    return found
