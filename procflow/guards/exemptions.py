"""Guards of an exemption, and the days that it moves: who may apply and why, from when and until when one is out of scope (B2 B28, A41)."""

from __future__ import annotations

from datetime import date, timedelta

from procflow.dates import Span
from procflow.grammar import Facts, File, Finding, guard, reads
from procflow.guards.exempting import filer
from procflow.guards.offered import with_exemptions

OTHER = "other"
ONE_DAY = timedelta(days=1)


@guard("本细则没有免予纳入的规定", clause="B2 B28")
def exemptions_allowed(facts: Facts) -> bool:
    return with_exemptions(facts.regime)


@guard("只有退休党员可以申请免予纳入", reads="member", clause="B2 A41")
def retired_only(facts: Facts) -> bool:
    return facts.member.retired or facts.regime.value("exemption.who") == "anybody"


@guard("已有免予纳入的申请或备案：{no}", code="DUPLICATE", reads="alike", clause="B2")
def no_exemption_before(facts: Facts) -> Finding:
    live = [one.no for one in facts.alike if one.open or one.state == "filed_exempt"]
    return Finding.of(not live, no="、".join(live))


@guard("“{reason}”不是本细则列出的原因", clause="B2 A41")
def reason_listed(facts: Facts) -> Finding:
    codes = {one.code for one in facts.regime.choices("exemption.reasons")}
    return Finding.of(facts.form["reason"] in codes, reason=facts.form["reason"])


@guard("原因选“其他”的，须写明具体情况", clause="A41")
def detail_given(facts: Facts) -> bool:
    return facts.form["reason"] != OTHER or bool(facts.form["detail"])


@guard("备案日期应在支部同意的{first}至今天{today}之间", clause="B2 A41")
def filed_after_agreement(facts: Facts) -> Finding:
    """Out of scope from the day of filing on, never backwards beyond the branch's own decision, or its posting."""
    first, today = facts.last("agree", "publicise").on, facts.today.isoformat()
    return Finding.of(first <= facts.form["filed_on"] <= today, first=first, today=today)


@guard("回执{receipt}没有登记，或不涉及{member}", code="FILING_REQUIRED", reads="receipts", clause="B2")
def receipt_filed(facts: Facts) -> Finding:
    """The end of an exemption is filed with the superior like its beginning; the branch has the receipt on its books."""
    persons = facts.receipts.get(facts.form["receipt"], ())
    return Finding.of(facts.subject in persons, receipt=facts.form["receipt"], member=facts.subject)


@guard("恢复日期应在备案之后（{filed}）、今天（{today}）以前", clause="A41")
def resumes_after_filing(facts: Facts) -> Finding:
    filed, today = facts.last("file").form["filed_on"], facts.today.isoformat()
    return Finding.of(filed < facts.form["on"] <= today, filed=filed, today=today)


def time_to_complete(facts: Facts) -> Span:
    """The days that the member has to complete a returned application (H)."""
    return facts.regime.span("exemption.complete")


@reads("member")
def exempted(facts: Facts) -> list[File]:
    """The receipt on the filing register (R9), and the scope that ended the day before (A41)."""
    form, last = facts.form, day_before(facts.form["filed_on"])
    receipt = {"about": "免予纳入积分管理", "addressee": filer(facts), "persons": [facts.subject]}
    filed = File("receipt", form["receipt"], receipt, since=form["filed_on"])
    if not facts.member.scope_from:
        return [filed]
    first = min(facts.member.scope_from, last)
    return [filed, File("scope", facts.subject, {"resolution": form["resolution"]}, since=first, until=last)]


def back_in_scope(facts: Facts) -> File:
    """In scope again from that day; where the roll is yearly, to the end of the year."""
    yearly = facts.regime.value("scope.enrollment") == "application"
    until = f"{facts.form['on'][:4]}-12-31" if yearly else ""
    return File("scope", facts.subject, {"resolution": facts.form["resolution"]}, since=facts.form["on"], until=until)


def day_before(day: str) -> str:
    return (date.fromisoformat(day) - ONE_DAY).isoformat()
