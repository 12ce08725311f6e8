"""The statements: what was publicised (R4), and the points ledger of the periods that are closed (R5), compared with its entries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from procflow import ledger, queries
from procflow.errors import NotFound
from procflow.queries import Board, Statement
from procflow.reports.registers.reading import Reading
from procflow.reports.registers.sheet import Column, Footer, Part
from procflow.wording import points as written

FIGURES = (Column("基础分", "points"), Column("奖励分", "points"), Column("任务分", "points"), Column("评议分", "points"), Column("扣分", "points"),
           Column("合计", "points"), Column("名次", "number"))  # fmt: skip
WHO = (Column("期间", "period"), Column("姓名"), Column("党小组"))
POSTED = (*WHO, *FIGURES, Column("版次", "number"), Column("公示起", "day"), Column("公示止", "day"))
CLOSED = (*WHO, *FIGURES, Column("版次", "number"), Column("文号"))
WINDOW = "{period}：第 {version} 版，{place}，{posted_on} 张贴，记录码 {check}"
UNPOSTED = "{period}：第 {version} 版，还没有公示，记录码 {check}"
AGREES = "{period}：{n} 人，各项合计与台账分录一致（合计 {total}）"
DIFFERS = "{period}：{n} 人，各项合计与台账分录不一致，请核对"
PARTS = ("base", "bonus", "task", "deduction")


def publicised(reading: Reading) -> Part:
    """R4: the last version of each period that the reader may see, and of the year."""
    found = list(periods(reading))
    year = annual(reading)
    rows = [(*line, each.version, each.first or None, each.last or None) for each in found for line in figures(reading, each)]
    if year:
        rows += [(*line, year.version, year.first or None, year.last or None) for line in rated(reading, year)]
    footers = [window(each.period, each) for each in found] + ([window(year.year, year)] if year else [])
    return Part(POSTED, rows, tuple(footers), ("支部书记", "监督人"))


def closed(reading: Reading) -> Part:
    """R5: the periods that are closed for posting, as they were last issued."""
    sealed = reading.sealed()
    found = [each for each in periods(reading) if each.period in sealed]
    rows = [(*line, each.version, each.document) for each in found for line in figures(reading, each)]
    return Part(CLOSED, rows, tuple(compared(reading, each) for each in found), ("支部书记", "积分管理员"))


def periods(reading: Reading) -> Iterator[Statement]:
    at = (reading.session, reading.actor, reading.day, reading.unit)
    for each in reversed(queries.statements(*at)):
        if each.period.startswith(reading.year):
            yield queries.statement(*at, each.period, each.version)


def annual(reading: Reading) -> Board | None:
    """The year's board, where all of it may be seen."""
    try:
        found = queries.board(reading.session, reading.actor, reading.day, reading.unit, reading.year)
    except NotFound:
        return None
    return found if found.whole else None


def figures(reading: Reading, of: Statement) -> Iterator[tuple[Any, ...]]:
    for each in sorted(of.lines, key=lambda line: (line.place, line.member.id)):
        if reading.concerns(each.member.id):
            yield (of.period, each.member.name, each.group, each.base, each.bonus, each.task, None, each.deduction, each.total, each.place)


def rated(reading: Reading, of: Board) -> Iterator[tuple[Any, ...]]:
    for each in of.lines:
        if reading.concerns(each.member.id):
            yield (
                of.year,
                each.member.name,
                each.group,
                each.base,
                each.bonus,
                None,
                each.appraisal,
                each.deduction,
                each.score,
                each.place,
            )


def window(period: str, of: Statement | Board) -> Footer:
    said = {"period": period, "version": of.version, "place": of.place, "posted_on": of.posted_on, "check": of.check}
    return (WINDOW if of.posted_on else UNPOSTED), said


def compared(reading: Reading, of: Statement) -> Footer:
    """Whether the lines of the statement add up to the ledger's entries for the period, component by component."""
    booked = {row.component: abs(row.points) for row in ledger.sums(reading.session, reading.unit, of.period)}
    stated = {name: sum(getattr(line, name) for line in of.lines) for name in PARTS}
    agrees = all(stated[name] == booked.get(name, 0) for name in PARTS)
    said = {"period": of.period, "n": len(of.lines), "total": written(sum(line.total for line in of.lines))}
    return (AGREES if agrees else DIFFERS), said
