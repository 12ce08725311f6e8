"""The official titles of the roles, as sentences name them; who holds one is `access`'s to say."""

from __future__ import annotations

from procflow.filing import BODY_TITLES, ROLES

TITLES = (
    ROLES
    | BODY_TITLES
    | {
        "member": "党员",
        "activist": "入党积极分子",
        "development_target": "发展对象",
        "masses": "群众",
        "meeting_chair": "会议主持人",
        "teller": "监票计票人",
        "applicant": "申请人",
        "objector": "异议人",
        "handler": "承办人",
        "branch_member": "本支部党员",
        "proposer": "提议人",
        "verifier": "核实人",
        "substitute": "替代办理人",
        "slip": "持票群众",
        "everyone": "所有人",
        "system": "系统",
        "timer": "系统按期限",
        "auto": "系统自动",
    }
)

# The one title under which a person with several roles is greeted.
FOREMOST = (
    "branch_secretary", "deputy_secretary", "org_commissioner", "points_admin", "discipline_commissioner", "supervision_group", "auditor",
    "party_building_office", "superior_org", "party_committee", "grassroots_committee", "group_leader", "recorder", "points_group", "sysadmin",
    "member", "activist",
)  # fmt: skip


def place(roles: frozenset[str]) -> int:
    """Where somebody with these roles stands in a list of people: offices first."""
    return next((number for number, role in enumerate(FOREMOST) if role in roles), len(FOREMOST))


def foremost(roles: frozenset[str]) -> str:
    """The title that says best who somebody is; 党员 where no office does."""
    return TITLES[(*FOREMOST, "member")[place(roles)]]
