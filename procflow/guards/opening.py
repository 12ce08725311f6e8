"""Guards of points earned before a unit worked here: which period, which day, off whose paper, and once (B10 B15 A54). They post nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from procflow.dates import Period
from procflow.grammar import Facts, Finding, guard
from procflow.guards.placeholders import called
from procflow.guards.sheets import ALIVE, REGISTERED, named, written

OPENING = "opening"  # the flag of such an entry, and its item where the paper names none of the catalogue
COMPONENTS = {"base": "基础分", "bonus": "奖励分", "task": "任务分", "deduction": "扣分"}
STANDING = ("recorded", "returned", "verified", "posted")
MOST_ROWS = 9


@guard("{period}不是本年度已经开始的记分周期", code="OUT_OF_WINDOW", reads="period", clause="B15")
def of_this_cycle(facts: Facts) -> Finding:
    period = facts.period.period
    ok = facts.regime.period_of(period.first) == period and period.year == facts.today.year and period.first <= facts.today
    return Finding.of(ok, period=str(period))


@guard("{period}开始时，本单位已在系统里办理（从{began}起），请按平时的程序登记", code="OUT_OF_WINDOW", reads="period began", clause="B15")
def before_the_beginning(facts: Facts) -> Finding:
    period = facts.period.period
    return Finding.of(period.first.isoformat() < facts.began, period=str(period), began=facts.began)


@guard("第 {rows} 行须写明细则项目，或者缘由", clause="B10")
def each_line_says_what_for(facts: Facts) -> Finding:
    wrong = unfit(facts, lambda line: bool(line["item"] or line["reason"]))
    return Finding.of(not wrong, rows=wrong)


@guard("第 {rows} 行的分值须大于 0；扣分也填正数")
def points_above_zero(facts: Facts) -> Finding:
    wrong = unfit(facts, lambda line: line["points"] > 0)
    return Finding.of(not wrong, rows=wrong)


@guard("{items}不在本细则的这一类里", clause="T7 B5")
def of_the_component(facts: Facts) -> Finding:
    """A line names an item of its own component, or none; a component that the rules have no item of takes no points."""
    strange = {called(facts.regime, line["item"]) if line["item"] else COMPONENTS[line["component"]]
               for line in facts.form["lines"] if not belongs(facts, line)}  # fmt: skip
    return Finding.of(not strange, items="、".join(sorted(strange)[:MOST_ROWS]), count=len(strange))


@guard("本细则的基础分先给满、缺了再减，期初不登记基础分；缺的请在“基础分登记”里记为未完成", clause="A32")
def base_is_earned(facts: Facts) -> bool:
    return facts.regime.value("components.base.mode") == "accumulate" or all(line["component"] != "base" for line in facts.form["lines"])


@guard("第 {rows} 行的日期须在{first}到{last}之间", reads="period began", clause="A21")
def day_before_the_beginning(facts: Facts) -> Finding:
    """In the period, and before the day from which the unit works here: what came later is registered as it comes."""
    first = facts.period.period.first.isoformat()
    last = min(facts.period.period.last, date.fromisoformat(facts.began) - timedelta(days=1)).isoformat() if facts.began else ""
    wrong = unfit(facts, lambda line: first <= line["on"] <= last)
    return Finding.of(not wrong, rows=wrong, first=first, last=last)


@guard("第 {rows} 行和前面的一行完全相同", code="DUPLICATE", clause="A54")
def no_line_repeated(facts: Facts) -> Finding:
    known: set[tuple[Any, ...]] = set()

    def new(line: Mapping[str, Any]) -> bool:
        said = tuple(line[name] for name in ("member", "component", "item", "reason", "points", "on"))
        return said not in known and not known.add(said)  # type: ignore[func-returns-value]  # adds what it has not met

    wrong = unfit(facts, new)
    return Finding.of(not wrong, rows=wrong)


@guard("{members}在{period}的期初积分已在{no}登记，要重新登记，须先冲销或作废原来的", code="DUPLICATE", reads="alike", clause="A54")
def not_brought_before(facts: Facts) -> Finding:
    """One living sheet for a member and a period; this case's own earlier text does not stand in its way."""
    mine = {line["member"] for line in facts.form["lines"]}
    others = [one for one in facts.alike if one.period == facts.case.period and one.state in STANDING]
    again = {one.no: mine & {line["member"] for line in written(one.taken)} for one in others}
    return Finding.of(
        not any(again.values()),
        members=named(set().union(*again.values())),
        period=facts.case.period,
        no="、".join(no for no, who in again.items() if who),
    )


@guard("{members}的基础分已在{no}按月登记", code="DUPLICATE", reads="books", clause="A54")
def not_in_the_books(facts: Facts) -> Finding:
    """What a monthly sheet has of the same member, for the same item or where the paper names none, is not brought in once more."""
    kept = booked(facts)
    found = {(line["member"], no) for line in facts.form["lines"] if line["component"] in REGISTERED for no, book, item in kept[line["member"]]
             if book.contains(date.fromisoformat(line["on"])) and line["item"] in (None, item)}  # fmt: skip
    return Finding.of(not found, members=named({member for member, _ in found}), no="、".join(sorted({no for _, no in found})))


ON_PAPER = (each_line_says_what_for, points_above_zero, of_the_component, base_is_earned, day_before_the_beginning)


def belongs(facts: Facts, line: Mapping[str, Any]) -> bool:
    codes = {item.code for item in facts.regime.items(line["component"])}
    return line["item"] in codes if line["item"] else bool(codes)


def booked(facts: Facts) -> Mapping[str, list[tuple[str, Period, str]]]:
    """What stands of each member in living monthly sheets: the sheet's number, its month, the item."""
    found: dict[str, list[tuple[str, Period, str]]] = defaultdict(list)
    for one in facts.books:
        for line in written(one.taken) if one.state in ALIVE else ():
            found[line["member"]].append((one.no, Period.parse(one.period), line["item"]))
    return found


def unfit(facts: Facts, fits: Callable[[Mapping[str, Any]], bool]) -> str:
    """The numbers of the lines that do not fit, the first of them; "" where all do."""
    wrong = [number for number, line in enumerate(facts.form["lines"], 1) if not fits(line)]
    return "、".join(map(str, wrong[:MOST_ROWS]))
