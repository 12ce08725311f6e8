"""The forms of the disposal of an unqualified member; no rule of it stands here."""

from __future__ import annotations

from procflow.forms.base import Form
from procflow.forms.listed import Listed
from procflow.forms.membership import Approval
from procflow.forms.refs import Code, Meeting, Person, Several
from procflow.forms.shared import Resolved
from procflow.forms.sheets import Lines
from procflow.forms.values import Choice, Count, Text, Words, Yes

MEASURES = {"rectify": "限期改正", "advise_withdrawal": "劝其退党", "remove": "除名"}
WHY = {"no_ground": "没有处置依据", "education": "教育谈话、限期整改即可", "rating_corrected": "等次已更正"}


class Opening(Form):
    ground = Text("有关情况")


class Rated(Form):
    grade = Code("年度等次", required=False)


class Ground(Form):
    ground = Listed("处置依据", table="disposal.grounds")
    facts = Text("事实")


class PreFiling(Resolved):
    grounds = Lines("处置依据和事实", Ground, least=0)
    receipt = Code("事前备案回执号")
    unpunished = Yes("同一事项没有受过党纪处分")


class Inquiry(Resolved):
    investigators = Several("调查人", Person)


class Opinion(Resolved):
    measure = Choice("处置措施", MEASURES)
    months = Count("限期改正几个月", required=False, hint="只在限期改正时填写；不填的按细则")
    shown = Yes("认定的事实已与本人见面")
    statement = Text("本人陈述和申辩")
    talked_by = Several("谈话人", Person)
    reason = Text("理由")


class Refusal(Resolved):
    refusal = Text("本人拒绝退党的表示")


class Rectifying(Approval):
    helper = Person("帮教人")
    measures = Text("帮助改正的措施")
    months = Count("限期改正几个月", required=False, hint="不填的按支委会意见")


class Lifting(Approval):
    meeting = Meeting("哪次党员大会讨论通过")
    corrected = Yes("大会认为已经改正")


class Statement(Form):
    statement = Text("退党声明", hint="书面声明作为附件")


class Dropped(Resolved):
    why = Choice("不予处置的原因", WHY)
    reason = Text("理由")


class Referral(Resolved):
    to = Words("移送单位")
    reason = Text("理由")
