"""The schema's flat table of paths as a tree of shapes, and what holds where a file leaves one out; it reads no file."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NamedTuple, TypeAlias, cast

from procflow.regimes.schema import HEAD, LEAVES, LEFT_OUT, ROWS
from procflow.regimes.sorts import Value, is_list, scalar

# A tree of the schema: a branch by name, or the sort of a head word or leaf, or the columns of a table.
Shape: TypeAlias = "Mapping[str, Shape] | Head | Leaf | Rows"


class Head(NamedTuple):
    sort: str
    left_out: str | None = None


class Leaf(NamedTuple):
    sort: str
    left_out: str | None = None  # what holds where the file does not say it


class Rows(NamedTuple):
    columns: Mapping[str, str]
    left_out: str | None = None


def shape() -> dict[str, Shape]:
    """The schema's flat table of paths as a tree."""
    root: dict[str, Shape] = {key: Head(sort, LEFT_OUT.get(key)) for key, sort in HEAD.items()}
    kinds: dict[str, Shape] = {path: Leaf(sort, LEFT_OUT.get(path)) for path, sort in LEAVES.items()}
    kinds |= {path: Rows(columns, LEFT_OUT.get(path)) for path, columns in ROWS.items()}
    for path, kind in kinds.items():
        *stems, last = path.split(".")
        branch = root
        for stem in stems:
            branch = cast("dict[str, Shape]", branch.setdefault(stem, {}))
        branch[last] = kind
    return root


def plain(part: Shape) -> Value:
    """What holds where a file leaves a part out; LookupError where it may not."""
    match part:
        case Head() | Leaf() | Rows() if part.left_out is None:
            raise LookupError
        case Rows():
            return []
        case Leaf():
            sort = part.sort.rstrip("!")
            return {"is": [] if is_list(sort) and part.left_out != "none" else scalar(sort, part.left_out or ""), "by": ["§4.3"]}
        case Head():
            return scalar(part.sort, part.left_out or "")
        case _:
            return {key: plain(below) for key, below in part.items()}


def completed(tree: dict[str, Any], parts: Mapping[str, Shape] | None = None) -> dict[str, Any]:
    """A tree as it was stored, with what holds for parameters that were not known when it was filed; what a file must say stays unsaid."""
    for key, part in (parts or shape()).items():
        if key not in tree:
            with suppress(LookupError):
                tree[key] = plain(part)
        elif isinstance(part, Mapping) and isinstance(tree[key], dict):
            completed(tree[key], part)
    return tree
