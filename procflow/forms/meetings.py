"""The forms of a members' meeting that its motions and elections share: who came, who was left out, and why."""

from __future__ import annotations

from procflow.forms.base import Form
from procflow.forms.refs import Code, Person, Several
from procflow.forms.sheets import Lines
from procflow.forms.values import Choice

EXCLUSIONS = {"unable": "因病不能表达意志", "abroad": "在国外半年以上", "detained": "被限制人身自由", "bedridden": "长期卧床不能到会",
              "to_move": "应转未转组织关系"}  # fmt: skip


class Exclusion(Form):
    person = Person("党员")
    reason = Choice("不计入应到会的原因", EXCLUSIONS)
    receipt = Code("上级同意的回执号")


class Roll(Form):
    present = Several("到会的有表决权党员", Person)
    written = Several("会前提交书面意见的党员", Person, required=False)
    excluded = Lines("不计入应到会的党员", Exclusion, least=0)
    attending = Several("列席人员", Person, required=False)
