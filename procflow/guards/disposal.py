"""Guards about the disposal of a formal member: grounds, filing beforehand, inquiry, the talk, the term to mend (N2 N11-N13, A60). They dispose of nobody."""

from __future__ import annotations

from datetime import date

from procflow.dates import months_after
from procflow.grammar import Facts, Finding, guard, reads
from procflow.guards.offices import committee
from procflow.guards.opinions import opinion

TALKERS = 2


@guard("{member}不是正式党员；预备党员按预备期处理办理", reads="member", clause="N12 A60")
def is_formal(facts: Facts) -> Finding:
    return Finding.of(facts.member.standing == "formal", member=facts.subject)


@guard("积分和等次只是依据之一：至少要写一项《办法》列明的处置依据", clause="A60 N12")
def ground_stated(facts: Facts) -> Finding:
    """A rating alone is no ground."""
    known = {each.code for each in facts.regime.choices("disposal.grounds")}
    given = [str(line["ground"]) for line in facts.form["grounds"]]
    return Finding.of(bool(given) and known.issuperset(given), grounds=given)


@guard("尚未取得事前备案的回执：{receipt}没有登记，或没有写明本人", code="FILING_REQUIRED", reads="receipts", clause="N12")
def filed_beforehand(facts: Facts) -> Finding:
    receipt = str(facts.form["receipt"])
    return Finding.of(facts.subject in facts.receipts.get(receipt, ()), receipt=receipt)


@guard("调查至少要 {least} 人，现有 {given} 人", clause="N13")
def enough_investigators(facts: Facts) -> Finding:
    least, given = int(facts.regime.value("disposal.investigators")), len(facts.form["investigators"])
    return Finding.of(given >= least, least=least, given=given)


@guard("对本人的调查须由别人进行，请把本人从调查人中去掉", code="SELF_DEALING", clause="G-SELF")
def subject_no_investigator(facts: Facts) -> bool:
    return facts.subject not in facts.form["investigators"]


@guard("谈话须由至少 {least} 名正式党员进行，本人除外；现有 {given} 名", reads="people", clause="N13")
def talked_by_formal_members(facts: Facts) -> Finding:
    given = [each for each in facts.form["talked_by"] if each in facts.people and facts.people[each].standing == "formal"]
    return Finding.of(len({*given} - {facts.subject}) >= TALKERS, least=TALKERS, given=len({*given} - {facts.subject}))


@guard("限期改正期满仍不合格的，只能劝其退党；本人拒绝退党之后才能除名", clause="N2 N12")
def measure_after_term(facts: Facts) -> Finding:
    """A second term is not given."""
    allowed = ("advise_withdrawal", *(("remove",) if facts.taken("advise_remove") else ()))
    return Finding.of(not facts.taken("term_end") or facts.form["measure"] in allowed, measure=facts.form["measure"])


@guard("限期改正应为 {least} 至 {most} 个月，填写的是 {months} 个月", clause="N11 N12")
def term_in_bounds(facts: Facts) -> Finding:
    """What is not filled in is what was proposed, or what the rules say."""
    least, most = (int(facts.regime.value(f"disposal.rectify_{bound}")) for bound in ("least", "most"))
    months = facts.form["months"]
    return Finding.of(months is None or least <= months <= most, least=least, most=most, months=months or 0)


@guard("帮教人须是本支部的正式党员，本人除外", reads="people", clause="N11")
def helper_fits(facts: Facts) -> bool:
    helper = facts.form["helper"]
    return helper != facts.subject and helper in facts.people and facts.people[helper].standing == "formal"


@guard("解除须经期满之后的党员大会讨论：{meeting}不在{since}至今天之间", reads="meeting", clause="N12")
def discussed_after_term(facts: Facts) -> Finding:
    since = facts.last("term_end").on
    held = facts.meeting.no == facts.form["meeting"] and since <= facts.meeting.on <= facts.today.isoformat()
    return Finding.of(held, meeting=facts.form["meeting"], since=since)


@guard("本细则的处置意见须先经上级预审", clause="N13")
def no_pre_review(facts: Facts) -> bool:
    return not facts.regime.value("disposal.pre_review")


@guard("本细则的处置意见不经上级预审", clause="N13")
def pre_reviewed_first(facts: Facts) -> bool:
    return bool(facts.regime.value("disposal.pre_review"))


def months(facts: Facts) -> int:
    """The length of the term to mend: as approved, else as proposed, else as the rules say."""
    formed = opinion(facts.case.taken)
    proposed = formed.form.get("months") if formed else None
    approved = next((each.form["months"] for each in reversed(facts.taken("approve_rectify"))), facts.form.get("months"))
    return int(approved or proposed or facts.regime.value("disposal.rectify_months"))


def term(facts: Facts) -> date:
    """The last day of the term to mend, counted from the approval."""
    return months_after(date.fromisoformat(facts.last("approve_rectify").on), months(facts))


def helpers(facts: Facts) -> tuple[str, ...]:
    """The member, and who was named last to help."""
    return "member", *(f"helper@{each.form['helper']}" for each in facts.taken("approve_rectify")[-1:])


def opinion_desk(facts: Facts) -> str:
    """The superior who reviews the opinion first, else the secretary who takes it to the meeting."""
    return approver(facts) if facts.regime.value("disposal.pre_review") else "branch_secretary"


@reads("bodies")
def both(facts: Facts) -> tuple[str, str]:
    """The member who may withdraw, and the committee that goes on if the member refuses."""
    return "member", committee(facts)


@reads("bodies")
def review_desks(facts: Facts) -> tuple[str, str]:
    """The committee that takes it to a meeting, and the superior who may lift it."""
    return committee(facts), approver(facts)


def approver(facts: Facts) -> str:
    """Who holds the power to approve a disposition (A61)."""
    return facts.regime.holder(str(facts.regime.value("disposal.approver")))
