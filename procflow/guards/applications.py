"""Guards of an application for the year's roll: who may apply, and what its review decided (T1 A15). They look; others decide."""

from __future__ import annotations

from procflow.grammar import Facts, Finding, LinkSeen, guard
from procflow.guards.common import readmission_open
from procflow.guards.offered import by_application
from procflow.guards.scope import year_of

ANSWERED = ("return", "approve_review", "reject_review")
REVIEW = "branch_review"


@guard("按本细则党员自动纳入积分管理，不必申请", clause="T1")
def applications_asked(facts: Facts) -> bool:
    return by_application(facts.regime)


@guard("名册一年一定，现在申请的是{year}年度，不是{period}", code="OUT_OF_WINDOW", clause="T1 A66")
def for_this_year(facts: Facts) -> Finding:
    return Finding.of(facts.case.period == str(facts.today.year), year=str(facts.today.year), period=facts.case.period)


@guard("申请人须是本支部的正式党员或预备党员", reads="member", clause="T1")
def of_the_branch(facts: Facts) -> bool:
    return facts.member.standing in ("formal", "probationary")


@guard("本年度已经申请：{no}", code="DUPLICATE", reads="alike", clause="T1")
def not_applied_before(facts: Facts) -> Finding:
    live = [one.no for one in facts.alike if one.period == facts.case.period and (one.open or one.state == "enrolled")]
    return Finding.of(not live, no="、".join(live))


@guard("大会已表决未通过（{no}），下一年度可以再申请", code="DUPLICATE", reads="alike", clause="A15")
def not_voted_down(facts: Facts) -> Finding:
    lost = [one.no for one in facts.alike if one.period == facts.case.period and one.state == "vote_rejected"]
    return Finding.of(not lost, no="、".join(lost))


MAY_APPLY = (applications_asked, for_this_year, of_the_branch, readmission_open, not_applied_before, not_voted_down)


@guard("申请书的日期应在{first}至{today}之间", code="OUT_OF_WINDOW", clause="T1 A66")
def dated_by_now(facts: Facts) -> Finding:
    first, today = facts.regime.day("enrollment.window_from", year_of(facts).year).isoformat(), facts.today.isoformat()
    return Finding.of(first <= facts.form["form_date"] <= today, first=first, today=today)


@guard("支部还没有开始审核", reads="links", clause="T1")
def batch_reviewing(facts: Facts) -> bool:
    return any(one.state == "reviewing" for one in reviews(facts))


@guard("审核没有退回", reads="links", clause="T1")
def sent_back(facts: Facts) -> bool:
    return unanswered(facts) == "return"


@guard("审核没有同意", reads="links", clause="T1")
def agreed(facts: Facts) -> bool:
    return unanswered(facts) == "approve"


@guard("审核没有不同意", reads="links", clause="T1")
def refused(facts: Facts) -> bool:
    return unanswered(facts) == "reject"


@guard("本细则的入册不经党员大会表决", clause="T1")
def meeting_decides(facts: Facts) -> bool:
    return facts.regime.decider("enrollment") == "member_meeting"


@guard("本细则的入册须经党员大会表决", clause="T1")
def committee_decides(facts: Facts) -> bool:
    return facts.regime.decider("enrollment") != "member_meeting"


def unanswered(facts: Facts) -> str:
    """What the review has just decided about this application; "" once the application has followed.

    Each decision is followed at once, so one more decision than answers is a new one, and only a batch that is reviewing makes any.
    (Records of one moment have no order among themselves, so they are counted and not compared.)
    """
    made = [
        (one, taken) for one in reviews(facts) for taken in one.taken if taken.step == "decide_item" and taken.form["item"] == facts.case.no
    ]
    if len(made) <= len(facts.taken(*ANSWERED)):
        return ""
    return next((str(taken.form["result"]) for one, taken in reversed(made) if one.state == "reviewing"), "")


def reviews(facts: Facts) -> list[LinkSeen]:
    return [one for one in facts.links if one.procedure == REVIEW]
