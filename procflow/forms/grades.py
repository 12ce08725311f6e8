"""A field that names an outcome of the year's rating, out of those of the regime; which may be given is the guards' to say."""

from __future__ import annotations

from typing import Any

from procflow.forms.refs import Item


class Grade(Item):
    """A grade of the regime, by code."""

    def __init__(self, title: str, **more: Any) -> None:
        super().__init__(title, component="grade", **more)
