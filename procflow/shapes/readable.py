"""Sentences with their inputs as people read them: roles by their titles, days with their weekday. It reads nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from procflow.filing.titles import TITLES
from procflow.wording import day, say


def sentence(message: str, values: Mapping[str, Any], lang: str) -> str:
    """The message in the language, its values too."""
    return say(message, lang, **{name: shown(value, lang) for name, value in values.items()})


def shown(value: Any, lang: str) -> str:
    if isinstance(value, Mapping) and value.keys() == {"count", "digest"}:
        return str(value["count"])
    if not isinstance(value, str):
        return str(value)
    try:
        return day(date.fromisoformat(value), lang)
    except ValueError:
        parts = [say(TITLES.get(part, part), lang) for part in value.split("、")]
        return ("、" if lang == "zh" else ", ").join(parts)
