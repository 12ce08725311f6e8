"""Form fields in the domain's own terms, and the schemas that several procedures share; no rule of a procedure stands here.

A form loads to canonical data: text, integers, booleans, lists and mappings of these. Points are integer hundredths,
days ISO text, people and cases their ids. `Text` alone is free text: the record keeps only a commitment to it.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any, Self

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from procflow.canon import clean

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,79}")
FIGURE = re.compile(r"[+-]?\d{1,6}(\.\d{1,2}0*)?")
MOST_POINTS = 1_000_000
MOST_LINES = 5_000


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
    """A field with a Chinese title (its message id) and an optional hint."""

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


class Text(Titled):
    """Free text, kept in the vault; at most `most` characters."""

    def __init__(self, title: str, *, most: int = 2000, rows: int = 3, **more: Any) -> None:
        super().__init__(title, **more)
        self.most, self.rows = most, rows

    def read(self, value: Any) -> str:
        if not isinstance(value, str):
            raise ValidationError("请填写文字")
        text = clean(value)
        if not text and self.required:
            raise ValidationError("请填写这一项")
        if len(text) > self.most:
            raise ValidationError(Sentence("文字太长，最多 {most} 字", most=self.most))
        return text


class Code(Titled):
    """A short coded word: an id, a number of a document, a key of the catalogue."""

    def read(self, value: Any) -> str:
        if not isinstance(value, str) or not ID.fullmatch(value.strip()):
            raise ValidationError("编号写法不对：只用字母、数字和 . _ : -")
        return value.strip()


class Item(Code):
    """An item of the regime's catalogue, of one `component`."""

    def __init__(self, title: str, *, component: str, **more: Any) -> None:
        super().__init__(title, **more)
        self.component = component


class Person(Code):
    """A person of the unit, by id."""


class Meeting(Code):
    """A meeting of the unit, by its number."""


class CaseRef(Code):
    """Another case, by its number: the two become linked."""


class EntryRef(Code):
    """A ledger entry, by its id."""


class Words(Titled):
    """A short text that is no secret and belongs in the record (a place, the number of a printed document)."""

    def read(self, value: Any) -> str:
        if not isinstance(value, str) or not clean(value):
            raise ValidationError("请填写这一项")
        if len(clean(value)) > 80:
            raise ValidationError(Sentence("文字太长，最多 {most} 字", most=80))
        return clean(value)


class Points(Titled):
    """Points, up to two decimals; hundredths inside. Numbers come as text, never as floats."""

    def read(self, value: Any) -> int:
        written = str(value).strip() if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
        hundredths = Decimal(written) * 100 if FIGURE.fullmatch(written) else None
        if hundredths is None or abs(hundredths) > MOST_POINTS:
            raise ValidationError("分值写法不对，例如 2 或 2.5，最多两位小数")
        return int(hundredths)


class Count(Titled):
    """A whole number from 0 to `most`."""

    def __init__(self, title: str, *, most: int = 100_000, **more: Any) -> None:
        super().__init__(title, **more)
        self.most = most

    def read(self, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, (str, int)) or not re.fullmatch(r"\s*\d{1,6}\s*", str(value)):
            raise ValidationError("请填写整数")
        if int(value) > self.most:
            raise ValidationError(Sentence("数字太大，最多 {most}", most=self.most))
        return int(value)


class Day(Titled):
    """A calendar day, as ISO text."""

    def read(self, value: Any) -> str:
        try:
            return date.fromisoformat(value.strip()).isoformat()
        except (AttributeError, TypeError, ValueError):
            raise ValidationError("日期写法不对，例如 2024-04-19") from None


class Choice(Titled):
    """One of named options: a mapping from key to Chinese title."""

    def __init__(self, title: str, options: dict[str, str], **more: Any) -> None:
        super().__init__(title, **more)
        self.options = options

    def read(self, value: Any) -> str:
        if not isinstance(value, str) or value not in self.options:
            raise ValidationError("请从列出的几项中选一项")
        return value


class Yes(Titled):
    """A statement that must be ticked to go on."""

    def read(self, value: Any) -> bool:
        if value not in (True, "true", "on", "1", "yes"):
            raise ValidationError("请先确认这一项")
        return True


class Several(Titled):
    """A list of coded words (people, cases), each at most once."""

    def __init__(self, title: str, of: type[Code] = Code, **more: Any) -> None:
        super().__init__(title, **more)
        self.of = of

    def read(self, value: Any) -> list[str]:
        given = value.replace("，", ",").replace(",", " ").split() if isinstance(value, str) else value
        if not isinstance(given, list) or len(given) > MOST_LINES:
            raise ValidationError("请列出名单")
        one = self.of("", required=True)
        found = [one.read(each) for each in given]
        if len(set(found)) != len(found):
            raise ValidationError("名单中有重复")
        if not found and self.required:
            raise ValidationError("请填写这一项")
        return found


class Lines(fields.List[Any]):
    """A sheet: one row per line, each with the fields of `schema`."""

    def __init__(self, title: str, schema: type[Form], *, least: int = 1) -> None:
        length = validate.Length(least, MOST_LINES, error="行数须在 {min} 到 {max} 之间")
        more: dict[str, Any] = {"required": True} if least else {"load_default": list}
        said = {"title": title, "hint": ""}
        super().__init__(fields.Nested(schema, error_messages={"null": "请填写这一项"}), validate=length, metadata=said,
                         error_messages=dict.fromkeys(("required", "null", "invalid"), "请填写这一项"), **more)  # fmt: skip
        self.schema = schema

    @property
    def title(self) -> str:
        return str(self.metadata["title"])


class Reason(Form):
    reason = Text("理由")


class Opinion(Form):
    opinion = Text("意见", required=False)


class Resolved(Form):
    resolution = Code("决议编号")
