"""What every form and field is made from: titles, sentences, refusal of the unknown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from marshmallow import RAISE, Schema, fields


class Sentence(str):
    """A message id whose {braces} are filled from `inputs` when it is shown, in the reader's language."""

    __slots__ = ("inputs",)
    inputs: dict[str, object]

    def __new__(cls, message: str, **inputs: object) -> Self:
        made = super().__new__(cls, message)
        made.inputs = inputs
        return made


class Form(Schema):
    """A step's form: unknown fields are refused, and every field has a title."""

    error_messages = {"unknown": "没有这一项", "type": "请填写表单"}  # noqa: RUF012  (marshmallow's own attribute)

    class Meta:
        unknown = RAISE


class Titled(fields.Field[Any]):
    """A field with a Chinese title (its message id) and an optional hint. `described` is its JSON Schema where its class says more
    than procflow.forms.described knows.
    """

    described: ClassVar[Mapping[str, Any]] = {}

    def __init__(self, title: str, *, hint: str = "", required: bool = True, **more: Any) -> None:
        more.setdefault("metadata", {}).update(title=title, hint=hint)
        messages = {"required": "请填写这一项", "null": "请填写这一项", **more.pop("error_messages", {})}
        if not required:
            more.setdefault("load_default", None)
            more.setdefault("allow_none", True)
        super().__init__(required=required, error_messages=messages, **more)

    @property
    def title(self) -> str:
        return str(self.metadata["title"])

    @property
    def hint(self) -> str:
        return str(self.metadata["hint"])

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, str) and not value.strip() and not self.required:
            return None
        return self.read(value)

    def read(self, value: Any) -> Any:
        raise NotImplementedError  # each field says how it reads one value
