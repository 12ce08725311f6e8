"""What is entered of a lot that was drawn: who drew which number, how, when, and before whom; whether it may stand is the guards' to say."""

from __future__ import annotations

from procflow.forms.base import Form
from procflow.forms.refs import Person, Several
from procflow.forms.shared import Resolved
from procflow.forms.sheets import Lines
from procflow.forms.values import Count, Day, Words


class Drawn(Form):
    member = Person("党员")
    number = Count("签号", hint="1 号在先")


class Lot(Resolved):
    drawn = Lines("各人抽得的签号", Drawn)
    drawn_on = Day("抽签日期")
    method = Words("抽签办法", hint="如：自封信封内抽取；按公开号码推算的，写明号码和推算方法")
    witnesses = Several("见证人", Person, ticked=False)
