"""Whether a due day is only an estimate, because the notice of its year is not on file. It counts no days."""

from __future__ import annotations

from datetime import date

from procflow.access import Organisation


def guessed(org: Organisation | None, due: str) -> bool:
    """Of a day (ISO, "" for none) in a unit where a calendar is kept at all."""
    if org is None or not due:
        return False
    calendar = org.calendar()
    return bool(calendar.known or calendar.days) and calendar.is_estimated(date.fromisoformat(due))
