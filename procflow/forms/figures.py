"""A line with a figure that an approver sets, for the sheets that hold such lines; whether it may is the guards' to say."""

from __future__ import annotations

from procflow.forms.base import Form
from procflow.forms.refs import Person
from procflow.forms.values import Choice, Points, Text

COMPONENTS = {"base": "基础分", "bonus": "加分", "deduction": "扣分", "appraisal": "评议分"}


class Figure(Form):
    member = Person("党员")
    component = Choice("改定哪一项", COMPONENTS)
    points = Points("全年改定为")
    reason = Text("理由")
