"""One YAML file of a script: its fields as plain text data, each entry with its line. It knows no step and opens no file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from procflow.rehearsal.script import Line, ScriptError

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the same, ten times faster, where libyaml is there


@dataclass(frozen=True)
class Sheet:
    """The fields of one file: as data on the line where it begins, and as nodes, which know their own lines."""

    top: Line
    nodes: Mapping[str, Any]

    def lines(self, name: str) -> tuple[Line, ...]:
        """The entries of a list; none where the file does not say this field."""
        return entries(self.nodes[name], self.top.file) if name in self.nodes else ()

    def lists(self, name: str) -> dict[str, tuple[Line, ...]]:
        """The entries of each list of a field that holds several by name."""
        return {key: entries(node, self.top.file) for key, node in children(self.nodes.get(name)).items()}

    def line(self, name: str) -> Line | None:
        """A field that is one mapping, on the line where it begins."""
        node = self.nodes.get(name)
        return Line(node.start_mark.line + 1, plain(node, self.top.file), self.top.file) if node is not None else None


def sheet(text: str, file: str = "") -> Sheet:
    """The file of this text. Raises ScriptError with line and field for whatever cannot be read."""
    try:
        root = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as problem:
        line = Line(problem.problem_mark.line + 1 if problem.problem_mark else 1, {}, file)
        raise line.wrong("YAML", "写法不对（{problem}）", problem=str(problem.problem)) from None
    whole = plain(root, file) if root is not None else None
    if not isinstance(whole, dict):
        raise Line(1, {}, file).wrong("YAML", "脚本应是“名称: 内容”的列表")
    return Sheet(Line(1, whole, file), children(root))


def children(node: Any) -> dict[str, Any]:
    """The nodes of a mapping by name; empty for anything else."""
    return {key.value: value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}


def entries(node: Any, file: str) -> tuple[Line, ...]:
    """The entries of a sequence, each a mapping."""
    return tuple(entry(each, file) for each in (node.value if isinstance(node, yaml.SequenceNode) else ()))


def entry(node: Any, file: str) -> Line:
    said = plain(node, file)
    if not isinstance(said, dict):
        raise Line(node.start_mark.line + 1, {}, file).wrong("YAML", "这里应是“名称: 内容”")
    return Line(node.start_mark.line + 1, said, file)


def plain(node: Any, file: str) -> Any:
    """The data of a node: text, lists and mappings; a name given twice is an error."""
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key, value in node.value:
            if key.value in found:
                raise twice(key, file)
            found[key.value] = plain(value, file)
        return found
    return [plain(each, file) for each in node.value] if isinstance(node, yaml.SequenceNode) else node.value


def twice(key: Any, file: str) -> ScriptError:
    return Line(key.start_mark.line + 1, {}, file).wrong(str(key.value), "重复")
