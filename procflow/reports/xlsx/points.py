"""Lists about points as exports: a member's ledger, the notice of a period, the grades of a year, a register. Rows come from the read door as they are."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from procflow import queries
from procflow.dates import Period
from procflow.reports import registers
from procflow.reports.pdf.told import say
from procflow.reports.registers.told import cell
from procflow.reports.xlsx.exporting import Export

LEDGER = (
    ("发生日期", "day"),
    ("登记日期", "day"),
    ("事由", "text"),
    ("类别", "text"),
    ("分值", "signed"),
    ("依据", "text"),
    ("谁定的", "text"),
    ("事项编号", "text"),
    ("累计", "points"),
)
NOTICE = (
    ("名次", "number"),
    ("人员编号", "text"),
    ("姓名", "text"),
    ("党小组", "text"),
    ("基础分", "points"),
    ("奖励分", "points"),
    ("任务分", "points"),
    ("扣分", "points"),
    ("合计", "points"),
)
GRADES = (
    ("名次", "number"),
    ("人员编号", "text"),
    ("姓名", "text"),
    ("党小组", "text"),
    ("基础分", "points"),
    ("奖励分", "points"),
    ("扣分", "points"),
    ("评议分", "points"),
    ("年度积分", "points"),
    ("等次", "text"),
)
KINDS = {"points": "points", "signed": "signed", "number": "number", "day": "day"}


def ledger(session: Session, actor: str, day: date, member: str, period: str, lang: str) -> Export:
    found = queries.points(session, actor, day, member, period)
    rows = [
        (each.occurred_on, each.recorded_on, say(each.label, lang), say(each.component_title, lang), each.points, each.clause,
         say(each.decided.title, lang) if each.decided else "", each.case, each.total)
        for each in found.lines
    ]  # fmt: skip
    scope = f"{found.member.name} {Period.parse(found.period).title(lang)}"
    return Export(
        "ledger", found.unit, found.unit_title, say("积分明细", lang), f"{member}/{found.period}", scope, LEDGER, rows, found.period
    )


def notice(session: Session, actor: str, day: date, unit: str, period: str, version: int | None, lang: str) -> Export:
    found = queries.statement(session, actor, day, unit, period, version)
    lines = sorted(found.lines, key=lambda each: (each.place, each.group, each.member.name, each.member.id))
    rows = [
        (each.place, each.member.id, each.member.name, each.group, each.base, each.bonus, each.task, each.deduction, each.total)
        for each in lines
    ]
    scope = f"{Period.parse(found.period).title(lang)} {say('第 {n} 版', lang, n=found.version)}"
    return Export("notice", unit, found.unit_title, say("公示表", lang), f"{unit}/{found.period}", scope, NOTICE, rows, found.period)


def grades(session: Session, actor: str, day: date, unit: str, year: str, lang: str) -> Export:
    """Of whoever sees the own line alone, that line."""
    found = queries.board(session, actor, day, unit, year)
    rows = [
        (each.place, each.member.id, each.member.name, each.group, each.base, each.bonus, each.deduction, each.appraisal, each.score,
         say(each.grade.label, lang))
        for each in found.lines
    ]  # fmt: skip
    return Export(
        "grades", unit, found.unit_title, say("年度评定", lang), f"{unit}/{year}", Period.parse(year).title(lang), GRADES, rows, year
    )


def register(session: Session, actor: str, day: date, unit: str, name: str, year: str, member: str, lang: str) -> Export:
    sheet = registers.register(session, actor, day, unit, name, year, member)
    heads = [(each.title, KINDS.get(each.kind, "text")) for each in sheet.columns]
    rows = [
        tuple(value if one.kind in KINDS else cell(one, value, lang) for one, value in zip(sheet.columns, row, strict=True))
        for row in sheet.rows
    ]
    return Export(
        "register",
        unit,
        sheet.unit_title,
        say(sheet.title, lang),
        f"{unit}/{sheet.id}/{year}/{member}",
        f"{sheet.id} {year}",
        heads,
        rows,
        year,
    )
