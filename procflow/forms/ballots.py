"""The forms of appraisal ballots: a line of counts by grade, and what one slip says of each member; best grade first, as the regime names them."""

from __future__ import annotations

from procflow.forms.base import Form
from procflow.forms.refs import Person
from procflow.forms.sheets import Lines
from procflow.forms.values import Choice, Count


class Graded(Form):
    member = Person("党员")
    excellent = Count("优秀")
    qualified = Count("合格")
    basic = Count("基本合格")
    unqualified = Count("不合格")
    abstained = Count("弃权", required=False)


class MassGrade(Form):
    member = Person("党员")
    grade = Choice("评价", {"excellent": "优秀", "qualified": "合格", "basic": "基本合格", "unqualified": "不合格", "unknown": "不了解"})


class MassBallot(Form):
    grades = Lines("对每名党员的评价", MassGrade)


class Slips(Form):
    slips = Count("印发多少张", hint="每张一个二维码，只能用一次，印发后不能追加")
