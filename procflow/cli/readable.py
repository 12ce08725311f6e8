"""Sentences with their inputs as people read them: roles by their titles, days with their weekday. It reads nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from procflow.errors import CODES, Refusal
from procflow.wording import day, say

MEANINGS = {code.name: code.meaning for code in CODES}
CLAUSE = "依据 {clause}"


def sentence(message: str, values: Mapping[str, Any], lang: str) -> str:
    """The message in the language, its values too."""
    return say(message, lang, **{name: shown(value, lang) for name, value in values.items()})


def refusal_lines(refusal: Refusal, lang: str) -> Iterator[str]:
    """The code with what it means, the sentence, and the clause it rests on."""
    yield f"{refusal.code}  {say(MEANINGS[refusal.code], lang)}"
    said = sentence(refusal.sentence, refusal.inputs, lang)
    yield f"  {said}" + (f" ({say(CLAUSE, lang, clause=refusal.clause)})" if refusal.clause else "")


def shown(value: Any, lang: str) -> str:
    from procflow.queries.titles import TITLES

    if isinstance(value, Mapping) and value.keys() == {"count", "digest"}:
        return str(value["count"])
    if not isinstance(value, str):
        return str(value)
    try:
        return day(date.fromisoformat(value), lang)
    except ValueError:
        parts = [say(TITLES.get(part, part), lang) for part in value.split("、")]
        return ("、" if lang == "zh" else ", ").join(parts)
