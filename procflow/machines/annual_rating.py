"""Annual rating: the year added up, ties decided, grades confirmed, approved, publicised, final (T12 T13 T14 T15 T16 T17 T18 B15 B16 B20 B36 B37).

Begun by the clock once the year is over. The superior approves or returns; figures that it may set are entries of their own (A20). They, an
objection upheld while the result is publicised, or a decision that comes later, lead back: the year is added up anew under the next version number.
"""

from __future__ import annotations

from procflow.awarding import chosen, confirmed, drawn, left_open, placed, run_off, shown, totalled
from procflow.dates import Span
from procflow.forms import CaseRef, Choice, Code, Day, Form, Lines, Person, Resolved, Text, Words, Yes
from procflow.forms.figures import Figure
from procflow.forms.grades import Grade
from procflow.forms.lots import Lot
from procflow.forms.posting import Posting
from procflow.grammar import AUTO, NEW, TIMER, Facts, Procedure, State, Step, workdays
from procflow.guards import amending as figures
from procflow.guards import carried, choosing, clear_of_objections, committee, grades, motion_passed, objection_admitted, ratings, resolved
from procflow.guards import finality as late
from procflow.guards import statement as sheet
from procflow.guards.corrections import corrections_posted
from procflow.guards.followups import opened
from procflow.guards.lots import by_lot, by_vote, drawn_since_the_total, each_drew_once, no_lot_of_ones_own, witnessed
from procflow.guards.raters import approvers, publicist, superior, tie_desks, total_due, totallers, totalling_bodies, totalling_persons
from procflow.guards.undetermined import among_the_choices

INPUTS = (ratings.quarters_issued, ratings.appraisal_filed, ratings.nothing_pending, corrections_posted, sheet.sums_agree,
          ratings.rules_answer)  # fmt: skip
DECIDED = (resolved, grades.all_rated, grades.each_decided_once, grades.undetermined_decided, among_the_choices, grades.within_discretion, grades.within_places,
           grades.own_grade_left_to_others)  # fmt: skip
SETTING = (resolved, grades.all_rated, figures.each_set_once, figures.another_figure, figures.comes_out_as_set,
           grades.own_grade_left_to_others)  # fmt: skip
CHOSEN = (resolved, choosing.grade_due, choosing.eligible_listed, choosing.as_many_as_places, grades.own_grade_left_to_others)
DRAWN = (resolved, each_drew_once, witnessed, drawn_since_the_total, no_lot_of_ones_own)


def table() -> Procedure:
    return Procedure("annual_rating", "年度汇总与评定", "PD", edition="2026-1", singly=True, about="unit", opens=ratings.last_year,
        clause="T12 T13 T14 T15 T16 T17 T18 B15 B16 B20 B36 B37",
        states=(
            #     code              title          desk                within         when overdue
            State("awaiting_inputs", "待数据",     totallers,          total_due),
            State("totalled",       "已汇总",      choosing.choosers,   total_due),
            State("tie_vote",       "并列表决",    tie_desks),
            State("tie_lot",        "并列抽签",    committee,          workdays(5)),
            State("proposed",       "拟定等次",    committee,          total_due),
            State("confirmed",      "支部确认",    "branch_secretary", total_due),
            State("submitted",      "已上报",      approvers,          workdays(10)),
            State("returned",       "退回",        totallers,          workdays(5)),
            State("approved",       "已审定",      publicist,          workdays(5)),
            State("publicised",     "公示中",      "branch_secretary", sheet.window_end),
            State("objection_hold", "异议处理中",  committee),
            State("final",          "终定",        within=kept_open,   overdue="archive", settled=True),
            State("archived",       "已归档",      settled=True),
        ),
        steps=(
            Step("open", "开始年度评定", NEW, "awaiting_inputs", by=TIMER,
                 when=(ratings.year_over, ratings.not_rated_before, ratings.quarters_closed), clause="T12 B15"),
            Step("total", "汇总全年积分", ("awaiting_inputs", "returned"), "totalled", by=totalling_persons, asks=Totalling,
                 when=INPUTS, then=(totalled,), clause="T12 B36"),
            Step("total", "汇总全年积分", ("awaiting_inputs", "returned"), "totalled", by=totalling_bodies, asks=Totalling,
                 when=INPUTS, fits=(resolved,), then=(totalled,), clause="T12 B36"),
            Step("choose", "选定人选", "totalled", "totalled", by=committee, asks=Choosing,
                 when=(choosing.committee_chooses,), fits=CHOSEN, then=(chosen,), clause="B18 A30"),
            Step("need_tie_vote", "并列交大会表决", "totalled", "tie_vote", by=AUTO, when=(ratings.tied, by_vote), then=(run_off,), clause="A12 N20"),
            Step("run_again", "再次表决", "tie_vote", "tie_vote", by=committee, asks=Resolved,
                 when=(ratings.run_off_failed,), fits=(resolved,), then=(run_off,), clause="A12"),
            Step("tie_done", "并列已表决", "tie_vote", "totalled", by=AUTO, when=(motion_passed,), then=(placed,), clause="A12"),
            Step("tie_unresolved", "并列记为未决", "tie_vote", "totalled", by=committee, asks=Reasoned,
                 when=(ratings.run_off_failed,), fits=(resolved,), then=(left_open,), clause="A12"),
            Step("need_lot", "并列交抽签", "totalled", "tie_lot", by=AUTO, when=(ratings.tied, by_lot), clause="A12"),
            Step("draw_lots", "登记抽签结果", "tie_lot", "totalled", by=committee, asks=Lot, fits=DRAWN, then=(drawn,), clause="A12"),
            Step("propose", "拟定等次", "totalled", "proposed", by=AUTO, when=(ratings.no_tie_left,), clause="T15 T16 B18"),
            Step("confirm", "确认等次", "proposed", "confirmed", by=committee, asks=Confirming, fits=DECIDED, then=(confirmed,), clause="T16 B18 A28"),
            Step("submit", "上报", "confirmed", "submitted", by="branch_secretary", asks=Report, clause="T13 B36"),
            Step("return", "退回", "submitted", "returned", by=approvers, asks=Reasoned, fits=(resolved,), clause="A20"),
            Step("set_points", "改定得分", "submitted", "returned", by=approvers, asks=Setting,
                 when=(figures.may_set,), fits=SETTING, then=(figures.set_entries, figures.told_members), clause="T13 A20"),
            Step("approve", "审定", "submitted", "approved", by=approvers, asks=Approval,
                 when=(late.as_totalled,), fits=(resolved,), clause="T13 B36 A20"),
            Step("publicise", "公示", "approved", "publicised", by=publicist, asks=Posting, when=(carried,), then=(shown,), clause="T13 A63"),
            Step("hold", "暂停，处理异议", "publicised", "objection_hold", by=AUTO, when=(objection_admitted,), clause="A50"),
            Step("resolve", "异议办结", "objection_hold", "publicised", by=AUTO, when=(sheet.all_closed, late.nothing_upheld), clause="A50"),
            Step("recompute", "异议成立，重新汇总", "objection_hold", "awaiting_inputs", by=AUTO, when=(sheet.all_closed, late.upheld), clause="A50 A51"),
            Step("finalize", "终定", "publicised", "final", by="branch_secretary", asks=Finality,
                 when=(sheet.window_over, clear_of_objections), fits=(late.reported,), then=(opened,), clause="T14 T17 T18 B37"),
            Step("restate", "启动更正", ("final", "archived"), "awaiting_inputs", by=superior, asks=Restating,
                 fits=(resolved, late.later_decision), clause="A51"),
            Step("archive", "归档", "final", "archived", by=TIMER, when=(late.nothing_appealed,), clause="B16"),
        ),
    )  # fmt: skip


class Totalling(Form):
    resolution = Code("决议编号", required=False, hint="由集体办理的须填写；由个人办理的不填")


class Pick(Form):
    member = Person("党员")
    chosen = Choice("是否选定", {"yes": "选定", "no": "不选"})


class Choosing(Resolved):
    grade = Grade("为哪个等次选定")
    decisions = Lines("符合条件的党员", Pick, each=choosing.eligible)
    reason = Text("选定的理由")


class Reasoned(Resolved):
    reason = Text("理由")


class Decision(Form):
    member = Person("党员")
    grade = Grade("等次")
    reason = Text("理由")


class Confirming(Resolved):
    decisions = Lines("逐人决定的等次（其余按拟定等次确认）", Decision, least=0)


class Report(Form):
    summary = Words("汇总说明", required=False)


class Setting(Resolved):
    decisions = Lines("改定的明细", Figure)


class Approval(Resolved):
    receipt = Words("审定文号或备案回执号")


class Finality(Form):
    reported_on = Day("通报日期", required=False, hint="细则要求通报的须填写")
    reported = Yes("已通报年度评定结果", required=False)


class Restating(Resolved):
    order = CaseRef("依据的异议、申诉或一票否决案号")


def kept_open(facts: Facts) -> Span:
    """How long the result may still be appealed before it is put away (B16)."""
    return facts.regime.span("annual.archive_after")
