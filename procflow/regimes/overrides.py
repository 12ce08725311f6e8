"""Single values set over a regime, as they are typed: `quota.rounding=ceil`, `items.study.points=2`. It reads no file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from procflow import canon
from procflow.regimes.diff import Change, apply, flat, keyed
from procflow.regimes.rulebook import Rulebook
from procflow.regimes.schema import LEAVES, ROWS
from procflow.regimes.shapes import completed
from procflow.regimes.sorts import BadValueError, Value, is_list, scalar
from procflow.regimes.titles import table_of

NO_EQUALS = "应写成 参数=值：{given}"
NO_PARAMETER = "没有这个参数：{path}"
NO_ROW = "“{path}”里没有这一行，在的有：{known}"


class BadOverrideError(ValueError):
    """An override that cannot be made: what was typed, a sentence and what fills its braces."""

    def __init__(self, typed: str, sentence: str, **inputs: str) -> None:
        super().__init__(sentence)
        self.typed, self.sentence, self.inputs = typed, sentence, inputs


def overridden(rulebook: Rulebook, typed: Iterable[str]) -> Rulebook:
    """The rulebook with these values set, one after the other. Raises BadOverrideError."""
    for each in typed:
        path, equals, given = (part.strip() for part in each.partition("="))
        if not equals or not path:
            raise BadOverrideError(each, NO_EQUALS, given=each[:80])
        try:
            rulebook = apply(rulebook, [row(rulebook, path, given) if table_of(path) else leaf(rulebook, path, given)])
        except BadValueError as bad:
            raise BadOverrideError(each, bad.sentence, **bad.inputs) from None
    return rulebook


def leaf(rulebook: Rulebook, path: str, given: str) -> Change:
    """A single parameter, on the clause on which it stood; one that was no deadline before is taken as a soft one."""
    if path not in LEAVES:
        raise BadOverrideError(path, NO_PARAMETER, path=path)
    old = whole(rulebook)[path]
    new = {**old, "is": value(LEAVES[path].rstrip("!"), given)}
    if LEAVES[path].endswith("!") and new["is"] is not None:
        new.setdefault("bind", "S")
    return Change(path, "changed", old, new)


def row(rulebook: Rulebook, path: str, given: str) -> Change:
    """One column of one row of a list: `quota.levels.star4.1.share`, `grades.star5.all`."""
    table = table_of(path)
    key, _, column = path.removeprefix(table).lstrip(".").rpartition(".")
    rows = keyed(table, whole(rulebook)[table])
    if column not in ROWS[table]:
        raise BadOverrideError(path, NO_PARAMETER, path=path)
    if key not in rows:
        raise BadOverrideError(path, NO_ROW, path=table, known="、".join(rows))
    new: dict[str, Any] = {**rows[key], column: value(ROWS[table][column].rstrip("~"), given)}
    return Change(f"{table}.{key}", "changed", rows[key], new, table, key)


def whole(rulebook: Rulebook) -> dict[str, Any]:
    """Every parameter by its path, with what holds for those that the file leaves out."""
    return flat(completed(cast("dict[str, Any]", canon.loads(rulebook.canonical))))


def value(sort: str, given: str) -> Value:
    if not is_list(sort) or (sort.endswith("?") and given == "none"):
        return scalar(sort, given)
    each = "points" if sort == "range" else sort.rstrip("?")
    parts = [part.strip() for part in given.replace("，", ",").replace("、", ",").split(",")]
    if sort == "range" and len(parts) != 2:
        raise BadValueError("幅度应为两个数，如 [1, 10]")
    return [scalar(each, part) for part in parts if part]
