"""A row of the coverage in words of one language, for pages and the command line: it names things by their titles and counts nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from procflow.filing import KINDS
from procflow.machines import tables
from procflow.queries.titles import role
from procflow.reports.coverage.catalogue import registers
from procflow.reports.coverage.rows import Row
from procflow.wording import say

SUMMARY = "{covered} / {count} 条有实现、有测试"
STEP = "{procedure}：{steps}"
OTHERS = {"role": "职务 {name}", "fact": "登记资料 {name}", "regime": "细则参数 {name}"}


@dataclass(frozen=True, slots=True)
class Carrier:
    """A procedure by key and title with the names of the steps meant (none: the whole), or another carrier in words with an empty key."""

    key: str
    title: str
    steps: tuple[str, ...] = ()

    def text(self, lang: str) -> str:
        return say(STEP, lang, procedure=self.title, steps=", ".join(self.steps)) if self.steps else self.title


def carriers(row: Row, lang: str) -> tuple[Carrier, ...]:
    """Procedures first, each once with its steps; then roles, filed facts and parameters."""
    steps: dict[str, dict[str, None]] = {}
    for key, step in (*row.steps, *(tuple(f"{name}.".split(".")[:2]) for kind, name in row.carried if kind in {"procedure", "step"})):
        steps.setdefault(key, {}).update({step: None} if step else {})
    done = [Carrier(key, say(tables()[key].title, lang), tuple(names)) for key, names in steps.items()]
    return (*done, *(Carrier("", each) for each in dict.fromkeys(others(row, lang))))


def others(row: Row, lang: str) -> Iterator[str]:
    for kind, name in row.carried:
        if kind == "role":
            yield say(OTHERS[kind], lang, name=say(role(name), lang))
        elif kind == "fact":
            yield say(OTHERS[kind], lang, name=say(KINDS[name].title, lang))
    paths = [name for kind, name in row.carried if kind == "regime"]
    for path in dict.fromkeys([*paths, *row.parameters]):
        yield say(OTHERS["regime"], lang, name=path)


def register_titles(row: Row, lang: str) -> tuple[str, ...]:
    titles = {each.id: each.title for each in registers()}
    return tuple(f"{name} {say(titles[name], lang)}" for name in row.clause.registers)
