"""The annual register of total points (R6): every member's year with its grades, and the arithmetic of the shares. It grades nobody."""

from __future__ import annotations

from collections.abc import Mapping

from procflow import queries
from procflow.dates import Period
from procflow.errors import NotFound
from procflow.queries import Board, RatedLine
from procflow.reports.registers.reading import Reading
from procflow.reports.registers.sheet import Column, Footer, Part
from procflow.reports.registers.statements import periods

WHO = (Column("名次", "number"), Column("姓名"), Column("党小组"))
FIGURES = (Column("基础分", "points"), Column("奖励分", "points"), Column("扣分", "points"),
           Column("评议分", "points"), Column("原始分", "points"), Column("年度得分", "points"), Column("计算等次", "word"), Column("确认等次", "word"),
           Column("备注", "word"))  # fmt: skip
QUARTERS = ("一季度", "二季度", "三季度", "四季度")
SHARE = "{grade}：{n} 人的 {share}，名额 {places} 个，评上 {chosen} 人"
STANDING = "第 {version} 版，{state}；依据 {rules}；记录码 {check}"


def total(reading: Reading) -> Part:
    """With each period's total as it was last stated: what a mean is the mean of (B15 B36)."""
    try:
        found = queries.board(reading.session, reading.actor, reading.day, reading.unit, reading.year)
    except NotFound:
        return Part((*WHO, *FIGURES), [])
    stated = {each.period: {line.member.id: line.total for line in each.lines} for each in periods(reading)}
    rows = [row(each, stated) for each in found.lines if reading.concerns(each.member.id)]
    columns = (*WHO, *(Column(headed(period), "points") for period in stated), *FIGURES)
    return Part(columns, rows, (standing(found), *shares(found)), ("记录员", "支部书记", "上级党组织"))


def headed(period: str) -> str:
    """The quarter without its year, which stands in the title of the sheet (a message id)."""
    found = Period.parse(period)
    return QUARTERS[found.number - 1] if found.kind == "quarter" else period


def row(each: RatedLine, stated: Mapping[str, Mapping[str, int]]) -> tuple[object, ...]:
    return (each.place, each.member.name, each.group, *(totals.get(each.member.id) for totals in stated.values()), each.base, each.bonus,
            each.deduction, each.appraisal, each.raw, each.score, each.computed.label, each.confirmed.label if each.confirmed else "", remark(each))  # fmt: skip


def remark(each: RatedLine) -> str:
    if each.veto:
        return "一票否决"
    if each.cascaded_from:
        return "名额已满，顺延"
    return "同分，名额未定" if each.tied else ""


def standing(of: Board) -> Footer:
    return STANDING, {"version": of.version, "state": of.case_state, "rules": of.rules, "check": of.check}


def shares(of: Board) -> tuple[Footer, ...]:
    return tuple(
        (
            SHARE,
            {
                "grade": each.grade.label,
                "n": each.n,
                "share": each.share,
                "places": each.places,
                "chosen": len(each.chosen),
            },
        )
        for each in of.quotas
    )
