"""Guards that several procedures share, each one pure condition with the sentence and code of its refusal, and who the regime lets act.

No procedure's own rule stands here.
"""

from __future__ import annotations

from procflow.grammar import Facts, Finding, LinkSeen, guard, reads
from procflow.regimes.schema import BODIES

MAJORITY = 2


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


@guard("{period}已定稿，请走异议更正", code="PERIOD_CLOSED", reads="period")
def period_open(facts: Facts) -> Finding:
    return Finding.of(not facts.period.sealed, period=str(facts.period.period))


@guard("该期限到{due}为止，今天是{today}", code="OUT_OF_WINDOW", clause="H")
def still_in_time(facts: Facts) -> Finding:
    """The hard deadline of the state the case lies in: its last day counts."""
    today = facts.today.isoformat()
    return Finding.of(not facts.case.due or today <= facts.case.due, due=facts.case.due, today=today)


@guard("议题还没有通过", reads="links", clause="A46")
def motion_passed(facts: Facts) -> bool:
    return latest_motion(facts) == "passed"


@guard("议题不是未通过", reads="links", clause="A46")
def motion_not_passed(facts: Facts) -> bool:
    return latest_motion(facts) == "not_passed"


@guard("还没有决定：须大会议题通过，或有决议", reads="links", clause="R8")
def carried(facts: Facts) -> bool:
    """What a body posts rests on a closed motion or on a resolution named earlier."""
    return latest_motion(facts) == "passed" or any(taken.resolution for taken in facts.case.taken)


@guard("议题没有撤回", reads="links")
def motion_withdrawn(facts: Facts) -> bool:
    return latest_motion(facts) == "withdrawn"


@guard("议题已经开始表决，不能再撤回", reads="links")
def motion_never_voted(facts: Facts) -> bool:
    return not any(taken.step == "open_vote" for motion in motions(facts) for taken in motion.taken)


@guard("须写明异议（成立或部分成立）或督查认定的案号", reads="links", clause="A51")
def ordered(facts: Facts) -> bool:
    """A correction needs the decision that orders it: an upheld objection or a confirmed finding, linked to this case."""
    return any(one.state in ORDERS.get(one.procedure, ()) for one in facts.links)


ORDERS = {"objection_review": ("closed_upheld", "closed_partly"), "inspection": ("confirmed", "notified", "rectifying", "closed")}


@guard("尚有未结异议：{no}", code="OPEN_OBJECTION", reads="links", clause="G-CLEAR A50")
def clear_of_objections(facts: Facts) -> Finding:
    """Filed ones count too; one that came late, or went on to the superior, does not hold anything (A49)."""
    found = open_objections(facts)
    return Finding.of(not found, no="、".join(one.no for one in found), count=len(found))


@guard("没有受理中的异议", reads="links", clause="B14 A50")
def objection_admitted(facts: Facts) -> bool:
    return any(one.state != "filed" for one in open_objections(facts))


@guard("附件不足：至少要 {least} 件证明资料，现有 {given} 件", code="MISSING_EVIDENCE", clause="B31")
def has_files(facts: Facts) -> Finding:
    return Finding.of(len(facts.files) >= 1, least=1, given=len(facts.files))


def motions(facts: Facts) -> list[LinkSeen]:
    """The motions that this case put to the meeting, oldest first."""
    return sorted((one for one in facts.links if one.procedure == "member_meeting_vote"), key=lambda one: one.no)


def latest_motion(facts: Facts) -> str:
    """The state of the motion put last; "" if none was."""
    found = motions(facts)
    return found[-1].state if found else ""


def open_objections(facts: Facts) -> list[LinkSeen]:
    return [one for one in objections(facts) if not one.final and one.state != "appealed" and kind_of(one) != "late"]


def objections(facts: Facts) -> list[LinkSeen]:
    return [one for one in facts.links if one.procedure == "objection_review"]


def kind_of(objection: LinkSeen) -> str:
    """publicity, verification or late, as it was last stated."""
    stated = [str(taken.form["kind"]) for taken in objection.taken if taken.form.get("kind")]
    return stated[-1] if stated else ""


def posters(facts: Facts) -> tuple[str, ...]:
    """Those whom the regime lets check a sheet and post to the ledger."""
    return facts.regime.poster()


def posting_persons(facts: Facts) -> tuple[str, ...]:
    """Those of them who act in person."""
    return tuple(role for role in facts.regime.poster() if role not in BODIES.split())


def posting_bodies(facts: Facts) -> tuple[str, ...]:
    """Those of them that act by resolution."""
    return tuple(role for role in facts.regime.poster() if role in BODIES.split())


@reads("bodies")
def committee(facts: Facts) -> str:
    """The branch committee; where a branch has none, the members' meeting acts for it (A58)."""
    return "branch_committee" if "branch_committee" in facts.bodies else "member_meeting"
