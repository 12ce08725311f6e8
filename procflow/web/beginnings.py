"""How a procedure is called by whoever wants something done, and what will be asked of them. It permits nothing and keeps no rule."""

from __future__ import annotations

from procflow.grammar import NEW, made
from procflow.machines import tables
from procflow.queries import Startable

WANTED = {
    "activist_opt_in": "申请纳入积分管理（积极分子）",
    "base_registration": "登记一个月的活动",
    "bonus_claim": "申报奖励加分",
    "branch_review": "受理一批入册申请",
    "commitment_letter": "填写个人承诺书",
    "deduction_proposal": "提议扣分或一票否决",
    "democratic_appraisal": "安排民主评议",
    "enrollment_application": "申请纳入积分管理",
    "exemption_application": "申请不纳入积分管理",
    "inspection": "安排一次督查",
    "late_supplement": "补登漏记的活动",
    "objection_review": "提出异议",
    "opening_balance": "登记启用以前的积分",
    "points_group_election": "推选积分小组",
    "probation_case": "办理预备期事项",
    "rule_revision": "修订评定细则",
    "unqualified_handling": "处置不合格党员",
}


def wanted(each: Startable) -> str:
    """The wish in the words of whoever has it (a message id); a procedure without such words is called by its title."""
    return WANTED.get(each.procedure, each.title)


def asked_for(each: Startable) -> tuple[str, ...]:
    """What the first form asks, in its order (message ids): that of the first step, else of the step which sends what was begun."""
    table = tables()[each.procedure]
    landed = {row.to for row in table.leaving(NEW) if row.name == each.way.step}
    later = (row.asks for state in landed for row in table.leaving(state) if row not in table.common and row.asks)
    schema = each.asks or next(later, None)
    return tuple(str(one.metadata["title"]) for one in made(schema).fields.values() if one.required) if schema else ()
