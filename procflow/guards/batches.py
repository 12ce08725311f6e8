"""Guards of a batch of applications as a whole: what it takes in, and when its list is fixed (T1 B31). They look at states alone."""

from __future__ import annotations

from datetime import date

from procflow.dates import Period
from procflow.grammar import Facts, Finding, LinkSeen, guard, reads
from procflow.guards.reviews import WAITING, items

APPROVED = ("pending_vote", "enrolled")


@guard("名册按年度审核：{period}不是一个年度，或还没有开始", code="TOO_EARLY", clause="T1")
def year_begun(facts: Facts) -> Finding:
    period = Period.parse(facts.case.period)
    return Finding.of(period.kind == "year" and period.first <= facts.today, period=facts.case.period)


@guard("申请受理到{until}，今天是{today}", code="TOO_EARLY", clause="T1")
def intake_over(facts: Facts) -> Finding:
    until, today = intake_day(facts).isoformat(), facts.today.isoformat()
    return Finding.of(today >= until, until=until, today=today)


@guard("已提交的申请须逐件列入。未列：{missing}；不应列：{strange}", reads="applications alike", clause="T1 B31")
def all_submitted_listed(facts: Facts) -> Finding:
    waiting, listed = {one.no for one in submitted(facts)}, set(facts.form["items"])
    return Finding.of(waiting == listed, missing="、".join(sorted(waiting - listed)), strange="、".join(sorted(listed - waiting)))


@guard("没有审核同意的申请", reads="links", clause="T1")
def some_approved(facts: Facts) -> bool:
    return any(one.state in APPROVED for one in items(facts))


@guard("还有审核同意的申请：{no}", reads="links", clause="T1")
def none_approved(facts: Facts) -> Finding:
    left = [one.no for one in items(facts) if one.state in APPROVED]
    return Finding.of(not left, no="、".join(left[:9]), count=len(left))


@guard("还有申请没有表决：{no}", reads="links", clause="T1")
def all_voted(facts: Facts) -> Finding:
    left = [one.no for one in items(facts) if one.state == "pending_vote"]
    return Finding.of(not left, no="、".join(left[:9]), count=len(left))


def intake_day(facts: Facts) -> date:
    """The last day on which applications are taken in."""
    return date.fromisoformat(facts.last("create").form["intake_until"])


@reads("applications alike")
def submitted(facts: Facts) -> list[LinkSeen]:
    """The year's applications that wait for a review and stand in no other batch that is still going on."""
    elsewhere = {no for one in facts.alike if one.open for taken in one.taken if taken.step == "close_intake" for no in taken.form["items"]}
    return [one for one in facts.applications if one.period == facts.case.period and one.state in WAITING and one.no not in elsewhere]
