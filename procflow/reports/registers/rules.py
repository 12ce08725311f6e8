"""The detailed rules in force (R12): the catalogue of items, the grades with their bounds, the shares, and every other parameter with its clause."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from procflow.queries.titles import component
from procflow.regimes.parts import Grade, Item, Test
from procflow.regimes.rulebook import Rulebook
from procflow.regimes.shares import shown
from procflow.reports.registers.reading import Reading
from procflow.reports.registers.sheet import Column, Part
from procflow.wording import points as written

COLUMNS = (
    Column("类别", "word"),
    Column("项目", "word"),
    Column("内容"),
    Column("频次", "word"),
    Column("证明资料", "word"),
    Column("依据"),
    Column("说明", "word"),
)
PER = {"month": "每月", "quarter": "每季度", "year": "每年", "event": "每次"}
IN_FORCE = "{title}，{version}，自 {since} 起施行，摘要 {sha256}"


def in_force(reading: Reading) -> Part:
    adopted, book = reading.org.last_adopted(reading.last), reading.book
    if book is None or adopted is None:
        return Part(COLUMNS, [])
    said = {"title": book.title, "version": book.version, "since": adopted.since, "sha256": book.sha256[:16]}
    return Part(COLUMNS, [*items(book), *grades(book), *levels(book), *others(book)], ((IN_FORCE, said),), ("支部书记", "上级党组织"))


def items(book: Rulebook) -> Iterator[tuple[Any, ...]]:
    for each in book.items():
        yield (component(each.component), each.label, worth(each), PER.get(each.per, each.per), each.proof, each.clause, "")


def worth(item: Item) -> str:
    """The points of one entry, or their range; a veto is worth none."""
    span = written(item.low) if item.low == item.high else f"{written(item.low)}–{written(item.high)}"
    return "" if item.component == "veto" else span


def grades(book: Rulebook) -> Iterator[tuple[Any, ...]]:
    for each in (*book.grades, *book.gaps):
        yield ("等次", each.label, bounds(each), "", "", each.clause, "")


def bounds(grade: Grade) -> str:
    every, one = " & ".join(map(bound, grade.all)), " | ".join(map(bound, grade.any))
    return " & ".join(filter(None, (every, f"({one})" if one and every else one)))


def bound(test: Test) -> str:
    return f"{test.metric} {test.sign} {written(test.points)}"


def levels(book: Rulebook) -> Iterator[tuple[Any, ...]]:
    for each in book.levels:
        yield ("名额比例", book.outcome(each.grade).label, f"{each.cycle_no}: {shown(each.share)}", "", "", each.clause, "")
    for rise in book.growth:
        yield ("名额比例每年提升", book.outcome(rise.grade).label, f"+{shown(rise.add)} ≤ {shown(rise.most)}", "", "", rise.clause, "")


def others(book: Rulebook) -> Iterator[tuple[Any, ...]]:
    for each in book.policies():
        value = ", ".join(map(str, each.value)) if isinstance(each.value, tuple) else str(each.value)
        yield ("参数", each.path, value, "", "", each.clause, each.note)
