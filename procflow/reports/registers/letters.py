"""The letters of commitment (R7), one form for each: duties and targets, the head's review, the secretary's signature, how far it was kept (B29 B35)."""

from __future__ import annotations

from typing import Any

from procflow.reports.registers.played import Played, played
from procflow.reports.registers.reading import Reading
from procflow.reports.registers.sheet import Column, Part

COLUMNS = (Column("姓名"), Column("身份", "word"), Column("党小组"), Column("岗位职责承诺"), Column("年度目标"), Column("承诺日期", "day"),
           Column("部门负责人审核意见", "answers"), Column("支部书记（副书记）审签意见", "answers"), Column("承诺书状态", "word"), Column("践诺完成率", "points"),
           Column("践诺评定", "answers"), Column("事项编号"))  # fmt: skip
SIGNED = ("承诺人", "部门负责人", "支部书记（副书记）")


def letters(reading: Reading) -> Part:
    """Every letter that was handed in, as it stands."""
    rows = [row for each in played(reading, "commitment_letter") for row in lines(each)]
    return Part(COLUMNS, sorted(rows, key=lambda row: row[-1]), (), SIGNED, form=True)


def lines(of: Played) -> list[tuple[Any, ...]]:
    """A review or signature counts for the text that it saw: what stood before the letter was handed in anew is history."""
    found = list(of.rounds({"submit"}))
    if not found:
        return []
    last = found[-1]
    written, assessed = last.steps[0], last.last("assess")
    ratio = assessed.form["ratio"] if assessed else None
    return [(of.subject.name, *of.person(written), last.value(written, "duties"), last.value(written, "targets"), written.on,
             last.block(last.last("dept_ok", "dept_return")), last.block(last.last("sign", "sign_return")), of.state_title, ratio,
             last.block(assessed, "evidence"), of.no)]  # fmt: skip
