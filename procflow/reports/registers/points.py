"""The books of single points: each member's volume (R1) and the daily register of all (R3), marks that earned nothing among them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from procflow.dates import Period
from procflow.facts.cases import taken
from procflow.queries.deciders import Decider, deciders
from procflow.queries.lines import Line, lines
from procflow.queries.titles import COMPONENTS, component
from procflow.reports.registers.reading import Reading
from procflow.reports.registers.sheet import Column, Footer, Part
from procflow.wording import points as written

BOOK = (Column("姓名"), Column("日期", "day"), Column("类别", "word"), Column("记录内容"), Column("完成情况", "word"), Column("得分", "signed"),
        Column("计入期间", "period"), Column("由谁定", "word"), Column("依据"), Column("事项编号"), Column("备注", "word"))  # fmt: skip
DAILY = (BOOK[1], BOOK[0], *BOOK[2:6], Column("登记日", "day"), *BOOK[6:])
REGISTERED = ("posted", "verified")
MARKS = {"present": "已完成", "excused": "请假", "absent": "未完成"}
SUMS = "{name}：{sums}，合计 {total}"
COUNT = "共 {n} 条记录"


def volumes(reading: Reading) -> Part:
    """R1: one volume per member, in the order of their names."""
    called, found = gathered(reading)
    rows = sorted(found, key=lambda row: (called[row[0]], row[0], row[1]))
    return Part(BOOK, [(called[row[0]], *row[1:6], *row[7:]) for row in rows], tuple(sums(rows, called)), ("党员本人", "记录人"))


def daily(reading: Reading) -> Part:
    """R3: every line by its day."""
    called, found = gathered(reading)
    rows = sorted(found, key=lambda row: (row[1], called[row[0]], row[0]))
    return Part(DAILY, [(row[1], called[row[0]], *row[2:]) for row in rows], ((COUNT, {"n": len(rows)}),), ("记录员", "积分管理员"))


def gathered(reading: Reading) -> tuple[dict[str, str], list[tuple[Any, ...]]]:
    """Names, and rows of member, day, kind, item, mark, points, day of entry, period, decider, clause, case, remark."""
    rows = reading.lines()
    told = lines(reading.session, rows, rows, deciders(reading.session, reading.org, rows))
    found = [of_ledger(row, line) for row, line in zip(rows, told, strict=True)] + list(unearned(reading))
    return reading.names({row[0] for row in found}), found


def of_ledger(row: Any, line: Line) -> tuple[Any, ...]:
    mark = MARKS["present"] if line.component == "base" and line.kind in ("original", "correction") else ""
    return (row.member_id, line.occurred_on, line.component_title, line.label, mark, line.points, line.recorded_on, line.counts_in,
            by(line.decided), line.clause, line.case, remark(row, line))  # fmt: skip


def by(decided: Decider | None) -> str:
    return decided.title if decided else ""


def remark(row: Any, line: Line) -> str:
    if line.reverses:
        return "冲销"
    if line.reversed_by:
        return "已冲销"
    if line.uncredited:
        return "超过上限，未全部计入"
    return "期初积分" if line.source else "补记" if "late" in row.flags.split() else ""


def unearned(reading: Reading) -> Iterator[tuple[Any, ...]]:
    """The marks of the books that gave no points: excused and absent."""
    labels = {item.code: (item.label, item.clause) for item in reading.book.items("base")} if reading.book else {}
    for row in reading.cases("base_registration"):
        steps = [each for each in taken(reading.session, row.taken) if each.step in ("create", "amend")]
        if row.state not in REGISTERED or not steps:
            continue
        at = Period.parse(row.period)
        for line in steps[-1].form["lines"]:
            if line["mark"] != "present" and reading.concerns(line["member"]):
                label, clause = labels.get(line["item"], (line["item"], ""))
                yield (line["member"], line["on"] or at.last.isoformat(), component("base"), label, MARKS[line["mark"]], 0, steps[-1].on,
                       str(at.quarter()), "", clause, row.no, "")  # fmt: skip


def sums(rows: list[tuple[Any, ...]], called: dict[str, str]) -> Iterator[Footer]:
    """Each member's sums by component, for the foot of the volume."""
    for member in dict.fromkeys(row[0] for row in rows):
        mine = [row for row in rows if row[0] == member]
        each = {title: sum(row[5] for row in mine if row[2] == title) for title in COMPONENTS.values()}
        said = tuple((title, written(total)) for title, total in each.items() if any(row[2] == title for row in mine))
        yield SUMS, {"name": called[member], "sums": said, "total": written(sum(each.values()))}
