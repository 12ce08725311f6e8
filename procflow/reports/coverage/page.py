"""Writes docs/coverage.md and the packaged citations, from tables and tests alone: `python -m procflow.reports.coverage.page docs tests`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from procflow.reports.coverage.cited import cited
from procflow.reports.coverage.rows import CITED, Coverage, Row, coverage
from procflow.reports.coverage.told import SUMMARY, carriers, register_titles
from procflow.wording import say

HEADS = ("条款", "内容", "由什么实现", "测试", "登记簿")
REMARK = "<!-- Written from tables and tests by `python -m procflow.reports.coverage.page docs tests`; not to be edited. -->"
INTRODUCTION = """\
T1–T20 are the clauses of the township's document, B1–B40 those of the city bureau's, each in a sentence of our own. A clause is carried by
the steps and guards that name it in the tables, by the parameters of the bundled regimes that stand on it, and, where it informs or
organises, by the procedure, role or filed fact that shows it. `procflow coverage` prints the same, and so does the page /coverage."""


def page(found: Coverage, lang: str = "en") -> str:
    rows = (
        (each.clause.id, say(each.clause.says, lang), "<br>".join(one.text(lang) for one in carriers(each, lang)), tests(each),
         "<br>".join(register_titles(each, lang)))
        for each in found.rows
    )  # fmt: skip
    summary = say(SUMMARY, lang, covered=found.covered, count=len(found.rows))
    return "\n\n".join([REMARK, f"# {say('条款落实一览', lang)}", INTRODUCTION, f"**{summary}**", grid(rows, lang)]) + "\n"


def tests(row: Row) -> str:
    return "<br>".join(f"[{each}](../tests/{each})" for each in row.tests)


def grid(rows: Iterable[tuple[str, ...]], lang: str) -> str:
    """A table; an empty cell is a dash."""
    lines = [[say(head, lang) for head in HEADS], ["---"] * len(HEADS), *([cell or "—" for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def citations(folder: Path) -> str:
    """The packaged citations as they should be for these tests."""
    return json.dumps(cited(folder), indent=1) + "\n"


def write(docs: Path, folder: Path) -> None:
    CITED.write_text(citations(folder), encoding="utf-8")
    coverage.cache_clear()
    (docs / "coverage.md").write_text(page(coverage()), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
