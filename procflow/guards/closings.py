"""Guards about the closing of a quarter: begun once, cut off, complete, on which path, held, restated; who acts, and until when."""

from __future__ import annotations

from datetime import date

from procflow.grammar import Facts, Finding, LinkSeen, guard, reads
from procflow.guards import ORDERS, committee
from procflow.guards.holidays import as_ruled
from procflow.regimes.rulebook import Rulebook

LATER = {**ORDERS, "bonus_claim": ("approved",), "deduction_proposal": ("confirmed",)}


@guard("{period}还没有开始，或不是本细则的记分周期", code="TOO_EARLY", reads="period")
def of_the_cycle(facts: Facts) -> Finding:
    begun = each_period(facts.regime, facts.today, facts.period.period.first)
    return Finding.of(str(facts.period.period) in begun, period=str(facts.period.period))


@guard("{period}已经开始记分", code="DUPLICATE", reads="alike")
def not_begun_before(facts: Facts) -> Finding:
    return Finding.of(all(one.period != facts.case.period for one in facts.alike), period=facts.case.period)


@guard("申报到{last}为止，今天是{today}", code="TOO_EARLY", reads="period", clause="A21 B31")
def cutoff_over(facts: Facts) -> Finding:
    return Finding.of(facts.today > cutoff_day(facts), last=cutoff_day(facts).isoformat(), today=facts.today.isoformat())


@guard("{period}到{last}才结束", code="TOO_EARLY", reads="period")
def quarter_over(facts: Facts) -> Finding:
    period = facts.period.period
    return Finding.of(facts.today > period.last, period=str(period), last=period.last.isoformat())


@guard("未办结的事项须逐件列出。未列：{missing}；不应列：{strange}", reads="claims", clause="B31")
def pending_listed(facts: Facts) -> Finding:
    live, listed = {one.no for one in facts.claims}, set(facts.form["pending"] or ())
    return Finding.of(live == listed, missing="、".join(sorted(live - listed)), strange="、".join(sorted(listed - live)))


@guard("本细则由支部直接定稿，不报党建办", clause="B32 A36")
def office_follows(facts: Facts) -> bool:
    return facts.regime.addressee("quarter") is not None


@guard("本细则须先报党建办，再由党员核实", clause="B32 A36")
def publicity_is_last(facts: Facts) -> bool:
    """Either no office follows, or its stage is behind (A35)."""
    return facts.regime.addressee("quarter") is None or after_office(facts.regime)


@guard("本细则先报党建办、由党员核实，再公示", clause="B13 B32 A35")
def publicity_first(facts: Facts) -> bool:
    return not after_office(facts.regime)


@guard("本细则先公示，再报党建办", clause="B13 B32 A35")
def office_first(facts: Facts) -> bool:
    return after_office(facts.regime)


@guard("还没有公示过，不是重新公示", clause="A35")
def posted_before(facts: Facts) -> bool:
    return bool(facts.taken("publicise"))


@guard("不是公示中提出的异议")
def held_in_publicity(facts: Facts) -> bool:
    return facts.last("hold", "dispute").step == "hold"


@guard("不是党员核实中提出的异议")
def held_in_check(facts: Facts) -> bool:
    return facts.last("hold", "dispute").step == "dispute"


@guard("须写明定稿之后的决定：成立的异议、督查认定，或已核定的加分、扣分", reads="named", clause="A51")
def later_order(facts: Facts) -> bool:
    order = facts.named.get(facts.form["order"])
    return order is not None and order.state in LATER.get(order.procedure, ())


def each_period(rules: Rulebook, today: date, since: date) -> tuple[str, ...]:
    """The periods of today's cycle that have begun, none of them over before rules were in force."""
    found = [rules.period_of(today)]
    while found[0].previous().year == today.year and found[0].previous().last >= since:
        found.insert(0, found[0].previous())
    return tuple(str(period) for period in found)


def after_office(rules: Rulebook) -> bool:
    """Whether the sheet is posted once the office and the members are through with it."""
    return bool(rules.value("publicity.quarter.order") == "after_office")


@reads("claims")
def pending(facts: Facts) -> tuple[LinkSeen, ...]:
    """What a closing lists as not decided yet: the live cases of its period, and no other."""
    return facts.claims


def publicist(facts: Facts) -> str:
    """Whoever posts the quarter's sheet under the regime."""
    return facts.regime.publicity("quarter").by


@reads("bodies")
def closing_desk(facts: Facts) -> str:
    """The committee closes it, or the secretary reports it on."""
    reported_next = facts.regime.addressee("quarter") and not after_office(facts.regime)
    return "branch_secretary" if reported_next else committee(facts)


@reads("people")
def every_member(facts: Facts) -> tuple[str, ...]:
    """Each member in scope has the own line to check."""
    return tuple(f"member@{name}" for name, person in sorted(facts.people.items()) if person.in_scope(facts.today.isoformat()))


@reads("people bodies")
def checking(facts: Facts) -> tuple[str, ...]:
    """Each member in scope has the own line to check; whoever then posts the sheet, or makes it final, has the sheet (A35)."""
    then = publicist(facts) if after_office(facts.regime) else committee(facts)
    return (*every_member(facts), then)


@reads("period")
def cutoff_day(facts: Facts) -> date:
    """The last day on which claims for the period may be filed (A21, A39)."""
    return as_ruled(facts, facts.regime.claim_cutoff(facts.period.period))


@reads("period")
def posting_due(facts: Facts) -> date | None:
    """The last day on which the sheet is posted in time (S)."""
    return facts.regime.publicity("quarter").due(facts.period.period)
