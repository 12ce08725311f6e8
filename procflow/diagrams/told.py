"""What a table says without words of its own: functions by their docstring, roles by their title, spans of time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from procflow.dates import Span
from procflow.grammar import Guard, Step
from procflow.wording import say

ROLES = {
    "member": "党员", "activist": "入党积极分子", "development_target": "发展对象", "masses": "群众", "branch_secretary": "支部书记",
    "deputy_secretary": "副书记", "org_commissioner": "组织委员", "discipline_commissioner": "纪检委员", "points_admin": "积分管理员",
    "recorder": "记录员", "group_leader": "党小组长", "dept_head": "部门负责人", "meeting_chair": "会议主持人", "teller": "监票计票人",
    "auditor": "审计查阅人", "branch_committee": "支委会", "party_group": "党小组", "points_group": "积分小组", "member_meeting": "党员大会",
    "party_building_office": "党建办", "superior_org": "上级党组织", "party_committee": "乡镇党委", "grassroots_committee": "基层党委",
    "supervision_group": "督查领导小组", "applicant": "申请人", "objector": "异议人", "handler": "承办人",
    "branch_member": "本支部党员", "proposer": "提议人", "verifier": "核实人", "helper": "专人",
    "substitute": "替代办理人", "slip": "持票群众", "system_admin": "系统管理员", "system": "系统", "timer": "系统按期限", "auto": "系统自动", "everyone": "所有人",
}  # fmt: skip


def who(said: str | tuple[str, ...] | Callable[..., Any], lang: str) -> str:
    """Whose turn it is: titles of roles, or what the function that decides says of itself."""
    if callable(said):
        return told(said)
    roles = (said,) if isinstance(said, str) else said
    return ("、" if lang == "zh" else ", ").join(role(each, lang) for each in roles if each)


def role(name: str, lang: str) -> str:
    return ROLES.get(name, name) if lang == "zh" else name.replace("_", " ")


def within(said: Span | Callable[..., Any] | None, lang: str) -> str:
    return said.title(lang) if isinstance(said, Span) else told(said) if said else ""


def told(function: Callable[..., Any]) -> str:
    """The first line of its docstring, or its name as words."""
    written = (function.__doc__ or "").strip().splitlines()
    return written[0].rstrip(".") if written else function.__name__.strip("_").replace("_", " ")


def fields(step: Step, lang: str) -> list[str]:
    """The titles of the fields that a step asks for."""
    form = step.asks() if step.asks else None
    return [say(str(each.metadata.get("title", name)), lang) for name, each in form.fields.items()] if form else []


def guards(step: Step) -> tuple[Guard, ...]:
    return (*step.when, *step.fits)
