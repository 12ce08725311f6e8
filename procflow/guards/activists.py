"""Guards of an activist's opting in, and the account that it opens, closes and freezes (B3 B28 B29, A42). None of it is ever graded."""

from __future__ import annotations

from procflow.grammar import Facts, File, Finding, Start, guard, reads
from procflow.guards.exemptions import day_before
from procflow.guards.offered import with_activists

CANDIDATES = ("activist", "development_target")
ADMITTED = ("probationary", "formal")


@guard("本细则不纳入入党积极分子和发展对象", clause="B3")
def activists_allowed(facts: Facts) -> bool:
    return with_activists(facts.regime)


@guard("本细则由支部根据需要决定纳入，不由本人申请，也不由本人退出", clause="B3 A42")
def on_application(facts: Facts) -> bool:
    return bool(facts.regime.value("activists.begun_by") == "applicant")


@guard("本细则由本人申请、支部同意，不由支部直接决定纳入", clause="B3 B28 A42")
def as_needed(facts: Facts) -> bool:
    return bool(facts.regime.value("activists.begun_by") == "branch")


@guard("申请人须是本支部的入党积极分子或发展对象", reads="member", clause="B3")
def candidate(facts: Facts) -> bool:
    return facts.member.standing in CANDIDATES


@guard("已经申请或已经纳入：{no}", code="DUPLICATE", reads="alike", clause="B3")
def not_opted_in_before(facts: Facts) -> Finding:
    live = [one.no for one in facts.alike if one.open or one.state == "opted_in"]
    return Finding.of(not live, no="、".join(live))


@guard("终止原因与{member}登记的身份不符：接收为预备党员的须先登记组织关系，没有接收的选另一项", reads="member", clause="B3")
def admitted_as_said(facts: Facts) -> Finding:
    """A new account opens for a member alone; and a member's old one is closed by admission, not as that of somebody who left."""
    return Finding.of((facts.form["ground"] == "admitted") == (facts.member.standing in ADMITTED), member=facts.subject)


@guard("终止日期应在纳入的{first}至今天{today}之间", reads="member", clause="B3")
def ends_while_scored(facts: Facts) -> Finding:
    first, today = facts.member.scope_from, facts.today.isoformat()
    return Finding.of(bool(first) and first <= facts.form["on"] <= today, first=first, today=today)


def scored(facts: Facts) -> File:
    """The account opens today; that it is never graded follows from the standing."""
    return File("scope", facts.subject, {"resolution": facts.form["resolution"]}, since=facts.today.isoformat())


@reads("letters")
def letter(facts: Facts) -> list[Start]:
    """A letter of commitment for the year is begun, where the rules ask for one and there is none (B29)."""
    year = str(facts.today.year)
    known = any(one.subject == facts.subject and one.period == year and one.state != "voided" for one in facts.letters)
    wanted = facts.regime.value("scope.commitment") and not known
    return [Start("commitment_letter", facts.subject, year, {})] if wanted else []


@reads("member")
def settled(facts: Facts) -> list[File]:
    """The account is closed; for who was admitted a new one opens that day where members are in scope by the rules, with nothing carried over."""
    on, first, data = facts.form["on"], facts.member.scope_from, {"resolution": facts.form["resolution"]}
    if facts.form["ground"] != "admitted":
        return [File("scope", facts.subject, data, since=first, until=on)]
    begun = [File("scope", facts.subject, data, since=on)] if facts.regime.value("scope.enrollment") == "automatic" else []
    last = max(first, day_before(on)) if not begun else day_before(on)
    return [*([File("scope", facts.subject, data, since=first, until=last)] if first <= last else []), *begun]


@reads("member")
def frozen(facts: Facts) -> File:
    """Whoever withdraws earns no more from tomorrow; what was entered stays."""
    return File("scope", facts.subject, {"resolution": ""}, since=facts.member.scope_from, until=facts.today.isoformat())
