"""Opening balance: points that members had earned before their branch worked here, brought in off the former register (B10 B11 B15 A54).

One case holds what one period's register says of a whole branch: entered with its paper, checked against it by somebody else, agreed by the
committee, and then posted as a whole; each entry keeps its day and its source. What is wrong is corrected line by line, as in any sheet.
"""

from __future__ import annotations

from procflow.consequences import reversals
from procflow.forms import CaseRef, Choice, Day, EntryRef, Form, Item, Lines, Person, Points, Reason, Resolved, Several, Text, Words, Yes
from procflow.grammar import NEW, Facts, Post, Procedure, Reverse, State, Step, reads, workdays
from procflow.guards import committee, has_files, ordered, period_open, resolved
from procflow.guards.checked import VERIFIERS, by_the_committee, not_who_entered_it, own_lines_left, own_lines_seen_by_another
from procflow.guards.opening import (
    COMPONENTS,
    ON_PAPER,
    OPENING,
    before_the_beginning,
    no_line_repeated,
    not_brought_before,
    not_in_the_books,
    of_this_cycle,
)
from procflow.guards.sheets import RECORDED, entries_stand, lines_in_scope, lines_reopened, own_lines_left_to_others, something_named

UNDECIDED = ("recorded", "returned", "verified")


def table() -> Procedure:
    return Procedure("opening_balance", "期初积分登记", "QC", edition="2026-1", about="unit", clause="B10 B11 B15 A54",
        states=(
            #     code        title       desk            within       when overdue
            State("recorded", "已登记",   VERIFIERS,      workdays(5)),
            State("returned", "退回修改", "points_admin", workdays(5)),
            State("verified", "已核对",   committee,      workdays(10)),
            State("posted",   "已记分",   settled=True),
            State("voided",   "作废",     final=True),
            State("reversed", "已冲销",   final=True),
        ),
        steps=(
            Step("create", "登记", NEW, "recorded", by="points_admin", asks=Sheet, when=BEFORE, fits=(has_files, *ON_SHEET), clause="B10 B11"),
            Step("amend", "修改登记", ("recorded", "returned"), "recorded", by="points_admin", asks=Sheet, when=BEFORE, fits=ON_SHEET, clause="B11"),
            Step("verify", "与原登记册核对", "recorded", "verified", by=VERIFIERS, asks=Check,
                 when=(not_who_entered_it, own_lines_seen_by_another), clause="B11"),
            Step("verify", "与原登记册核对", "recorded", "recorded", by=VERIFIERS, asks=Check,
                 when=(not_who_entered_it, own_lines_left), clause="B11", hands_on=True),
            Step("return", "退回修改", "recorded", "returned", by=VERIFIERS, asks=Reason, clause="B11"),
            Step("return", "退回修改", "verified", "returned", by=committee, asks=Answer, fits=(resolved, by_the_committee), clause="B11"),
            Step("agree", "同意记入台账", "verified", "posted", by=committee, asks=Resolved, when=(period_open,),
                 fits=(resolved, by_the_committee, own_lines_left_to_others), then=(opening_points,), clause="B11 B15"),
            Step("void", "作废", UNDECIDED, "voided", by="points_admin", asks=Reason, clause="B11"),
            Step("correct", "更正登记", "posted", "posted", by="points_admin", asks=Correction, when=(ordered,),
                 fits=(something_named, lines_reopened, entries_stand, *ON_PAPER, lines_in_scope, no_line_repeated, not_brought_before, not_in_the_books),
                 then=(undone, opening_points), clause="A51"),
            Step("reverse", "冲销", "posted", "reversed", by="points_admin", asks=Order, when=(ordered,), fits=(lines_reopened,), then=(reversals,), clause="A51"),
        ),
    )  # fmt: skip


class SheetLine(Form):
    member = Person("党员")
    component = Choice("类别", COMPONENTS)
    item = Item("细则项目", component=" ".join(COMPONENTS), required=False)
    reason = Text("缘由", required=False, most=200, rows=1)
    points = Points("分值")
    on = Day("发生日期")
    source = Words("出处")


class Sheet(Form):
    lines = Lines("登记内容", SheetLine)


class Check(Form):
    compared = Yes("已与原登记册或公示表逐行核对，内容一致")


class Answer(Resolved):
    reason = Text("理由")


class Correction(Form):
    order = CaseRef("依据的异议或督查案号")
    entries = Several("冲销哪几条积分记录", EntryRef, required=False)
    lines = Lines("补登内容", SheetLine, least=0)


class Order(Form):
    order = CaseRef("依据的异议或督查案号")


BEFORE = (of_this_cycle, before_the_beginning, period_open)
ON_SHEET = (*ON_PAPER, lines_in_scope, no_line_repeated, not_brought_before, not_in_the_books)


@reads("own_entries")
def undone(facts: Facts) -> list[Reverse]:
    """The opposite of each entry that the correction names."""
    return [Reverse(entry) for entry in facts.form["entries"] or ()]


def opening_points(facts: Facts) -> list[Post]:
    """What the paper says of each line, in the order of the lines, on the day that it says; the engine clips it to the cap as any other."""
    kind = "correction" if "order" in facts.form else "original"
    lines = facts.form["lines"] if "lines" in facts.form else facts.last(*RECORDED).form["lines"]
    clauses = {item.code: item.clause for item in facts.regime.items()}
    return [Post(line["member"], line["component"], line["item"] or OPENING, -line["points"] if line["component"] == "deduction" else line["points"],
                 facts.case.period, line["on"], clauses.get(line["item"]) or facts.regime.clause(f"components.{line['component']}.cap"), kind,
                 (OPENING,)) for line in lines]  # fmt: skip
