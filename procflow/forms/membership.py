"""The forms that the cases about a membership share: to the meeting, approved or sent back, appealed; no rule of a procedure stands here."""

from __future__ import annotations

from procflow.forms.base import Form
from procflow.forms.refs import Meeting
from procflow.forms.shared import Resolved
from procflow.forms.values import Text, Words, Yes


class ToMeeting(Form):
    meeting = Meeting("提交哪次会议")
    invited = Yes("已通知本人：可以到会说明和申辩，其他党员可以作证和辩护")


class Answer(Resolved):
    reason = Text("理由")


class Approval(Resolved):
    document = Words("批复文号")


class Appeal(Form):
    reason = Text("申诉理由")
