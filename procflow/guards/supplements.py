"""Guards of a late supplement: who asks and who attests, for which activity, once, and until the next one (B12, A40). They post nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from procflow.dates import Period
from procflow.grammar import Facts, Finding, guard
from procflow.guards.holidays import as_ruled
from procflow.guards.offered import with_supplements
from procflow.guards.sheets import ALIVE, written

OVER = ("refused", "lapsed", "reversed")


@guard("本细则不设补记录，漏记的在公示后提出异议", clause="B12")
def supplements_allowed(facts: Facts) -> bool:
    return with_supplements(facts.regime)


@guard("只能为本人申请补记；为其他党员补记由记录员提出", code="FORBIDDEN_ROLE", clause="B12")
def asked_by_the_member_or_the_recorder(facts: Facts) -> bool:
    return facts.subject in (facts.actor.person, facts.actor.entered_for) or "recorder" in facts.actor.roles


@guard("“{item}”不是本细则的基础分项目", clause="B5")
def in_catalogue(facts: Facts) -> Finding:
    codes = {item.code for item in facts.regime.items("base")}
    return Finding.of(facts.form["item"] in codes, item=facts.form["item"])


@guard("活动日期{on}应在所选的{period}内，并且不晚于今天", clause="B12")
def in_its_period(facts: Facts) -> Finding:
    """The period that was chosen is the one that the activity counts in, and no longer one."""
    on = date.fromisoformat(facts.form["activity_on"])
    ok = on <= facts.today and str(facts.regime.period_of(on)) == facts.case.period
    return Finding.of(ok, on=on.isoformat(), period=facts.case.period)


@guard("{member}在{on}不在积分管理范围内", code="NOT_IN_SCOPE", reads="member", clause="G-SCOPE")
def in_scope_then(facts: Facts) -> Finding:
    return Finding.of(facts.member.in_scope(facts.form["activity_on"]), member=facts.subject, on=facts.form["activity_on"])


@guard("同一活动已申请补记：{no}", code="DUPLICATE", reads="alike", clause="A54")
def not_supplemented_before(facts: Facts) -> Finding:
    mine = activity(facts.form)
    same = [one.no for one in facts.alike if one.state not in OVER and any(activity(each.form) == mine for each in one.taken[:1])]
    return Finding.of(not same, no="、".join(same))


@guard("这次活动已在{no}登记", code="DUPLICATE", reads="books", clause="A54")
def not_yet_registered(facts: Facts) -> Finding:
    """A sheet has a line for the item once in its book; where activities are told apart by their day, once a day."""
    item, on = activity(said(facts))
    each_day = any(one.code == item and one.per == "event" for one in facts.regime.items("base"))
    found = [no for no, book, line in present(facts) if line["item"] == item and book.contains(date.fromisoformat(on))
             and not (each_day and line["on"] and line["on"] != on)]  # fmt: skip
    return Finding.of(not found, no="、".join(dict.fromkeys(found)))


@guard("本人已参加{on}的活动，补记以那一天为限，此后请走异议更正", code="OUT_OF_WINDOW", reads="books", clause="B12 A40")
def before_next_activity(facts: Facts) -> Finding:
    """It is entered at the member's next attended activity at the latest: on that day still (H)."""
    on = next_activity(facts)
    return Finding.of(not on or facts.today.isoformat() <= on, on=on)


@guard("补记到{last}为止，今天是{today}，此后请走异议更正", code="OUT_OF_WINDOW", clause="B12 A40")
def within_the_days(facts: Facts) -> Finding:
    """Where the rules count days instead, it is entered on the last of them at the latest (H)."""
    last = last_day(facts)
    return Finding.of(not last or facts.today.isoformat() <= last, last=last, today=facts.today.isoformat())


@guard("补记的期限还没有过，{period}也没有定稿", reads="books period", clause="B12 A40")
def time_is_up(facts: Facts) -> Finding:
    on = next_activity(facts) or last_day(facts)
    passed = bool(on) and facts.today.isoformat() > on
    return Finding.of(passed or not facts.period.open_for(facts.subject), period=facts.case.period)


def attestors(facts: Facts) -> tuple[str, ...]:
    """Those whom the regime has attest, and who stands in for one of them."""
    return (*facts.regime.value("supplement.attested_by"), "substitute")


def next_activity(facts: Facts) -> str:
    """The day of the first activity after this one that a sheet shows the member attended; "" where none does, or the regime sets no such limit.

    Only lines with a day of their own are activities: a book that is kept by the month says nothing about when the member came.
    """
    if facts.regime.value("supplement.until") != "next_activity":
        return ""
    _, on = activity(said(facts))
    return min((line["on"] for _, _, line in present(facts) if line["on"] and line["on"] > on), default="")


def last_day(facts: Facts) -> str:
    """The last of the days that the regime gives, counted from the day after the activity (N17); "" where it counts none."""
    if facts.regime.value("supplement.until") != "days":
        return ""
    _, on = activity(said(facts))
    return as_ruled(facts, facts.calendar.add(date.fromisoformat(on), facts.regime.span("supplement.days"))).isoformat()


def present(facts: Facts) -> Iterator[tuple[str, Period, Mapping[str, Any]]]:
    """Every line in force that shows the member present, with the number and the book of its sheet."""
    for one in facts.books:
        if one.state in ALIVE:
            lines = (line for line in written(one.taken) if line["member"] == facts.subject and line["mark"] == "present")
            yield from ((one.no, Period.parse(one.period), line) for line in lines)


def said(facts: Facts) -> Mapping[str, Any]:
    """The request as it was made, or as it is being made."""
    return facts.case.taken[0].form if facts.case.taken else facts.form


def activity(form: Mapping[str, Any]) -> tuple[str, str]:
    return form["item"], form["activity_on"]
