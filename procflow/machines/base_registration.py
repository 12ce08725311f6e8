"""Base registration: a month's sheet of who met which duty; recorded, checked by others, posted as a whole (T3 T8 B10 B11 B12 B30).

One case holds the lines of a whole branch. A wrong line is corrected by itself; an own line is checked by others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from procflow.consequences import reversals
from procflow.forms import CaseRef, Choice, Code, Day, EntryRef, Form, Item, Lines, Person, Reason, Several
from procflow.grammar import NEW, Facts, Finding, Post, Procedure, Reverse, State, Step, guard, reads, workdays
from procflow.guards import MAJORITY, ordered, period_open, posters, posting_bodies, posting_persons, resolved

MARKS = {"present": "已完成", "excused": "请假", "absent": "未完成"}
SOURCES = {
    "daily_record": "日常记录",
    "self_report": "个人自评申报",
    "masses": "群众建议",
    "appraisal": "党员民主评议",
    "organisation": "组织审定",
}
RECORDED = ("create", "amend")
ALIVE = ("recorded", "verified", "posted")


def table() -> Procedure:
    return Procedure("base_registration", "基础分登记", "DJ", edition="2026-1", about="unit", clause="T3 T8 B10 B11 B12 B30",
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
                 fits=(something_named, entries_stand, in_catalogue, fits_the_book, day_in_book, lines_in_scope, no_line_twice, not_registered_before,
                       not_standing), then=(undone, line_points), clause="A51"),
            Step("reverse", "冲销", "posted", "reversed", by="points_admin", asks=Order, when=(ordered,), then=(reversals,), clause="A51"),
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


@guard("{period}不是本细则登记的期间，或还没有开始", code="TOO_EARLY", reads="period", clause="T3")
def book_begun(facts: Facts) -> Finding:
    period, book = facts.period.period, facts.regime.value("cycle.book")
    return Finding.of(period.kind == book and period.first <= facts.today, period=str(period), book=book)


@guard("{items}不是本细则的基础分项目", clause="T7 B5")
def in_catalogue(facts: Facts) -> Finding:
    known = {item.code for item in facts.regime.items("base")}
    strange = sorted({line["item"] for line in facts.form["lines"]} - known)
    return Finding.of(not strange, items="、".join(strange), count=len(strange))


@guard("{items}不在{period}登记：按季登记的项目在季度最后一个月登记", reads="period", clause="T3")
def fits_the_book(facts: Facts) -> Finding:
    """An item by the month stands in each month's sheet, one by the quarter in that of the quarter's last month."""
    period = facts.period.period
    may = {period.kind, "quarter"} if period.last.month % 3 == 0 else {period.kind}
    codes = {line["item"] for line in facts.form["lines"]}
    wrong = sorted(item.code for item in facts.regime.items("base") if item.code in codes and item.per not in {*may, "event"})
    return Finding.of(not wrong, items="、".join(wrong), period=str(period), count=len(wrong))


@guard("{members}的日期不在{period}内，或晚于今天", reads="period", clause="B12")
def day_in_book(facts: Facts) -> Finding:
    period, today = facts.period.period, facts.today
    wrong = {line["member"] for line in facts.form["lines"]
             if line["on"] and not (period.contains(date.fromisoformat(line["on"])) and date.fromisoformat(line["on"]) <= today)}  # fmt: skip
    return Finding.of(not wrong, members=named(wrong), period=str(period), count=len(wrong))


@guard("{members}当时不在积分管理范围内", code="NOT_IN_SCOPE", reads="people period", clause="G-SCOPE")
def lines_in_scope(facts: Facts) -> Finding:
    outside = {line["member"] for line in facts.form["lines"]
               if line["member"] not in facts.people or not facts.people[line["member"]].in_scope(day_of(facts, line))}  # fmt: skip
    return Finding.of(not outside, members=named(outside), count=len(outside))


@guard("{members}的同一项目登记了两次", code="DUPLICATE", clause="A54")
def no_line_twice(facts: Facts) -> Finding:
    found = Counter(key(line) for line in facts.form["lines"])
    twice = {member for (member, _), times in found.items() if times > 1}
    return Finding.of(not twice, members=named(twice), count=len(twice))


@guard("{members}的同一项目已在{no}登记", code="DUPLICATE", reads="alike", clause="A54")
def not_registered_before(facts: Facts) -> Finding:
    """The unit's other sheets of the same book; this case's own earlier text does not stand in its way."""
    given = {key(line) for line in facts.form["lines"]}
    sheets = [one for one in facts.alike if one.kind == facts.case.period and one.state in ALIVE]
    again = {one.no: {member for member, _ in given & {key(line) for line in written(one.taken)}} for one in sheets}
    return Finding.of(
        not any(again.values()), members=named(set().union(*again.values())), no="、".join(no for no, who in again.items() if who)
    )


ON_SHEET = (in_catalogue, fits_the_book, day_in_book, lines_in_scope, no_line_twice, not_registered_before)


@guard("登记表中有您本人的内容，须由其他人核实", code="SELF_DEALING", clause="G-SELF")
def no_own_line(facts: Facts) -> bool:
    return facts.actor.person not in {line["member"] for line in facts.last(*RECORDED).form["lines"]}


@guard("{members}不参加核实本人的登记；除本人外到会须过半数", code="SELF_DEALING", reads="resolution bodies", clause="G-SELF")
def own_lines_left_to_others(facts: Facts) -> Finding:
    """Line by line: a member of the body abstains on the own line, and more than half of the others were present."""
    said = facts.resolution
    members = set(facts.bodies[said.body].members) if said and said.body in facts.bodies else set()
    own = members & {line["member"] for line in facts.last(*RECORDED).form["lines"]}
    short = {one for one in own if len((members - {one}) & set(said.present) if said else ()) * MAJORITY <= len(members) - 1}
    return Finding.of(not short, members=named(short), count=len(short))


@guard("须写明冲销哪几条记录，或补登哪几行")
def something_named(facts: Facts) -> bool:
    return bool(facts.form["entries"] or facts.form["lines"])


@guard("{entries}不是本表仍有效的积分记录", reads="own_entries", clause="A51")
def entries_stand(facts: Facts) -> Finding:
    strange = sorted(set(facts.form["entries"] or ()) - {entry.id for entry in facts.own_entries})
    return Finding.of(not strange, entries="、".join(strange), count=len(strange))


@guard("{members}的同一项目已经记分，请先冲销原记录", code="DUPLICATE", reads="own_entries", clause="A54")
def not_standing(facts: Facts) -> Finding:
    kept = {(entry.member, entry.item) for entry in facts.own_entries if entry.id not in (facts.form["entries"] or ())}
    again = {member for member, _ in kept & {key(line) for line in facts.form["lines"]}}
    return Finding.of(not again, members=named(again), count=len(again))


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


@reads("period")
def line_points(facts: Facts) -> list[Post]:
    """Full points for every line marked present, for the quarter of the book; the engine clips them to the cap."""
    items = {item.code: item for item in facts.regime.items("base")}
    quarter = str(facts.period.period.quarter())
    sheet = facts.form["lines"] if "lines" in facts.form else facts.last(*RECORDED).form["lines"]
    return [Post(line["member"], "base", line["item"], items[line["item"]].low, quarter, day_of(facts, line), items[line["item"]].clause)
            for line in sheet if line["mark"] == "present"]  # fmt: skip


def day_of(facts: Facts, line: Mapping[str, Any]) -> str:
    """The line's day: as stated, else the book's last day, or today while the book runs."""
    return line["on"] or min(facts.period.period.last, facts.today).isoformat()


def key(line: Mapping[str, Any]) -> tuple[str, str]:
    return line["member"], line["item"]


def written(taken: Iterable[Any]) -> list[Mapping[str, Any]]:
    """What stands on a sheet: its last text, and what corrections added."""
    steps = list(taken)
    last = [each.form["lines"] for each in steps if each.step in RECORDED][-1:]
    added = [line for each in steps if each.step == "correct" for line in each.form["lines"]]
    return [line for sheet in last for line in sheet] + added


def named(members: Iterable[str]) -> str:
    return "、".join(sorted(members)[:9])
