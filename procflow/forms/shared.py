"""The forms that several procedures share; no rule of a procedure stands here."""

from __future__ import annotations

from procflow.forms.base import Form
from procflow.forms.refs import Code
from procflow.forms.values import Text


class Reason(Form):
    reason = Text("理由")


class Opinion(Form):
    opinion = Text("意见", required=False)


class Resolved(Form):
    resolution = Code("决议编号")
