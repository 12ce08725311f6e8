"""A change of the rules as a clerk reads it: titles, values in words, the clause, in Chinese or English; it compares nothing itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from procflow.regimes import shares, tree
from procflow.regimes.diff import Change, keys
from procflow.regimes.rulebook import Rulebook
from procflow.regimes.schema import HEAD, LEAVES, ROWS
from procflow.regimes.titles import title
from procflow.regimes.words import column, word
from procflow.wording import points, say

KINDS = {"added": "新增", "removed": "删去", "changed": "改动", "order": "调整顺序"}
NOTHING = "不设"
CALLED = frozenset({"label", "title"})  # what a row is called stands before what it says, like its key
NO_NAMES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a change: what it is about, what of it, old and new in words ("" for none), and the clause."""

    path: str
    kind: str
    title: str
    part: str
    old: str
    new: str
    clause: str

    def text(self, lang: str = "zh") -> str:
        about = f"{self.title} · {self.part}" if self.part else self.title
        said = f"{self.old} → {self.new}" if self.old and self.new else self.old or self.new
        parts = (say(KINDS[self.kind], lang), about, said, f"({self.clause})" if self.clause else "")
        return "  ".join(each for each in parts if each)


def told(changes: Iterable[Change], lang: str = "zh", names: Mapping[str, str] = NO_NAMES) -> tuple[Told, ...]:
    """The lines of these changes, a changed row one line for each column; `names` are titles of roles and labels by code, as message ids."""
    return tuple(line for each in changes for line in lines(each, lang, names))


def labels(*rulebooks: Rulebook) -> dict[str, str]:
    """What these rulebooks call their grades, gaps and items, by code."""
    outcomes = {each.code: each.label for book in rulebooks for each in (*book.grades, *book.gaps)}
    return outcomes | {each.code: each.label for book in rulebooks for each in book.items()}


def lines(change: Change, lang: str, names: Mapping[str, str]) -> list[Told]:
    about = named(change, lang, names)
    if change.kind == "order":
        old, new = ("、".join(say(names.get(key, key), lang) for key in said) for said in (change.old, change.new))
        return [Told(change.path, change.kind, about, "", old, new, "")]
    columns: Mapping[str, str] = ROWS.get(change.table, {}) if change.table else {"is": sort_of(change.path)}
    if change.old is None or change.new is None:
        row = {
            name: shown(change.table or change.path, sort, part(change.new or change.old, name), lang, names)
            for name, sort in columns.items()
        }
        apart = CALLED.union(keys(change.table))
        said = (
            row["is"]
            if not change.table
            else ("；" if lang == "zh" else "; ").join(
                f"{say(column(name), lang)} {value}" for name, value in row.items() if value and name not in apart
            )
        )
        old, new = ("", said) if change.old is None else (said, "")
        return [Told(change.path, change.kind, about, "", old, new, change.clause)]
    found = []
    for name, sort in {**columns, "bind": "word", "by": "texts", "note": "text"}.items():
        one, other = part(change.old, name), part(change.new, name)
        if one != other:
            old, new = (shown(change.table or change.path, sort, each, lang, names) or say(NOTHING, lang) for each in (one, other))
            found.append(Told(change.path, change.kind, about, "" if name == "is" else say(column(name), lang), old, new, change.clause))
    return found


def named(change: Change, lang: str, names: Mapping[str, str]) -> str:
    """The title of the parameter; of a row, that of the list with what the row itself is called."""
    if not change.table or not change.key:
        return say(title(change.path), lang)
    row = change.new or change.old
    if change.table == "quota.growth":
        return say("{grade}的名额比例每年提升", lang, grade=say(names.get(row["grade"], row["grade"]), lang))
    if change.table == "quota.levels":
        return say(
            "{grade}第{cycle_no}年度的名额比例", lang, grade=say(names.get(row["grade"], row["grade"]), lang), cycle_no=row["cycle_no"]
        )
    called = say(str(row.get("label") or row.get("title") or names.get(change.key) or word(change.table, change.key)), lang)
    return f"{say(title(change.table), lang)} “{called}”"


def sort_of(path: str) -> str:
    return LEAVES.get(path) or HEAD.get(path) or "text"


def part(said: Any, name: str) -> Any:
    """A leaf's or row's part; a head word has a value alone."""
    return said.get(name) if isinstance(said, Mapping) else said if name == "is" else None


def shown(path: str, sort: str, value: Any, lang: str, names: Mapping[str, str]) -> str:
    """A value in words; "" for none at all in a row."""
    if value is None:
        return say(NOTHING, lang) if path in LEAVES else ""
    if isinstance(value, bool):
        return say(word("", "yes" if value else "no"), lang)
    kind = sort.rstrip("?!~").partition(" ")[0].rstrip("?!~")
    if isinstance(value, list):
        between = "–" if kind == "range" else "、" if lang == "zh" else ", "
        return between.join(shown(path, "points" if kind == "range" else kind, each, lang, names) for each in value) or say(NOTHING, lang)
    match kind:
        case "points":
            return say("{points}分", lang, points=points(value))
        case "share":
            return shares.shown(shares.exact(value))
        case "span":
            return tree.span(value).title(lang)
        case "tests":
            return f"{say(word('', value['metric']), lang)} {value['sign']} {points(value['points'])}"
        case "role" | "roles" | "code":
            return say(names.get(value) or word(path, value), lang)
        case "day":
            return say("{day}日", lang, day=value)
    return say(word(path, value), lang) if isinstance(value, str) else str(value)
