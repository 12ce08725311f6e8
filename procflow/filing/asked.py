"""The form of each kind of dated fact."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from marshmallow import ValidationError

from procflow.filing.titles import BODY_TITLES, ROLES, STANDINGS, UNIT_KINDS
from procflow.forms import Choice, Code, Count, Day, Form, Person, Several, Text, Titled, Words, Yes


class UnitForm(Form):
    title = Words("单位名称")
    kind = Choice("单位类别", UNIT_KINDS)
    code = Code("编号前缀")
    parent = Code("上级单位", required=False)
    into = Code("并入单位", required=False)


class PersonForm(Form):
    name = Text("姓名", most=40, rows=1)


class MembershipForm(Form):
    standing = Choice("身份", STANDINGS)
    group = Words("党小组", required=False)
    retired = Yes("已退休", required=False)
    probation_until = Day("预备期截止日期", required=False)
    extensions = Count("预备期已延长几次", required=False, most=9)
    extended_from = Day("延长前的截止日期", required=False)
    to = Code("转往单位", required=False)
    came = Code("转自单位", required=False)


class ScopeForm(Form):
    resolution = Code("依据（决议或会议编号）", required=False)


class RoleForm(Form):
    role = Choice("职务", ROLES)


class BodyForm(Form):
    members = Several("成员", Person)
    keepers = Several("记录人（代为录入）", Person)


class DeputyForm(Form):
    absent = Person("代谁办理")
    procedures = Several("代办哪些程序", Code, required=False)


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


class ContactForm(Form):
    person = Person("联系人")
    phone = Text("电话", most=40, rows=1)
    place = Words("地点")


class Days(Titled):
    """Days that differ from the plain week: pairs of an ISO day and whether it works."""

    described: ClassVar[Mapping[str, Any]] = {
        "type": "array",
        "items": {
            "type": "array",
            "prefixItems": [{"type": "string", "format": "date"}, {"type": "boolean"}],
            "minItems": 2,
            "maxItems": 2,
        },
    }

    def read(self, value: Any) -> list[list[Any]]:
        if not isinstance(value, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in value):
            raise ValidationError("请列出日期")
        day = Day("")
        return [[day.read(text), bool(works)] for text, works in value]


class CalendarForm(Form):
    days = Days("放假和调休日")
    source = Words("依据")
    estimated = Yes("估计，国务院通知还没有公布", required=False)
