"""What the read door answers, as plain data for programs and back, with its JSON Schema: all from the type hints of its dataclasses.

Points are hundredths inside and text with two decimals outside; titles and sentences are said in the reader's language.
What is no plain data (a table, a form's class) is left out. It reads nothing and decides nothing.
"""

from __future__ import annotations

from typing import Any

from procflow.shapes.kinds import Description, Points, Schemas, Shape, shape

__all__ = ["Description", "Points", "Schemas", "Shape", "dump", "load", "schema", "shape"]


def dump(value: Any, lang: str = "zh", kind: Any = None) -> Any:
    """The value as JSON would have it; `kind` is its type hint, by default its class."""
    return shape(kind or value.__class__).dump(value, lang)


def load(kind: Any, data: Any) -> Any:
    """The value again; what was left out is None. Raises KeyError, TypeError, ValueError for what is no such data."""
    return shape(kind).load(data)


def schema(kind: Any, known: Schemas) -> dict[str, Any]:
    """The JSON Schema of what `dump` makes of this kind; every dataclass in it is added to `known` and referred to by name."""
    return shape(kind).schema(known)
