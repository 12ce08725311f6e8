"""Fields for values: text, points, counts, days, choices; each reads one value into canonical data."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from marshmallow import ValidationError

from procflow.canon import clean
from procflow.forms.base import Sentence, Titled
from procflow.grammar import Facts

Suggested = Callable[[Facts], str]
FIGURE = re.compile(r"[+-]?\d{1,6}(\.\d{1,2}0*)?")
MOST_POINTS = 1_000_000
MOST_WORDS = 80


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


class Words(Titled):
    """A short text that is no secret and belongs in the record (a place, the number of a printed document)."""

    def read(self, value: Any) -> str:
        if not isinstance(value, str) or not clean(value):
            raise ValidationError("请填写这一项")
        if len(clean(value)) > MOST_WORDS:
            raise ValidationError(Sentence("文字太长，最多 {most} 字", most=MOST_WORDS))
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
    """One of named options: a mapping from key to Chinese title. `suggested` says, out of Facts, which one a page starts with."""

    def __init__(self, title: str, options: dict[str, str], *, suggested: Suggested | None = None, **more: Any) -> None:
        super().__init__(title, **more)
        self.options, self.suggested = options, suggested

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
