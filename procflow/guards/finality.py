"""Guards about a rating on its way to being final, and after: approved as added up, held, reported, corrected, put away (A20 A50 A51 B16)."""

from __future__ import annotations

from datetime import date

from procflow.grammar import Facts, Finding, LinkSeen, guard
from procflow.guards.objections import ORDERS, after, objections
from procflow.guards.ratings import rating, year
from procflow.regimes.rating import as_data

LATER = {**ORDERS, "deduction_proposal": ("confirmed", "posted")}


@guard("台帐在汇总之后有变化：{members}。请退回，重新汇总", reads="rating entries roster cycle_no links pool", clause="A51")
def as_totalled(facts: Facts) -> Finding:
    """What is approved is what the ledger says: the superior edits no score (A20), and returns one that has moved."""
    filed = {line["member"]: {**line, "confirmed": ""} for line in facts.rating["lines"]}
    now = {line["member"]: line for line in as_data(rating(facts), 0)["lines"]}
    different = sorted(member for member in filed.keys() | now.keys() if filed.get(member) != now.get(member))
    return Finding.of(not different, members="、".join(different[:9]), count=len(different))


@guard("没有成立的异议要求重新汇总", reads="links", clause="A50")
def upheld(facts: Facts) -> bool:
    return bool(upheld_since_total(facts))


@guard("有异议成立，须重新汇总", reads="links", clause="A50")
def nothing_upheld(facts: Facts) -> bool:
    return not upheld_since_total(facts)


@guard("须已在{where}上通报，并写明通报日期", clause="T14")
def reported(facts: Facts) -> Finding:
    where, on = facts.regime.value("annual.reported_at") or "", facts.form["reported_on"]
    told = bool(facts.form["reported"] and on) and year(facts).last < date.fromisoformat(on) <= facts.today
    return Finding.of(told or not where, where=where)


@guard("须写明终定之后的决定：成立的异议或申诉，或已决定的扣分、一票否决", reads="named", clause="A51")
def later_decision(facts: Facts) -> bool:
    order = facts.named.get(facts.form["order"])
    return order is not None and order.state in LATER.get(order.procedure, ()) and after(order, facts.last("total").event)


@guard("还有没办结的异议或申诉：{no}", code="OPEN_OBJECTION", reads="links", clause="B16")
def nothing_appealed(facts: Facts) -> Finding:
    waiting = [one.no for one in objections(facts) if not one.final]
    return Finding.of(not waiting, no="、".join(waiting), count=len(waiting))


def upheld_since_total(facts: Facts) -> list[LinkSeen]:
    """The objections upheld, or in part, that the figures do not reckon with yet."""
    total = facts.last("total").event
    return [one for one in objections(facts) if one.state in ORDERS["objection_review"] and after(one, total)]
