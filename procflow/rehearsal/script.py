"""A rehearsal script as data: a roster and dated steps, every value with the file and line it stands on. It reads no file and runs nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from procflow.errors import Spoken

PLACE = "第 {line} 行 {field}："
PLACE_IN_PART = "{file} 第 {line} 行 {field}："


class ScriptError(Spoken):
    """A script that cannot be played: the sentence names file (of a part), line and field, and then says what is wrong."""

    def __init__(self, place: str, sentence: str, /, **values: object) -> None:
        super().__init__(place + sentence, **values)
        self.pieces = (place, sentence)


@dataclass(frozen=True)
class Line:
    """One dated step, fact or expectation, and where it stands: `file` is the name of a part, "" for the script itself."""

    number: int
    said: Mapping[str, Any]
    file: str = ""

    def get(self, name: str, default: Any = None) -> Any:
        return self.said.get(name, default)

    def wrong(self, name: str, sentence: str, /, **values: object) -> ScriptError:
        if self.file:
            return ScriptError(PLACE_IN_PART, sentence, file=self.file, line=self.number, field=name, **values)
        return ScriptError(PLACE, sentence, line=self.number, field=name, **values)


@dataclass(frozen=True)
class Script:
    title: str
    regime: str
    starts: date
    units: tuple[Line, ...]
    people: Mapping[str, tuple[Line, ...]]
    facts: tuple[Line, ...]
    steps: tuple[Line, ...]
    expect: Line | None = None
    adopted: tuple[Line, ...] = ()


def known(line: Line, names: frozenset[str]) -> None:
    for name in line.said:
        if name not in names:
            raise line.wrong(name, "没有这一项；可用的有 {known}", known="、".join(sorted(names)))


def day(line: Line, name: str) -> date:
    try:
        return date.fromisoformat(str(line.get(name, "")))
    except ValueError:
        raise line.wrong(name, "应写成日期，例如 2024-04-19") from None
