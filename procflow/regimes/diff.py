"""What one regime says otherwise than another, as data from which the other can be made again; it puts nothing in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Literal

from procflow import canon
from procflow.regimes.reader import FORMAT
from procflow.regimes.rulebook import Rulebook, from_canonical
from procflow.regimes.schema import HEAD, LEAVES, ROWS

# Which columns tell the rows of a list apart; of every other list it is the first.
KEYS = {"quota.levels": ("grade", "cycle_no")}
Kind = Literal["added", "removed", "changed", "order"]
Found = tuple["Change", ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One parameter, or one row of a list, as it was and as it will be: a leaf's or row's whole data, None where there is none.

    `path` is that of the parameter, or of the list with the row's key behind it; of a new order, `old` and `new` are the keys.
    `at` is the place of an added row.
    """

    path: str
    kind: Kind
    old: Any
    new: Any
    table: str = ""
    key: str = ""
    at: int = 0

    @property
    def clause(self) -> str:
        """The clauses that the new value stands on, or where it is taken out, those that the old one stood on."""
        said = self.new if self.new is not None else self.old
        return " ".join(said["by"]) if isinstance(said, Mapping) else ""


def diff(old: Rulebook, new: Rulebook) -> Found:
    """Every change from one to the other, in the order of the schema; empty for equal rulebooks."""
    before, after = flat(canon.loads(old.canonical)), flat(canon.loads(new.canonical))
    paths = dict.fromkeys((*HEAD, *LEAVES, *ROWS, *before, *after))
    found: list[Change] = []
    for path in paths:
        one, other = before.get(path), after.get(path)
        if isinstance(one, list) or isinstance(other, list):
            found += of_rows(path, one or [], other or [])
        elif one != other:
            found.append(Change(path, "added" if one is None else "removed" if other is None else "changed", one, other))
    return tuple(found)


def apply(rulebook: Rulebook, changes: Iterable[Change]) -> Rulebook:
    """The rulebook with these changes made. KeyError for a row that is not there."""
    parts = deepcopy(flat(canon.loads(rulebook.canonical)))
    waiting: dict[str, list[Change]] = {}
    for each in changes:
        if each.table:
            waiting.setdefault(each.table, []).append(each)
        elif each.new is None:
            parts.pop(each.path, None)
        else:
            parts[each.path] = deepcopy(each.new)
    for table, of_table in waiting.items():
        parts[table] = remade(table, parts.get(table, []), of_table)
    return from_canonical(canon.dumps({"format": FORMAT, **nested(parts)}))


def of_rows(path: str, old: Sequence[Any], new: Sequence[Any]) -> Found:
    before, after = keyed(path, old), keyed(path, new)
    kept = [key for key in after if key in before]
    found = [Change(f"{path}.{key}", "removed", row, None, path, key) for key, row in before.items() if key not in after]
    for at, (key, row) in enumerate(after.items()):
        if key not in before:
            found.append(Change(f"{path}.{key}", "added", None, row, path, key, at))
        elif row != before[key]:
            found.append(Change(f"{path}.{key}", "changed", before[key], row, path, key))
    order = [key for key in before if key in after]
    return (*found, *([Change(path, "order", order, kept, path)] if order != kept else []))


def remade(path: str, rows: Sequence[Any], changes: Iterable[Change]) -> list[Any]:
    """The rows of a list after these changes: taken out, changed, put in order, and then the new ones each in its place."""
    kept, added = keyed(path, rows), list[Change]()
    order: list[str] = []
    for each in changes:
        match each.kind:
            case "removed":
                del kept[each.key]
            case "changed":
                kept[each.key] = each.new
            case "order":
                order = list(each.new)
            case "added":
                added.append(each)
    found = [kept[key] for key in order if key in kept] + [row for key, row in kept.items() if key not in order]
    for each in sorted(added, key=lambda one: one.at):
        found.insert(each.at, each.new)
    return [deepcopy(row) for row in found]


def keyed(path: str, rows: Sequence[Any]) -> dict[str, Any]:
    """The rows by what tells them apart; of two that nothing tells apart the second is numbered."""
    found: dict[str, Any] = {}
    for row in rows:
        key = named = ".".join(str(row[column]) for column in keys(path))
        times = 1
        while key in found:
            times += 1
            key = f"{named}#{times}"
        found[key] = row
    return found


def keys(path: str) -> tuple[str, ...]:
    """The columns that tell the rows of a list apart."""
    return KEYS.get(path) or (next(iter(ROWS.get(path, ("code",)))),)


def flat(tree: Mapping[str, Any], above: str = "") -> dict[str, Any]:
    """Leaves, lists and head words by path."""
    found: dict[str, Any] = {}
    for key, below in tree.items():
        path = f"{above}{key}"
        if isinstance(below, dict) and "is" not in below:
            found |= flat(below, f"{path}.")
        elif path != "format":
            found[path] = below
    return found


def nested(parts: Mapping[str, Any]) -> dict[str, Any]:
    root: dict[str, Any] = {}
    for path, part in parts.items():
        *stems, last = path.split(".")
        branch = root
        for stem in stems:
            branch = branch.setdefault(stem, {})
        branch[last] = part
    return root
