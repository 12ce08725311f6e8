"""Guards about a sheet with many lines: whose duty, in which book, once, and the own line left to others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from procflow.dates import Period
from procflow.grammar import Facts, Finding, guard
from procflow.guards import MAJORITY
from procflow.guards.placeholders import called
from procflow.regimes.scoring import REGULAR

RECORDED = ("create", "amend")
REGISTERED = ("base", "task")  # what is entered in the book; the rest is claimed or proposed
ALIVE = ("recorded", "verified", "posted")


@guard("{period}不是本细则登记的期间，或还没有开始", code="TOO_EARLY", reads="period", clause="T3")
def book_begun(facts: Facts) -> Finding:
    period, book = facts.period.period, facts.regime.value("cycle.book")
    return Finding.of(period.kind == book and period.first <= facts.today, period=str(period), book=book)


@guard("{items}不是本细则的基础分项目", clause="T7 B5")
def in_catalogue(facts: Facts) -> Finding:
    known = {item.code for component in REGISTERED for item in facts.regime.items(component)}
    strange = sorted({line["item"] for line in facts.form["lines"]} - known)
    return Finding.of(not strange, items="、".join(called(facts.regime, each) for each in strange), count=len(strange))


@guard("{items}不在{period}登记：按季登记的项目在季度最后一个月登记", reads="period", clause="T3")
def fits_the_book(facts: Facts) -> Finding:
    """An item by the month stands in each month's sheet, one by a longer period in the sheet with which that period ends."""
    period = facts.period.period
    may = {kind for kind in REGULAR if not period.parts(kind) or kind == period.kind if Period.of(period.last, kind).last == period.last}
    codes = {line["item"] for line in facts.form["lines"]}
    items = [item for component in REGISTERED for item in facts.regime.items(component)]
    wrong = [item.label for item in items if item.code in codes and item.per not in {*may, "event"}]
    return Finding.of(not wrong, items="、".join(wrong), period=str(period), count=len(wrong))


@guard("{members}的日期不在{period}内，或晚于今天", reads="period", clause="B12")
def day_in_book(facts: Facts) -> Finding:
    period, today = facts.period.period, facts.today
    wrong = {line["member"] for line in facts.form["lines"]
             if line["on"] and not (period.contains(date.fromisoformat(line["on"])) and date.fromisoformat(line["on"]) <= today)}  # fmt: skip
    return Finding.of(not wrong, members=named(wrong), period=str(period), count=len(wrong))


@guard("{members}当时不在积分管理范围内", code="NOT_IN_SCOPE", reads="roster period", clause="G-SCOPE")
def lines_in_scope(facts: Facts) -> Finding:
    outside = {line["member"] for line in facts.form["lines"]
               if line["member"] not in facts.roster or not facts.roster[line["member"]].in_scope(day_of(facts, line))}  # fmt: skip
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
    sheets = [one for one in facts.alike if one.period == facts.case.period and one.state in ALIVE]
    again = {one.no: {member for member, _ in given & {key(line) for line in written(one.taken)}} for one in sheets}
    return Finding.of(
        not any(again.values()), members=named(set().union(*again.values())), no="、".join(no for no, who in again.items() if who)
    )


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


@guard("{period}已定稿，请先启动更正：{members}", code="PERIOD_CLOSED", reads="period own_entries", clause="A51")
def lines_reopened(facts: Facts) -> Finding:
    """Into a closed period only lines that are being restated: those that are named, or all where the whole sheet is taken back."""
    whole = "entries" not in facts.form
    undone = {entry.member for entry in facts.own_entries if whole or entry.id in (facts.form["entries"] or ())}
    members = sorted(undone | {line["member"] for line in facts.form.get("lines") or ()})
    return Finding.of(facts.period.open_for(*members), period=str(facts.period.period), members="、".join(members[:9]))


@guard("{entries}不是本表仍有效的积分记录", reads="own_entries", clause="A51")
def entries_stand(facts: Facts) -> Finding:
    strange = sorted(set(facts.form["entries"] or ()) - {entry.id for entry in facts.own_entries})
    return Finding.of(not strange, entries="、".join(strange), count=len(strange))


@guard("{members}的同一项目已经记分，请先冲销原记录", code="DUPLICATE", reads="own_entries", clause="A54")
def not_standing(facts: Facts) -> Finding:
    kept = {(entry.member, entry.item) for entry in facts.own_entries if entry.id not in (facts.form["entries"] or ())}
    again = {member for member, _ in kept & {key(line) for line in facts.form["lines"]}}
    return Finding.of(not again, members=named(again), count=len(again))


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
