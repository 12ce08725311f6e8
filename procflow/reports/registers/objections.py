"""The register of objections and replies (R10), as the read door tells it: never who objected."""

from __future__ import annotations

from typing import Any

from procflow import queries
from procflow.queries.objections import Objection, rows
from procflow.queries.titles import component
from procflow.reports.registers.reading import Reading
from procflow.reports.registers.sheet import Column, Part

COLUMNS = (Column("提出日", "day"), Column("编号"), Column("涉及人员"), Column("期间", "period"), Column("类别", "word"), Column("来源", "word"),
           Column("受理", "word"), Column("状态", "word"), Column("结论", "word"), Column("调整分值", "signed"), Column("反馈日", "day"),
           Column("办结日", "day"))  # fmt: skip
SOURCES = {"member": "党员", "masses": "群众", "anonymous": "匿名"}
KINDS = {"publicity": "公示期内", "verification": "核实复议", "late": "逾期提出"}
RESULTS = {"upheld": "成立", "partly": "部分成立", "dismissed": "不成立"}


def registered(reading: Reading) -> Part:
    seat = next(each for each in queries.units(reading.session, reading.actor, reading.day) if each.unit == reading.unit)
    found = [each for each in rows(reading.session, seat, reading.actor) if (each.period or each.filed_on).startswith(reading.year)]
    told = [line(each) for each in reversed(found) if reading.concerns(each.about.id)]
    return Part(COLUMNS, sorted(told, key=lambda row: (row[0], row[1])), (), ("经办人", "支部书记"))


def line(each: Objection) -> tuple[Any, ...]:
    what = component(each.component) if each.component else ""
    return (each.filed_on, each.no, each.about.name, each.period, what, SOURCES.get(each.source, each.source), KINDS.get(each.kind, ""), each.state_title,
            RESULTS.get(each.result, ""), each.points or None, each.told_on or None, each.closed_on or None)  # fmt: skip
