"""Days, moments and points as they stand on paper, in the language of the paper. It knows no document."""

from __future__ import annotations

from datetime import UTC, date, timedelta

from procflow import wording
from procflow.canon import unstamp
from procflow.wording import points, say

__all__ = ["day", "minute", "points", "say", "short"]

ZONE = timedelta(hours=8)
HOUR = {"zh": "{day} {at}", "en": "{at}, {day}"}


def day(text: str, lang: str) -> str:
    """An ISO day in full, "" for none."""
    return wording.day(date.fromisoformat(text), lang) if text else ""


def short(text: str, lang: str) -> str:
    """An ISO day without its weekday, as offices date what they sign."""
    full = day(text, lang)
    return full.partition("（")[0] if lang == "zh" else full[4:]


def minute(stamp: str, lang: str) -> str:
    """A stamp as day and minute in Beijing; an ISO day as that day."""
    if len(stamp) == len("2024-04-19"):
        return short(stamp, lang)
    at = unstamp(stamp).astimezone(UTC) + ZONE
    return HOUR[lang].format(day=short(at.date().isoformat(), lang), at=f"{at:%H:%M}")
