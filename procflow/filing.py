"""The kinds of dated facts that may be filed: each with its form and with who may file it. Pure; the write door files them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError

from procflow.forms import Choice, Code, Day, Form, Person, Several, Text, Titled, Words

STANDINGS = {
    "formal": "正式党员",
    "probationary": "预备党员",
    "activist": "入党积极分子",
    "development_target": "发展对象",
    "gone": "已转出",
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
UNIT_KINDS = {"township": "乡镇党委", "bureau": "机关", "branch": "党支部"}
ADMIN = ("sysadmin",)
OFFICE = ("branch_secretary", "deputy_secretary", "org_commissioner", "points_admin")


class UnitForm(Form):
    title = Words("单位名称")
    kind = Choice("单位类别", UNIT_KINDS)
    code = Code("编号前缀")
    parent = Code("上级单位", required=False)


class PersonForm(Form):
    name = Text("姓名", most=40, rows=1)


class MembershipForm(Form):
    standing = Choice("身份", STANDINGS)
    group = Words("党小组", required=False)


class ScopeForm(Form):
    resolution = Code("依据（决议或会议编号）", required=False)


class RoleForm(Form):
    role = Choice("职务", ROLES)


class BodyForm(Form):
    members = Several("成员", Person)
    keepers = Several("记录人（代为录入）", Person)


class DeputyForm(Form):
    absent = Person("代谁办理")


class MeetingForm(Form):
    title = Words("会议名称")
    place = Words("地点", required=False)
    notified_on = Day("通知日期")
    chair = Person("主持人")
    teller = Person("监票计票人", required=False)


class ResolutionForm(Form):
    body = Choice("作出决议的组织", BODY_TITLES)
    present = Several("到会人员", Person)
    title = Words("决议事项")


class ReceiptForm(Form):
    about = Words("备案事项")
    addressee = Choice("受理单位", BODY_TITLES)
    persons = Several("涉及人员", Person, required=False)


class AdoptionForm(Form):
    version = Code("版本")
    sha256 = Code("细则摘要")


class Days(Titled):
    """Days that differ from the plain week: pairs of an ISO day and whether it works."""

    def read(self, value: Any) -> list[list[Any]]:
        if not isinstance(value, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in value):
            raise ValidationError("请列出日期")
        day = Day("")
        return [[day.read(text), bool(works)] for text, works in value]


class CalendarForm(Form):
    days = Days("放假和调休日")
    source = Words("依据")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fact: `by` the roles that may file it, BODY where the body's keeper does."""

    title: str
    form: type[Form]
    by: tuple[str, ...]


KEEPER = "keeper"
KINDS = {
    "unit": Kind("单位", UnitForm, ADMIN),
    "person": Kind("人员", PersonForm, (*ADMIN, *OFFICE)),
    "membership": Kind("组织关系", MembershipForm, (*ADMIN, *OFFICE)),
    "scope": Kind("积分范围", ScopeForm, (*ADMIN, *OFFICE)),
    "role": Kind("职务", RoleForm, ADMIN),
    "body": Kind("组织机构", BodyForm, (*ADMIN, "branch_secretary")),
    "deputy": Kind("代办", DeputyForm, (*ADMIN, "branch_secretary")),
    "meeting": Kind("会议", MeetingForm, OFFICE),
    "resolution": Kind("决议", ResolutionForm, (KEEPER,)),
    "receipt": Kind("备案回执", ReceiptForm, ("branch_secretary", "org_commissioner", "superior_org", "party_committee")),
    "adoption": Kind("启用细则", AdoptionForm, (*ADMIN, "party_committee", "superior_org")),
    "calendar": Kind("工作日历", CalendarForm, ADMIN),
}
