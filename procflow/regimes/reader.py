"""Reads a regime file into its canonical tree and reports every flaw with its place; it gives no meaning to what it reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple

import yaml

from procflow.regimes import phrases
from procflow.regimes.schema import LATER
from procflow.regimes.shapes import Head, Leaf, Rows, Shape, plain, shape
from procflow.regimes.sorts import BadValueError, Value, is_list, scalar

FORMAT = "procflow-regime/1"
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the same, ten times faster, where libyaml is there
SPOKEN = {  # what sources leave out most, in a sentence of its own
    "items": "没有项目目录，须列出各分项的项目和分值（{key}）",
    "components.base.cap": "没有写明基础分总额（{key}）",
    "gaps": "没有写明等次之间的空档如何处理，没有空档的写 []（{key}）",
    "grading": "没有写明两个等次重叠时归入哪一个（{key}）",
}
BREAKING = frozenset({"UNREADABLE", "MISSING", "UNKNOWN_ROLE", "UNKNOWN_CLAUSE"})  # of such a value nothing is left to read


class Mark(NamedTuple):
    """A place in a file, both counted from 1."""

    line: int
    column: int


class Flaw(NamedTuple):
    """One thing wrong with a file: 1-based line, dotted path, sentence (a message id), what fills its braces; then column and code."""

    line: int
    path: str
    sentence: str
    inputs: Mapping[str, str]
    column: int = 1
    code: str = "UNREADABLE"

    def __str__(self) -> str:
        return f"{self.line}:{self.column}: {self.path}: {self.sentence.format(**self.inputs)}"


class RegimeError(ValueError):
    """A file that cannot be read as a regime; `errors` holds all its flaws in the order of the lines."""

    def __init__(self, errors: Iterable[Flaw], name: str = "") -> None:
        self.errors = sorted(errors, key=lambda flaw: (flaw.line, flaw.path))
        self.name = name
        super().__init__("\n".join(f"{name}:{flaw}" if name else str(flaw) for flaw in self.errors))


class Draft(NamedTuple):
    """What of a file can be read, what is wrong with it, and where everything stands."""

    tree: dict[str, Value]
    flaws: tuple[Flaw, ...]
    marks: Mapping[str, Mark]

    def place(self, path: str) -> Mark:
        """Where a path stands; where the file does not have it, the nearest place above."""
        while path and path not in self.marks:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self.marks.get(path, Mark(1, 1))


def parse(text: str, name: str = "") -> dict[str, Value]:
    """The canonical tree of a file; RegimeError with every flaw found."""
    found = draft(text)
    if found.flaws:
        raise RegimeError(found.flaws, name)
    return {"format": FORMAT, **found.tree}


def draft(text: str) -> Draft:
    """A file as far as it can be read; what is flawed is left out of its tree."""
    reading = Reading()
    try:
        root = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        said = {"problem": str(getattr(problem, "problem", problem))}
        place = Mark(mark.line + 1, mark.column + 1) if mark else Mark(1, 1)
        return Draft({}, (Flaw(place.line, "", "不是有效的 YAML：{problem}", said, place.column),), {})
    if root is None:
        return Draft({}, (Flaw(1, "", "文件为空", {}),), {})
    tree = reading.branch(root, shape(), "")
    return Draft(tree, tuple(reading.flaws), reading.marks)


@dataclass
class Reading:
    """One pass over a file, collecting flaws as it goes, and the place of every path."""

    flaws: list[Flaw] = field(default_factory=list)
    marks: dict[str, Mark] = field(default_factory=dict)

    def branch(self, node: yaml.Node, expected: Mapping[str, Shape], path: str) -> dict[str, Value]:
        filled: dict[str, Value] = {}
        for key, part in expected.items():
            with suppress(LookupError):
                filled[key] = plain(part)
        found = self.keys(node, path, needed=[key for key in expected if key not in filled], allowed=expected.keys())
        said: dict[str, Value] = {}
        for key, part in expected.items():
            if key in found:
                before = self.broken()
                value = self.part(found[key], part, f"{path}.{key}".lstrip("."))
                if not isinstance(part, Head | Leaf) or self.broken() == before:
                    said[key] = value
            elif key in filled and f"{path}.{key}".lstrip(".") not in LATER:
                said[key] = filled[key]
        return said

    def part(self, node: yaml.Node, part: Shape, path: str) -> Value:
        self.mark(node, path)
        match part:
            case Head():
                return self.value(node, part.sort, path)
            case Leaf():
                return self.leaf(node, part.sort, path)
            case Rows():
                return [row for n, each in enumerate(self.sequence(node, path)) if (row := self.row(each, part.columns, f"{path}[{n}]"))]
            case _:
                return self.branch(node, part, path)

    def leaf(self, node: yaml.Node, sort: str, path: str) -> Value:
        deadline = ("bind",) if sort.endswith("!") else ()
        found = self.keys(node, path, needed=("is", "by"), allowed=("is", "by", "note", *deadline))
        kinds = {"is": sort.rstrip("!"), "note": "text", "bind": "one H S"}
        leaf: dict[str, Value] = {key: self.value(found[key], kinds[key], path) for key in found if key in kinds}
        if deadline and "bind" not in found and leaf.get("is") is not None:
            self.flaw(node, path, "期限须注明 bind: H(硬)或 bind: S(软)", code="NO_BINDING")
        return leaf | self.by(found, path)

    def row(self, node: yaml.Node, columns: Mapping[str, str], path: str) -> dict[str, Value]:
        """Nothing where the row cannot be read."""
        self.mark(node, path)
        before = self.broken()
        needed = [key for key, sort in columns.items() if not sort.endswith("~")]
        found = self.keys(node, path, needed=(*needed, "by"), allowed=(*columns, "by"))
        row = {key: self.value(found[key], sort.rstrip("~"), f"{path}.{key}") for key, sort in columns.items() if key in found}
        whole = row | self.by(found, path)
        return whole if self.broken() == before else {}

    def broken(self) -> int:
        """How many flaws there are that leave nothing to read."""
        return sum(flaw.code in BREAKING for flaw in self.flaws)

    def by(self, found: Mapping[str, yaml.Node], path: str) -> dict[str, Value]:
        if "by" not in found:
            return {}
        node = found["by"]
        clauses = node.value if isinstance(node, yaml.SequenceNode) else [node]
        return {"by": [self.value(clause, "clause", path) for clause in clauses]}

    def value(self, node: yaml.Node, sort: str, path: str) -> Value:
        self.mark(node, path)
        if is_list(sort) and not (sort.endswith("?") and isinstance(node, yaml.ScalarNode) and node.value == "none"):
            each = "points" if sort == "range" else sort.rstrip("?")
            values: list[Value] = []
            for one in self.sequence(node, path):
                values += (
                    self.phrase(one, path) if sort == "tests" and isinstance(one, yaml.ScalarNode) else [self.value_of_one(one, each, path)]
                )
            if sort == "range" and len(values) != 2:
                self.flaw(node, path, "幅度应为两个数，如 [1, 10]")
            return values
        return self.value_of_one(node, sort, path)

    def phrase(self, node: yaml.ScalarNode, path: str) -> list[Value]:
        """A condition as a formula or in the words of the regulation, which may say two bounds at once."""
        found = phrases.tests(node.value)
        if found is None:
            return [self.value_of_one(node, "tests", path)]
        said, open_ended = found
        for bound in open_ended:
            sentence = "“{given}”：{bound}没有写“以上”或“以下”，{bound}本身归哪一边不明"
            self.flaw(node, path, sentence, code="MISSING_WORD", given=str(node.value), bound=bound)
        return [dict(test) for test in said]

    def value_of_one(self, node: yaml.Node, sort: str, path: str) -> Value:
        if not isinstance(node, yaml.ScalarNode):
            self.flaw(node, path, "应为单个值")
            return None
        try:
            return scalar(sort, node.value)
        except BadValueError as bad:
            self.flaw(node, path, bad.sentence, code=bad.code, **bad.inputs)
            return None

    def sequence(self, node: yaml.Node, path: str) -> list[yaml.Node]:
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        self.flaw(node, path, "应为列表")
        return []

    def keys(self, node: yaml.Node, path: str, needed: Iterable[str], allowed: Iterable[str]) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            self.flaw(node, path, "应为一组键和值")
            return {}
        found: dict[str, yaml.Node] = {}
        known = frozenset(allowed)
        for key, below in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.flaw(key, path, "应为单个值")
            elif key.value in found:
                self.flaw(key, path, "键重复：{key}", key=str(key.value))
            elif key.value not in known:
                self.flaw(key, path, "不认识的键：{key}", key=str(key.value))
            else:
                found[key.value] = below
        missing = [key for key in needed if key not in found]
        for key in [key for key in missing if f"{path}.{key}".lstrip(".") in SPOKEN]:
            missing.remove(key)
            self.flaw(node, path, SPOKEN[f"{path}.{key}".lstrip(".")], code="MISSING", key=key)
        if missing:
            self.flaw(node, path, "缺少：{key}", code="MISSING", key="、".join(missing))
        return found

    def mark(self, node: yaml.Node, path: str) -> None:
        self.marks.setdefault(path, Mark(node.start_mark.line + 1, node.start_mark.column + 1))

    def flaw(self, node: yaml.Node, path: str, sentence: str, *, code: str = "UNREADABLE", **inputs: str) -> None:
        self.flaws.append(Flaw(node.start_mark.line + 1, path, sentence, inputs, node.start_mark.column + 1, code))
