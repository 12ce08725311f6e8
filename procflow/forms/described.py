"""A form as a program sees it: its JSON Schema (2020-12), and its loaded values as they would be written. It judges nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from procflow.forms.base import Form, Titled
from procflow.forms.refs import ID, MOST_LINES, Code, Several
from procflow.forms.sheets import Lines
from procflow.forms.values import Choice, Count, Day, Points, Text, Words, Yes

Schema = dict[str, Any]

VISIBLE = r"[^\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028-\u202f\u205f\u2066-\u2069\u3000]"  # what `clean` leaves something of
FIGURE = r"^[+-]?[0-9]{1,4}(\.[0-9]{1,2})?$"
ALIKE: dict[type[Titled], Schema] = {  # fields that all read the same
    Points: {"type": "string", "pattern": FIGURE, "examples": ["2", "2.50"]},
    Yes: {"type": "boolean", "enum": [True]},
    Day: {"type": "string", "format": "date"},
    Words: {"type": "string", "minLength": 1, "maxLength": 80, "pattern": VISIBLE},
    Code: {"type": "string", "pattern": f"^{ID.pattern}$"},
}


def json_schema(form: type[Form]) -> Schema:
    """The object that the form reads: nothing but its fields, those that must be there named."""
    fields = form().fields
    asked = [name for name, one in fields.items() if one.required]
    found: Schema = {"type": "object", "properties": {name: of_field(one) for name, one in fields.items()}, "additionalProperties": False}
    return found | ({"required": asked} if asked else {})


def of_field(one: Any) -> Schema:
    """The schema of one field, with its title; one that may be left out may be null."""
    found = of_value(one) | {"title": str(one.metadata["title"])}
    if one.metadata.get("hint"):
        found["description"] = str(one.metadata["hint"])
    if isinstance(one, Titled) and not one.required:
        found["type"] = [found["type"], "null"] if "type" in found else ["null"]
        if "enum" in found:
            found["enum"] = [*found["enum"], None]
    return found


def of_value(one: Any) -> Schema:
    match one:
        case Titled() if one.described:
            return dict(one.described)
        case Lines():
            return {"type": "array", "items": json_schema(one.schema), **counted(one)}
        case Several():
            return {"type": "array", "items": ALIKE[Code], "uniqueItems": True, **counted(one)}
        case Count():
            return {"type": "integer", "minimum": 0, "maximum": one.most}
        case Choice():
            return {"type": "string", "enum": list(one.options)}
        case Text():
            return {"type": "string", "minLength": 1, "maxLength": one.most, "pattern": VISIBLE}
    return dict(next(said for kind, said in ALIKE.items() if isinstance(one, kind)))


def counted(one: Any) -> Schema:
    return {"minItems": int(one.required), "maxItems": MOST_LINES}


def written(form: type[Form] | None, values: Mapping[str, Any]) -> dict[str, Any]:
    """Loaded values as the form would read them again: points with two decimals instead of hundredths."""
    fields = form().fields if form else {}
    return {name: one_written(fields.get(name), value) for name, value in values.items()}


def one_written(one: Any, value: Any) -> Any:
    match one:
        case Points() if isinstance(value, int):
            return figure(value)
        case Lines() if isinstance(value, list):
            return [written(one.schema, line) if isinstance(line, Mapping) else line for line in value]
    return value


def figure(hundredths: int) -> str:
    """Points with two decimals: 250 is "2.50"."""
    return f"{'-' if hundredths < 0 else ''}{abs(hundredths) // 100}.{abs(hundredths) % 100:02d}"
