"""What roles, bodies, positions, standings and kinds of units are called; words only."""

from __future__ import annotations

STANDINGS = {
    "formal": "正式党员",
    "probationary": "预备党员",
    "activist": "入党积极分子",
    "development_target": "发展对象",
    "masses": "群众",
    "gone": "已转出",
    "left": "已退党",
    "removed": "已除名",
    "cancelled": "已取消预备党员资格",
}
ROLES = {
    "branch_secretary": "支部书记", "deputy_secretary": "副书记", "org_commissioner": "组织委员", "discipline_commissioner": "纪检委员",
    "points_admin": "积分管理员", "recorder": "记录员", "group_leader": "党小组长", "dept_head": "部门负责人", "auditor": "审计查阅人",
    "sysadmin": "系统管理员", "helper": "帮教专人",
}  # fmt: skip
BODY_TITLES = {
    "branch_committee": "支委会", "party_group": "党小组", "points_group": "积分小组", "member_meeting": "党员大会",
    "party_building_office": "党建办", "superior_org": "上级党组织", "party_committee": "乡镇党委", "grassroots_committee": "基层党委",
    "supervision_group": "督查领导小组",
}  # fmt: skip
UNIT_KINDS = {
    "township": "乡镇党委", "bureau": "机关", "committee": "党委", "general_branch": "党总支", "branch": "党支部", "group": "党小组",
    "department": "部门",
}  # fmt: skip
POSITIONS = {
    "member": "党员", "activist": "入党积极分子", "development_target": "发展对象", "masses": "群众", "meeting_chair": "会议主持人",
    "teller": "监票计票人", "applicant": "申请人", "objector": "异议人", "handler": "承办人", "branch_member": "本支部党员", "proposer": "提议人",
    "substitute": "替代办理人", "slip": "持票群众", "everyone": "所有人", "system": "系统", "timer": "系统按期限", "auto": "系统自动",
}  # fmt: skip
TITLES = {**ROLES, **BODY_TITLES, **POSITIONS}
