"""The day that the pages of the trail look back to: read from the address, carried by every link among them. It finds nothing itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import g, request

from procflow.web.here import today

# The pages that can tell how things stood on a day; a link from one of them to another keeps the day.
LOOKING_BACK = frozenset({"audit.index", "audit.trace", "tracing.changed", "tracing.score"})


def asof() -> str:
    """The day asked for, "" for now: today is now, and nobody can look ahead."""
    try:
        day = date.fromisoformat(request.args.get("asof", ""))
    except ValueError:
        return ""
    return day.isoformat() if day < today() else ""


def carry(endpoint: str, values: dict[str, Any]) -> None:
    """Flask's hook for addresses: within the trail the day goes along, wherever a template makes a link."""
    if endpoint in LOOKING_BACK and g.get("who") and request.endpoint in LOOKING_BACK and "asof" not in values and (day := asof()):
        values["asof"] = day
