"""Guards that any procedure may ask: recusal, resolution, scope, period, time, papers."""

from __future__ import annotations

from datetime import timedelta

from procflow.grammar import Facts, Finding, guard

MAJORITY = 2
GRACE = timedelta(days=31)
FROZEN = ("left", "removed", "cancelled")


@guard("本人申报、本人被提出的事项，由其他人办理", code="SELF_DEALING", clause="G-SELF")
def not_own_case(facts: Facts) -> bool:
    return facts.actor.person != facts.subject


@guard("须写明依据的决议：有权作出决议的是{body}，到会成员须过半数（不计本人）", reads="resolution bodies", clause="R8")
def resolved(facts: Facts) -> Finding:
    """A body acts through a resolution: its own, taken by more than half of its members, the member concerned not counted."""
    said = facts.resolution
    if said is None or said.body not in facts.actor.roles or said.on > facts.today.isoformat():
        return Finding.of(False, body="、".join(sorted(facts.actor.bodies)), resolution=str(facts.form.get("resolution") or ""))
    body = facts.bodies.get(said.body)
    members = [one for one in body.members if one != facts.subject] if body else []
    present = [one for one in said.present if one in members]
    return Finding.of(
        bool(members) and len(present) * MAJORITY > len(members),
        body=said.body,
        resolution=said.no,
        members=len(members),
        present=len(present),
    )


@guard("须写明理由")
def has_reason(facts: Facts) -> bool:
    return bool(facts.form.get("reason"))


@guard("{member}在{day}不在积分管理范围内", code="NOT_IN_SCOPE", reads="member", clause="G-SCOPE")
def in_scope(facts: Facts) -> Finding:
    today = facts.today.isoformat()
    return Finding.of(facts.member.in_scope(today), member=facts.subject, day=today)


@guard("{member}已除名或退党：重新入党、入册和纳入从{first}起办理", code="TOO_EARLY", reads="member", clause="N2 N12")
def readmission_open(facts: Facts) -> Finding:
    """Of everybody else there is no such day."""
    first = facts.member.readmission_from
    return Finding.of(first <= facts.today.isoformat(), member=facts.subject, first=first)


@guard("{member}没有纳入积分管理", code="NOT_IN_SCOPE", reads="member", clause="G-SCOPE")
def enrolled(facts: Facts) -> Finding:
    """In scope today, or until lately: what was done then may still be claimed (A21); not by whom the Party has parted with (A56)."""
    begun = facts.member.standing not in FROZEN and bool(facts.member.scope_from) and facts.member.scope_from <= facts.today.isoformat()
    late = (facts.today - GRACE).isoformat()
    return Finding.of(begun and (not facts.member.scope_until or facts.member.scope_until >= late), member=facts.subject)


@guard("{period}已定稿，请走异议更正", code="PERIOD_CLOSED", reads="period")
def period_open(facts: Facts) -> Finding:
    return Finding.of(facts.period.open_for(facts.subject), period=str(facts.period.period))


@guard("该期限到{due}为止，今天是{today}", code="OUT_OF_WINDOW", clause="H")
def still_in_time(facts: Facts) -> Finding:
    """The hard deadline of the state the case lies in: its last day counts."""
    today = facts.today.isoformat()
    return Finding.of(not facts.case.due or today <= facts.case.due, due=facts.case.due, today=today)


@guard("附件不足：至少要 {least} 件证明资料，现有 {given} 件", code="MISSING_EVIDENCE", clause="B31")
def has_files(facts: Facts) -> Finding:
    return Finding.of(len(facts.files) >= 1, least=1, given=len(facts.files))
