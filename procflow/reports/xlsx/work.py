"""Lists about work as exports: an inbox, the records of a case, the roll of a meeting, the people of a unit, the clauses. It reads as the pages do."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from procflow import queries
from procflow.canon import unstamp
from procflow.dates import Period, local_day
from procflow.queries import Filters, Seat
from procflow.queries.memberships import roll
from procflow.queries.trace import stood
from procflow.reports.coverage import coverage
from procflow.reports.coverage.told import carriers, register_titles
from procflow.reports.pdf.minutes import rolled
from procflow.reports.pdf.told import say
from procflow.reports.xlsx.exporting import Export

INBOX = (
    ("编号", "text"),
    ("事项", "text"),
    ("涉及", "text"),
    ("期间", "text"),
    ("分值", "signed"),
    ("步骤", "text"),
    ("到期", "day"),
    ("来自", "text"),
    ("送来日期", "day"),
)
TRACE = (
    ("留痕", "number"),
    ("发生日期", "day"),
    ("登记日期", "day"),
    ("步骤", "text"),
    ("办理人", "text"),
    ("身份", "text"),
    ("从", "text"),
    ("到", "text"),
    ("依据", "text"),
    ("决议", "text"),
    ("办成", "text"),
    ("记录摘要", "text"),
)
ROLL = (("序号", "number"), ("姓名", "text"), ("到会情况", "text"))
PEOPLE = (
    ("人员编号", "text"),
    ("姓名", "text"),
    ("身份", "text"),
    ("党小组", "text"),
    ("加入本支部日期", "day"),
    ("预备期截止日期", "day"),
    ("已退休", "text"),
    ("有表决权", "text"),
    ("纳入积分管理日期", "day"),
)
CLAUSES = (("条款", "text"), ("内容", "text"), ("由什么实现", "text"), ("登记簿", "text"), ("测试", "number"))
YES, NO = "是", "否"


def inbox(session: Session, actor: str, day: date, seat: Seat, unit: str, box: str, filters: Filters, lang: str) -> Export:
    """Every row of the box under its filters, page after page."""
    rows, after = [], ""
    while True:
        page = queries.inbox(session, actor, day, unit=unit, box=box, filters=filters, after=after)
        for each in page.rows:
            called = seat.title if each.subject.id == each.unit else each.subject.name
            period = Period.parse(each.period).title(lang) if each.period else ""
            state, sender = say(each.state_title, lang), say(each.from_whom.name, lang)
            rows.append((each.no, say(each.title, lang), called, period, each.points, state, each.due, sender, each.from_on))
        if not (after := page.following):
            return Export("inbox", seat.unit, seat.title, say("待办", lang), f"{actor}/{box}", box, INBOX, rows)


def trace(session: Session, actor: str, day: date, no: str, lang: str, asof: str = "") -> Export:
    found = queries.trace(session, actor, day, no)
    found = stood(found, asof) if asof else found
    rows = [
        (each.seq, each.on, local_day(unstamp(each.at)).isoformat(), say(each.title, lang), say(each.by.name, lang), say(each.role_title, lang),
         say(each.from_title, lang), say(each.to_title, lang), each.clause, each.resolution, say(NO if each.refused else YES, lang), each.hash)
        for each in found.events
    ]  # fmt: skip
    return Export(
        "trace",
        found.unit,
        found.unit_title,
        say("留痕记录", lang),
        no,
        f"{no} {say(found.title, lang)} {asof}".rstrip(),
        TRACE,
        rows,
        found.period,
    )


def meeting(session: Session, actor: str, day: date, no: str, lang: str) -> Export:
    found = queries.meeting(session, actor, day, no)
    rows = [(int(number), name, state) for number, name, state, _ in rolled(found, lang)]
    title = queries.meetings(session, actor, day, found.called.unit).unit_title
    return Export("roll", found.called.unit, title, say("签到表", lang), no, f"{found.called.title} {found.called.on}", ROLL, rows)


def people(session: Session, actor: str, day: date, unit: str, unit_title: str, on: str, lang: str) -> Export:
    yes = lambda value: say(YES if value else NO, lang)
    rows = [
        (each.person.id, each.person.name, say(each.title, lang), each.group, each.joined, each.probation_until, yes(each.retired), yes(each.may_vote),
         each.scope_from)
        for each in roll(session, actor, day, unit, on)
    ]  # fmt: skip
    return Export("people", unit, unit_title, say("名册", lang), f"{unit}/{on}", on, PEOPLE, rows)


def clauses(unit: str, unit_title: str, lang: str) -> Export:
    rows = [
        (each.clause.id, say(each.clause.says, lang), "\n".join(one.text(lang) for one in carriers(each, lang)), "\n".join(register_titles(each, lang)),
         len(each.tests))
        for each in coverage().rows
    ]  # fmt: skip
    title = say("条款落实一览", lang)
    return Export("clauses", unit, unit_title, title, "clauses", title, CLAUSES, rows)
