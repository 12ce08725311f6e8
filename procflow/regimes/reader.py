"""Reads a regime file into its canonical tree and reports every flaw with its line; it gives no meaning to what it reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias, cast

import yaml

from procflow.regimes.schema import HEAD, LEAVES, ROWS
from procflow.regimes.sorts import BadValueError, Value, is_list, scalar

FORMAT = "procflow-regime/1"

# A tree of the schema: a branch by name, or the sort of a head word or leaf, or the columns of a table.
Shape: TypeAlias = "Mapping[str, Shape] | Head | Leaf | Rows"


class Flaw(NamedTuple):
    """One thing wrong with a file: 1-based line, dotted path, sentence (a message id) and what fills its braces."""

    line: int
    path: str
    sentence: str
    inputs: Mapping[str, str]

    def __str__(self) -> str:
        return f"{self.line}: {self.path}: {self.sentence.format(**self.inputs)}"


class RegimeError(ValueError):
    """A file that cannot be read as a regime; `errors` holds all its flaws in the order of the lines."""

    def __init__(self, errors: Iterable[Flaw], name: str = "") -> None:
        self.errors = sorted(errors, key=lambda flaw: (flaw.line, flaw.path))
        self.name = name
        super().__init__("\n".join(f"{name}:{flaw}" if name else str(flaw) for flaw in self.errors))


class Head(NamedTuple):
    sort: str


class Leaf(NamedTuple):
    sort: str


class Rows(NamedTuple):
    columns: Mapping[str, str]


def parse(text: str, name: str = "") -> dict[str, Value]:
    """The canonical tree of a file; RegimeError with every flaw found."""
    reading = Reading()
    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        flaw = Flaw(mark.line + 1 if mark else 1, "", "不是有效的 YAML：{problem}", {"problem": str(getattr(problem, "problem", problem))})
        raise RegimeError([flaw], name) from None
    if root is None:
        raise RegimeError([Flaw(1, "", "文件为空", {})], name)
    tree = reading.branch(root, shape(), "")
    if reading.flaws:
        raise RegimeError(reading.flaws, name)
    return {"format": FORMAT, **tree}


def shape() -> dict[str, Shape]:
    """The schema's flat table of paths as a tree."""
    root: dict[str, Shape] = {key: Head(sort) for key, sort in HEAD.items()}
    kinds: dict[str, Shape] = {path: Leaf(sort) for path, sort in LEAVES.items()}
    kinds |= {path: Rows(columns) for path, columns in ROWS.items()}
    for path, kind in kinds.items():
        *stems, last = path.split(".")
        branch = root
        for stem in stems:
            branch = cast("dict[str, Shape]", branch.setdefault(stem, {}))
        branch[last] = kind
    return root


@dataclass
class Reading:
    """One pass over a file, collecting flaws as it goes."""

    flaws: list[Flaw] = field(default_factory=list)

    def branch(self, node: yaml.Node, expected: Mapping[str, Shape], path: str) -> dict[str, Value]:
        found = self.keys(node, path, needed=expected.keys(), allowed=expected.keys())
        return {key: self.part(found[key], part, f"{path}.{key}".lstrip(".")) for key, part in expected.items() if key in found}

    def part(self, node: yaml.Node, part: Shape, path: str) -> Value:
        match part:
            case Head():
                return self.value(node, part.sort, path)
            case Leaf():
                return self.leaf(node, part.sort, path)
            case Rows():
                return [self.row(row, part.columns, f"{path}[{n}]") for n, row in enumerate(self.sequence(node, path))]
            case _:
                return self.branch(node, part, path)

    def leaf(self, node: yaml.Node, sort: str, path: str) -> Value:
        deadline = ("bind",) if sort.endswith("!") else ()
        found = self.keys(node, path, needed=("is", "by"), allowed=("is", "by", "note", *deadline))
        kinds = {"is": sort.rstrip("!"), "note": "text", "bind": "one H S"}
        leaf: dict[str, Value] = {key: self.value(found[key], kinds[key], path) for key in found if key in kinds}
        if deadline and "bind" not in found and leaf.get("is") is not None:
            self.flaw(node, path, "期限须注明 bind: H(硬)或 bind: S(软)")
        return leaf | self.by(found, path)

    def row(self, node: yaml.Node, columns: Mapping[str, str], path: str) -> Value:
        needed = [key for key, sort in columns.items() if not sort.endswith("~")]
        found = self.keys(node, path, needed=(*needed, "by"), allowed=(*columns, "by"))
        row = {key: self.value(found[key], sort.rstrip("~"), f"{path}.{key}") for key, sort in columns.items() if key in found}
        return row | self.by(found, path)

    def by(self, found: Mapping[str, yaml.Node], path: str) -> dict[str, Value]:
        if "by" not in found:
            return {}
        node = found["by"]
        clauses = node.value if isinstance(node, yaml.SequenceNode) else [node]
        return {"by": [self.value(clause, "clause", path) for clause in clauses]}

    def value(self, node: yaml.Node, sort: str, path: str) -> Value:
        if is_list(sort) and not (sort.endswith("?") and isinstance(node, yaml.ScalarNode) and node.value == "none"):
            each = "points" if sort == "range" else sort.rstrip("?")
            values = [self.value_of_one(one, each, path) for one in self.sequence(node, path)]
            if sort == "range" and len(values) != 2:
                self.flaw(node, path, "幅度应为两个数，如 [1, 10]")
            return values
        return self.value_of_one(node, sort, path)

    def value_of_one(self, node: yaml.Node, sort: str, path: str) -> Value:
        if not isinstance(node, yaml.ScalarNode):
            self.flaw(node, path, "应为单个值")
            return None
        try:
            return scalar(sort, node.value)
        except BadValueError as bad:
            self.flaw(node, path, bad.sentence, **bad.inputs)
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
        for key in needed:
            if key not in found:
                self.flaw(node, path, "缺少：{key}", key=key)
        return found

    def flaw(self, node: yaml.Node, path: str, sentence: str, **inputs: str) -> None:
        self.flaws.append(Flaw(node.start_mark.line + 1, path, sentence, inputs))
