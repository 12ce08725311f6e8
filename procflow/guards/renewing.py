"""Guards of a case that goes over to other rules by itself: others govern its period now, and nothing was done under its own (A59)."""

from __future__ import annotations

from procflow.grammar import Facts, Finding, guard
from procflow.regimes.scoring import within


@guard("{period}施行的就是本事项所依的细则", reads="governing", clause="A59")
def other_rules_govern(facts: Facts) -> Finding:
    return Finding.of(facts.governing.sha256 != facts.regime.sha256, period=facts.case.period)


@guard("{period}不是新细则的记分周期", reads="governing period", clause="A59")
def period_of_theirs(facts: Facts) -> Finding:
    """Rules by the month cannot govern a quarter that is running: theirs begin after it."""
    period = facts.period.period
    return Finding.of(facts.governing.period_of(period.first) == period, period=str(period))


@guard("{period}已有{entries}条积分记录或已汇总过，仍按原细则办理", reads="entries", clause="A59")
def nothing_under_the_old(facts: Facts) -> Finding:
    """Neither an entry that counts in the period, nor a statement of it, sent back or not."""
    entries = sum(within(each.counts_in, facts.case.period) for each in facts.entries)
    return Finding.of(not entries and not facts.taken("compile"), period=facts.case.period, entries=entries)
