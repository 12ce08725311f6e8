"""A field that names an entry of one of the regime's lists: a ground, a reason; the list is the regime's, whether it fits the guards' to say."""

from __future__ import annotations

from typing import Any

from procflow.forms.refs import Item


class Listed(Item):
    """A row of the regime's table at this path ("disposal.grounds"), by code."""

    def __init__(self, title: str, *, table: str, **more: Any) -> None:
        super().__init__(title, component=table, **more)
