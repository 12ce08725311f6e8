"""Base registration: a month's sheet of who met which duty; recorded, checked by others, posted as a whole (T3 T8 B10 B11 B12 B30).

One case holds the lines of a whole branch. A wrong line is corrected by itself; an own line is checked by others.
"""

from __future__ import annotations

from datetime import date

from procflow.consequences import reversals
from procflow.forms import CaseRef, Choice, Code, Day, EntryRef, Form, Item, Lines, Person, Reason, Several
from procflow.grammar import NEW, Facts, Post, Procedure, Reverse, State, Step, reads, workdays
from procflow.guards import ordered, period_open, posters, posting_bodies, posting_persons, resolved
from procflow.guards.placeholders import points_set
from procflow.guards.sheets import (
    RECORDED,
    book_begun,
    day_in_book,
    day_of,
    entries_stand,
    fits_the_book,
    in_catalogue,
    lines_in_scope,
    lines_reopened,
    no_line_twice,
    no_own_line,
    not_registered_before,
    not_standing,
    own_lines_left_to_others,
    something_named,
)
from procflow.regimes.worth import registered

MARKS = {"present": "已完成", "excused": "请假", "absent": "未完成"}
SOURCES = {
    "daily_record": "日常记录",
    "self_report": "个人自评申报",
    "masses": "群众建议",
    "appraisal": "党员民主评议",
    "organisation": "组织审定",
}


def table() -> Procedure:
    return Procedure("base_registration", "基础分登记", "DJ", edition="2026-1", about="unit", together=("verify",), clause="T3 T8 B10 B11 B12 B30",
        states=(
            #     code        title     desk     within       when overdue
            State("recorded", "已登记", posters, book_due),
            State("verified", "已核实", posters, workdays(3)),
            State("posted",   "已记分", settled=True),
            State("voided",   "作废",   final=True),
            State("reversed", "已冲销", final=True),
        ),
        steps=(
            Step("create", "登记", NEW, "recorded", by=registrars, asks=Sheet, when=(book_begun, period_open), fits=ON_SHEET, clause="T3 B30"),
            Step("amend", "修改登记", "recorded", "recorded", by=registrars, asks=Sheet, when=(period_open,), fits=ON_SHEET, clause="T3 B30"),
            Step("verify", "核实", "recorded", "verified", by=posting_persons, asks=Check, when=(no_own_line,), clause="T8 B11"),
            Step("verify", "核实", "recorded", "verified", by=posting_bodies, asks=Check, fits=(resolved, own_lines_left_to_others), clause="T8"),
            Step("post", "计入台账", "verified", "posted", by=posting_persons, asks=Check, when=(period_open,), then=(line_points,), clause="T8 B11"),
            Step("post", "计入台账", "verified", "posted", by=posting_bodies, asks=Check, when=(period_open,), fits=(resolved,), then=(line_points,), clause="T8"),
            Step("void", "作废", ("recorded", "verified"), "voided", by="points_admin", asks=Reason, clause="B11"),
            Step("correct", "更正登记", "posted", "posted", by="points_admin", asks=Correction, when=(ordered,),
                 fits=(something_named, lines_reopened, entries_stand, in_catalogue, points_set, fits_the_book, day_in_book, lines_in_scope, no_line_twice,
                       not_registered_before, not_standing), then=(undone, line_points), clause="A51"),
            Step("reverse", "冲销", "posted", "reversed", by="points_admin", asks=Order, when=(ordered,), fits=(lines_reopened,), then=(reversals,), clause="A51"),
        ),
    )  # fmt: skip


class SheetLine(Form):
    member = Person("党员")
    item = Item("基础分项目", component="base")
    mark = Choice("完成情况", MARKS)
    on = Day("日期", required=False)


class Sheet(Form):
    source = Choice("登记依据", SOURCES)
    lines = Lines("登记内容", SheetLine)


class Check(Form):
    resolution = Code("决议编号", required=False, hint="由集体办理的须填写；由个人办理的不填")


class Correction(Form):
    order = CaseRef("依据的异议或督查案号")
    entries = Several("冲销哪几条积分记录", EntryRef, required=False)
    lines = Lines("补登内容", SheetLine, least=0)


class Order(Form):
    order = CaseRef("依据的异议或督查案号")


ON_SHEET = (in_catalogue, points_set, fits_the_book, day_in_book, lines_in_scope, no_line_twice, not_registered_before)


def registrars(facts: Facts) -> tuple[str, ...]:
    """Those whom the regime lets register."""
    return facts.regime.registrar()


@reads("period")
def book_due(facts: Facts) -> date:
    """The day of the next month by which the book is to be checked (S)."""
    following = facts.period.period.last.toordinal() + facts.regime.value("registration.book_day")
    return date.fromordinal(following)


@reads("own_entries")
def undone(facts: Facts) -> list[Reverse]:
    """The opposite of each entry that the correction names."""
    return [Reverse(entry) for entry in facts.form["entries"] or ()]


@reads("period roster")
def line_points(facts: Facts) -> list[Post]:
    """What each line is worth under the regime, for the closing that the book belongs to; the engine clips it to the cap."""
    kind = "correction" if "order" in facts.form else "original"
    closing = str(facts.regime.closing(facts.period.period))
    sheet = facts.form["lines"] if "lines" in facts.form else facts.last(*RECORDED).form["lines"]
    worth = [(line, facts.regime.item(line["item"])) for line in sheet]
    return [Post(line["member"], item.component, item.code, points, closing, day_of(facts, line), item.clause, kind)
            for line, item in worth if (points := registered(facts.regime, item, line["mark"], facts.roster.get(line["member"])))]  # fmt: skip
