"""A rehearsal script as read: a roster and dated steps, every value with the line it stands on. It runs nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from procflow.errors import Spoken

FOLDER = Path(__file__).parent.parent / "rehearsals"
TOP = {"title", "after", "regime", "starts", "units", "people", "facts", "steps", "expect"}
STEP = {"on", "at", "by", "start", "as", "step", "case", "each", "form", "files", "file", "subject", "unit", "since", "until", "period", "for",
        "expect", "note"}  # fmt: skip


class ScriptError(Spoken):
    """A script that cannot be played: the sentence names line and field."""


@dataclass(frozen=True)
class Line:
    """One dated step, fact or expectation, and where it stands in the file."""

    number: int
    said: Mapping[str, Any]

    def get(self, name: str, default: Any = None) -> Any:
        return self.said.get(name, default)

    def wrong(self, name: str, sentence: str, /, **values: object) -> ScriptError:
        return ScriptError("第 {line} 行 {field}：" + sentence, line=self.number, field=name, **values)


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


def read(text: str) -> Script:
    """The script of this text. Raises ScriptError with line and field for whatever cannot be read."""
    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 1
        raise ScriptError("第 {line} 行：YAML 写法不对（{problem}）", line=line, problem=str(problem.problem)) from None
    whole = plain(root) if root is not None else None
    if not isinstance(whole, dict):
        raise ScriptError("第 {line} 行：脚本应是“名称: 内容”的列表", line=1)
    top = Line(1, whole)
    known(top, TOP)
    if "after" in whole:
        return continued(top, root)
    for name in ("title", "regime", "starts", "units", "people", "steps"):
        if name not in whole:
            raise top.wrong(name, "缺少这一项")
    marks = children(root)
    people = {unit: tuple(lines(node)) for unit, node in children(marks["people"]).items()}
    return Script(whole["title"], whole["regime"], day(top, "starts"), tuple(lines(marks["units"])), people,
                  tuple(lines(marks["facts"])) if "facts" in marks else (), dated(marks), expected(marks))  # fmt: skip


def continued(top: Line, root: Any) -> Script:
    """A script that goes on where a bundled one ends: its stage and steps first, then these."""
    name, marks = str(top.said["after"]), children(root)
    if name not in bundled():
        raise top.wrong("after", "没有名为“{name}”的排演", name=name)
    first = read(bundled()[name].read_text("utf-8"))
    return replace(first, title=str(top.get("title", first.title)), steps=(*first.steps, *dated(marks)), expect=expected(marks))


def bundled() -> dict[str, Path]:
    """The rehearsals that travel with procflow, by name."""
    return {path.stem: path for path in sorted(FOLDER.glob("*.yaml"))}


def dated(marks: Mapping[str, Any]) -> tuple[Line, ...]:
    """The steps of a script, each with known fields and a day."""
    steps = tuple(lines(marks["steps"])) if "steps" in marks else ()
    for step in steps:
        known(step, STEP)
        day(step, "on")
    return steps


def expected(marks: Mapping[str, Any]) -> Line | None:
    return Line(marks["expect"].start_mark.line + 1, plain(marks["expect"])) if "expect" in marks else None


def known(line: Line, names: set[str]) -> None:
    for name in line.said:
        if name not in names:
            raise line.wrong(name, "没有这一项；可用的有 {known}", known="、".join(sorted(names)))


def day(line: Line, name: str) -> date:
    try:
        return date.fromisoformat(str(line.get(name, "")))
    except ValueError:
        raise line.wrong(name, "应写成日期，例如 2024-04-19") from None


def children(node: Any) -> dict[str, Any]:
    """The nodes of a mapping by name; empty for anything else."""
    return {key.value: value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}


def lines(node: Any) -> list[Line]:
    """The entries of a sequence, each a mapping."""
    found = []
    for each in node.value if isinstance(node, yaml.SequenceNode) else []:
        said = plain(each)
        if not isinstance(said, dict):
            raise ScriptError("第 {line} 行：这里应是“名称: 内容”", line=each.start_mark.line + 1)
        found.append(Line(each.start_mark.line + 1, said))
    return found


def plain(node: Any) -> Any:
    """The data of a node: text, lists and mappings; a name given twice is an error."""
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key, value in node.value:
            if key.value in found:
                raise ScriptError("第 {line} 行 {field}：重复", line=key.start_mark.line + 1, field=key.value)
            found[key.value] = plain(value)
        return found
    return [plain(each) for each in node.value] if isinstance(node, yaml.SequenceNode) else node.value
