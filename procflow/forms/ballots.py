"""The forms of ballots and slips: a line of counts by grade, best first as the regime names them, and what one slip says of each member."""

from __future__ import annotations

from procflow.forms.base import Form
from procflow.forms.refs import Person
from procflow.forms.sheets import Lines
from procflow.forms.values import Choice, Count, Text
from procflow.grammar import Facts, reads


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


class Slips(Form):
    slips = Count("印发多少张", hint="每张一个二维码，只能用一次，印发后不能追加")


@reads("statement")
def listed(facts: Facts) -> tuple[str, ...]:
    """Whoever has a line on the statement of the period."""
    return tuple(sorted(str(row[0]) for row in facts.statement.get("lines", ())))


class Said(Form):
    member = Person("党员")
    opinion = Choice("对其季度积分的意见", {"agreed": "同意", "differs": "有不同意见", "unknown": "不了解"})
    remark = Text("说明", required=False)


class Voice(Form):
    lines = Lines("对每名党员季度积分的意见", Said, each=listed)
    words = Text("其他意见", required=False)
