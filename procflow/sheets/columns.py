"""The columns that an import knows, and which of a sheet's own they are: guessed from the titles, changed by whoever imports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from procflow.errors import Invalid
from procflow.forms import Sentence
from procflow.sheets.opened import plain
from procflow.wording import LANGUAGES, say

MISSING = "没有找到“{title}”这一列；请指明表里哪一列是它"
TWICE = "“{title}”和“{other}”指到了同一列（{letter} 列）"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key, its title, what else people call it, and what to write in it."""

    key: str
    title: str
    hint: str
    also: tuple[str, ...] = ()
    required: bool = False
    example: str = ""

    @property
    def names(self) -> frozenset[str]:
        said = {say(self.title, lang) for lang in LANGUAGES}
        return frozenset(plain(each) for each in (self.title, *said, *self.also))


def titles(columns: Sequence[Column]) -> set[str]:
    return {name for each in columns for name in each.names}


def guessed(columns: Sequence[Column], head: Sequence[str]) -> dict[str, int]:
    """For each column that the head names, its place; the first that says it, and none for two."""
    places: dict[str, int] = {}
    for each in columns:
        found = next((at for at, title in enumerate(head) if plain(title) in each.names and at not in places.values()), None)
        if found is not None:
            places[each.key] = found
    return places


def settled(columns: Sequence[Column], places: Mapping[str, int], letters: Sequence[str]) -> dict[str, int]:
    """The match as it was chosen. Raises Invalid where a needed column is missing or two are one."""
    wrong: dict[str, list[str]] = {}
    taken: dict[int, Column] = {}
    for each in columns:
        at = places.get(each.key, -1)
        if at < 0 and each.required:
            wrong[each.key] = [Sentence(MISSING, title=each.title)]
        elif at in taken:
            wrong[each.key] = [Sentence(TWICE, title=each.title, other=taken[at].title, letter=letters[at])]
        elif at >= 0:
            taken[at] = each
    if wrong:
        raise Invalid(wrong)
    return {each.key: at for at, each in taken.items()}
