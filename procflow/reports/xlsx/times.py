"""The analytics of a unit and a period as a workbook: each table of the page a sheet, true numbers. It works nothing out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from procflow.dates import Period
from procflow.reports.analytics import Analytics, Course, Place
from procflow.reports.pdf.told import say
from procflow.reports.xlsx.bound import Book
from procflow.sheets.listed import Column, List

TITLE, METHOD = "办理时效分析", "口径"
LENGTHS = (("中位天数", "tenths"), ("九成不超过（天）", "tenths"), ("最长（天）", "number"))
COURSES = (
    ("程序", "text"),
    ("新办", "number"),
    ("办结", "number"),
    *LENGTHS,
    ("期末在办", "number"),
    ("退回次数", "number"),
    ("停留最久的环节", "text"),
)
PLACES = (("程序", "text"), ("环节", "text"), ("办完离开", "number"), *LENGTHS, ("仍在此处", "number"), ("已等最久（天）", "number"),
          ("停留天数合计", "number"), ("占比", "share"), ("退回次数", "number"))  # fmt: skip
RETURNS = (("程序", "text"), ("从哪个环节", "text"), ("步骤", "text"), ("退回次数", "number"), ("离开该环节的次数", "number"))
ENDS = (("结果", "text"), ("件数", "number"))
DESKS = (
    ("办理台", "text"),
    ("应办", "number"),
    ("按期", "number"),
    ("过期才办", "number"),
    ("过期未办", "number"),
    ("最多超过（天）", "number"),
    ("未到期", "number"),
)
NOTES = (
    "天数按登记日计算，当天办完为 0 天；中位数是一半不超过的天数，“九成不超过”是九成事项不超过的天数。",
    "环节的天数，算在离开那个环节的期间里；期末还没有离开的单列，不算进中位数。",
    "停留最久的环节，是本期全部事项停留天数合计最多的环节；只等时间到的环节（记分期等）不参加比较。",
    "期限按到期日所在的期间计算；几个办理台都可以办的一件事，各计一次。不列个人。",
)


def book(of: Analytics, as_of: str, lang: str) -> Book:
    """`as_of` is the stamp or day that the data are of."""
    ends = [*((say(title, lang), n) for title, n in of.objections.ends), (say("还没有办结", lang), of.objections.running)]
    sheets = [
        listed("各程序", COURSES, (course(each, lang) for each in of.courses), lang),
        listed("各环节", PLACES, (place(each, one, lang) for each in of.courses for one in each.places), lang),
        listed("退回", RETURNS, ((say(each.title, lang), say(each.state_title, lang), say(each.step_title, lang), each.n, each.of) for each in of.returns), lang),
        listed("异议", ENDS, ends, lang),
        listed("期限", DESKS, ((say(each.title, lang), each.due, each.kept, each.late, each.overdue, each.worst, each.ahead) for each in of.desks), lang),
    ]  # fmt: skip
    notes = [(say(METHOD, lang), "\n".join(say(each, lang) for each in NOTES))]
    return Book("times", of.unit, of.unit_title, say(TITLE, lang), f"{of.unit}/{of.period}", Period.parse(of.period).title(lang), of.period, as_of,
                sheets, notes)  # fmt: skip


def listed(title: str, heads: Iterable[tuple[str, str]], rows: Iterable[Sequence[Any]], lang: str) -> List:
    return List(say(title, lang), [Column(say(head, lang), kind) for head, kind in heads], [tuple(row) for row in rows])


def course(of: Course, lang: str) -> tuple[Any, ...]:
    slowest = say(of.slowest.title, lang) if of.slowest else ""
    return (say(of.title, lang), of.begun, of.rested.n, of.rested.median, of.rested.p90, of.rested.longest, of.running, of.returns, slowest)


def place(of: Course, one: Place, lang: str) -> tuple[Any, ...]:
    return (say(of.title, lang), say(one.title, lang), one.stays.n, one.stays.median, one.stays.p90, one.stays.longest, one.waiting, one.oldest, one.days,
            None if one.by_clock else one.share, one.returns)  # fmt: skip
