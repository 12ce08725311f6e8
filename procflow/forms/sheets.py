"""A field of many lines, each with the fields of one form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from marshmallow import fields, validate

from procflow.forms.base import Form
from procflow.forms.refs import MOST_LINES


class Lines(fields.List[Any]):
    """A sheet: one row per line, each with the fields of `schema`. `each` says, out of Facts, for whom a page starts with a line, blank but for the name."""

    def __init__(self, title: str, schema: type[Form], *, least: int = 1, each: Callable[[Any], Any] | None = None) -> None:
        length = validate.Length(least, MOST_LINES, error="行数须在 {min} 到 {max} 之间")
        more: dict[str, Any] = {"required": True} if least else {"load_default": list}
        said = {"title": title, "hint": ""}
        super().__init__(fields.Nested(schema, error_messages={"null": "请填写这一项"}), validate=length, metadata=said,
                         error_messages=dict.fromkeys(("required", "null", "invalid"), "请填写这一项"), **more)  # fmt: skip
        self.schema, self.each = schema, each

    @property
    def title(self) -> str:
        return str(self.metadata["title"])
