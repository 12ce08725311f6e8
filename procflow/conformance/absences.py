"""What the registers leave out: members without any line in a quarter, members left out of a month, a quarter recorded on one side only (T5). It supplies nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from procflow.conformance.duties.calendar import BOOK, about, book_of, books, closings, compiled
from procflow.conformance.records import Line
from procflow.conformance.seen import Unit
from procflow.conformance.shapes import Finding
from procflow.dates import Period
from procflow.regimes.rulebook import Rulebook

NOBODY = "{member}在{period}纳入积分管理，整个记分期没有一条登记"
LEFT_OUT = "{period}的登记漏了{member}，同一个月登记了其他{others}名党员"
ITEMS = "{period}没有登记{member}的“{items}”，其他{others}名党员都登记了"
ONLY_PLUS = "{period}登记了{lines}条，全部是得分，没有一次缺席、请假或扣分"
ONLY_MINUS = "{period}只有扣分，没有一条得分的登记"


def judged(unit: Unit, period: Period) -> Iterator[Finding]:
    """Of each quarter that has been put together: before that, what is missing may still come."""
    book = book_of(unit, period)
    if book is None or book.value("components.base.mode") != "accumulate":
        return
    for quarter in closings(unit, period, book):
        if compiled(unit, quarter):
            kept = {month: sheets(unit, month) for month in books(unit, quarter, book)}
            if any(kept.values()):
                yield from of_members(unit, quarter, kept, book)
            yield from one_sided(unit, quarter, kept)


def of_members(unit: Unit, quarter: Period, kept: dict[Period, list[Line]], book: Rulebook) -> Iterator[Finding]:
    """Those in scope all quarter without a line; then, month by month, those left out of a register that has the others, whole or by items.

    What only one other has is no pattern: an item counts as left out where two others or more have it, and all of them do.
    """
    marks = {month: marked(found) for month, found in kept.items() if found}
    for member, item, on in afterwards(unit):
        for month in (each for each in marks if each.first.isoformat() <= on <= each.last.isoformat()):
            marks[month].setdefault(member, set()).add(item)
    present = {name for found in marks.values() for name in found}
    gone = [name for name in in_scope(unit, quarter) if name not in present]
    for name in gone:
        yield unit.finding("omission", NOBODY, member=name, on=quarter.last.isoformat(), key=f"{name}.{quarter}", period=str(quarter))
    for month, found in marks.items():
        expected = [name for name in in_scope(unit, month) if name not in gone]
        kept_for = [name for name in expected if name in found]
        counts = Counter(item for name in kept_for for item in found[name])
        refs, said = tuple(line.ref for line in kept[month]), {"on": month.last.isoformat(), "period": str(month)}
        for name in expected:
            others = len(kept_for) - (name in found)
            missing = [item for item, n in counts.items() if n == others and item not in found.get(name, ())] if others > 1 else []
            if name not in found:
                yield unit.finding("selective", LEFT_OUT, *refs, member=name, key=f"{name}.{month}", others=others, **said)
            elif missing:
                labels = "、".join(each.label for each in book.items("base") if each.code in missing)
                yield unit.finding("selective", ITEMS, *refs, member=name, key=f"{name}.{month}", others=others, items=labels, **said)


def one_sided(unit: Unit, quarter: Period, kept: dict[Period, list[Line]]) -> Iterator[Finding]:
    lines = [line for found in kept.values() for line in found]
    said = [str(each["mark"]) for line in lines for each in line.form.get("lines") or ()]
    entries = [int(each["points"]) for chain in unit.chains.values() for line in chain for each in line.effects
               if each["kind"] == "entry" and each["counts_in"] == str(quarter) and each["entry_kind"] == "original"]  # fmt: skip
    on, refs = quarter.last.isoformat(), tuple(line.ref for line in lines)
    if said and set(said) == {"present"} and not any(points < 0 for points in entries):
        yield unit.finding("one_sided", ONLY_PLUS, *refs, on=on, key=str(quarter), period=str(quarter), lines=len(said))
    if entries and all(points < 0 for points in entries):
        yield unit.finding("one_sided", ONLY_MINUS, *refs, on=on, key=str(quarter), period=str(quarter))


def sheets(unit: Unit, month: Period) -> list[Line]:
    """The last version of each register of the month that was not made void, and what was registered later in correction."""
    found = []
    for lines in about(unit, BOOK, str(month)):
        if lines[-1].body["to"] != "voided":
            found += [next(line for line in reversed(lines) if line.step in ("create", "amend"))]
            found += [line for line in lines if line.step == "correct"]
    return found


def marked(found: list[Line]) -> dict[str, set[str]]:
    marks: dict[str, set[str]] = defaultdict(set)
    for line in found:
        for each in line.form.get("lines") or ():
            marks[str(each["member"])].add(str(each["item"]))
    return dict(marks)


def afterwards(unit: Unit) -> Iterator[tuple[str, str, str]]:
    """What was registered by another way: member, item and day of each base entry that no register made."""
    for lines in unit.chains.values():
        if lines[0].body["procedure"]["id"] != BOOK:
            yield from ((str(each["member_id"]), str(each["item"]), str(each["occurred_on"])) for line in lines for each in line.effects
                        if each["kind"] == "entry" and each["component"] == "base" and each["entry_kind"] != "reversal")  # fmt: skip


def in_scope(unit: Unit, period: Period) -> list[str]:
    """Those in scope on every day of the period."""
    first, last = period.first.isoformat(), period.last.isoformat()
    people: Any = unit.org.people(last)
    return sorted(name for name, one in people.items() if one.scope_from and one.scope_from <= first and last <= (one.scope_until or last))
