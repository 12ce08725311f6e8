"""Objection and reconsideration: what a member or villager holds against a posted sheet is looked into, decided, told, and may be
looked into once more (T4 B14 B33 B34 N10, A49 A50 A51 A62). While it is open, a sheet objected to in time is not made final.

It posts nothing: once it is closed as upheld, the case that posted the points takes them back, or the sheet is corrected on its order.
Whoever objects is not named to the member concerned.
"""

from __future__ import annotations

from procflow.forms import CaseRef, Cases, Choice, Code, Form, Person, Points, Resolved, Text, Yes
from procflow.grammar import AUTO, NEW, TIMER, Procedure, State, Step, workdays
from procflow.guards import committee, has_reason, resolved
from procflow.guards import outcomes as end
from procflow.guards import parties as who
from procflow.guards.admitting import (
    another_handler,
    handler_apart,
    handler_of_branch,
    kind_as_dated,
    kind_by_date,
    not_a_party,
    parties_abstained,
)
from procflow.guards.answers import answers_over, in_time_to_reconsider, not_answered_yet, not_reconsidered_before, other_side_content
from procflow.guards.lodging import FILING
from procflow.guards.notices import by_silence, corrected, ended, told_both, told_member, told_objector
from procflow.regimes.schema import OFFICES

COMPONENTS = {"base": "基础分", "bonus": "加分", "deduction": "扣分", "other": "漏记或其他"}
CHANGE = "这一项增加写正数，减少写负数；扣分减少 2 分写 -2。不成立的不填"
SIDES = ("objector", "member")
TOLD = ("feedback_given", "reconsidered")
DECIDING = (resolved, parties_abstained)
FITTING = (end.points_stated, end.change_has_its_place, end.within_what_stands, end.never_raised, end.not_corrected_twice)


def table() -> Procedure:
    return Procedure("objection_review", "异议与复议", "YY", edition="2026-1", singly=True, for_period=True, clause="T4 B14 B33 B34 N10",
        states=(
            #     code               title             desk               within                     when overdue
            State("filed",            "已提出",         committee,         who.time_to_admit),
            State("investigating",    "调查中",         who.investigators, who.time_to_decide),
            State("decided",          "已作结论",       "branch_secretary", workdays(2)),
            State("feedback_given",   "已反馈",         who.both_sides,    who.time_to_answer,        by_silence),
            State("reconsidering",    "复议中",         who.panel,         who.time_to_decide_again),
            State("reconsidered",     "复议结论已反馈", who.both_sides,    who.time_to_answer,        by_silence),
            State("appealed",         "已申诉至上级",   who.superior,      who.time_for_appeal),
            State("closed_upheld",    "异议成立",       final=True),
            State("closed_partly",    "部分成立",       final=True),
            State("closed_dismissed", "异议不成立",     final=True),
            State("not_admitted",     "不予受理",       final=True),
            State("withdrawn",        "已撤回",         final=True),
        ),
        steps=(
            Step("create", "提出异议", NEW, "filed", by=("branch_member", *OFFICES), asks=Objection, fits=FILING, clause="T4 B14 A49"),
            Step("open", "提出复议", NEW, "filed", by=AUTO, asks=Disputed, clause="B33"),
            Step("admit", "受理", "filed", "investigating", by=committee, asks=Admission, when=(not_a_party,),
                 fits=(*DECIDING, kind_as_dated, handler_of_branch, handler_apart), then=(told_member,), clause="T4 A49"),
            Step("refuse_admission", "不予受理", "filed", "not_admitted", by=committee, asks=Answered, when=(not_a_party,),
                 fits=(*DECIDING, has_reason), then=(told_objector,), clause="A49"),
            Step("decide", "作出结论", "investigating", "decided", by=who.judge, asks=Conclusion, when=(not_a_party,),
                 fits=(*DECIDING, *FITTING), clause="B14 A62"),
            Step("give_feedback", "反馈结论", "decided", "feedback_given", by="branch_secretary", asks=Feedback, when=(not_a_party,), then=(told_both,), clause="B14"),
            Step("acknowledge", "表态", TOLD, "", by=SIDES, asks=Answer, when=(not_answered_yet,), clause="B34 A49"),
            Step("accept", "接受结论：成立", TOLD, "closed_upheld", by="objector", when=(end.upheld, other_side_content), then=(ended, corrected), clause="B34 A49"),
            Step("accept", "期满：成立", TOLD, "closed_upheld", by=TIMER, when=(end.upheld, answers_over), then=(ended, corrected), clause="B34 A49"),
            Step("accept_part", "接受结论：部分成立", TOLD, "closed_partly", by="objector",
                 when=(end.partly, other_side_content), then=(ended, corrected), clause="B34 A49"),
            Step("accept_part", "期满：部分成立", TOLD, "closed_partly", by=TIMER, when=(end.partly, answers_over), then=(ended, corrected), clause="B34 A49"),
            Step("accept_dismissal", "接受结论：不成立", TOLD, "closed_dismissed", by="objector", when=(end.dismissed,), then=(ended,), clause="B34 A49"),
            Step("accept_dismissal", "期满：不成立", TOLD, "closed_dismissed", by=TIMER, when=(end.dismissed, answers_over), then=(ended,), clause="B34 A49"),
            Step("request_reconsideration", "申请复议", "feedback_given", "reconsidering", by=SIDES, asks=Request,
                 when=(in_time_to_reconsider, not_reconsidered_before), clause="B33 A49"),
            Step("reconsider_decide", "作出复议结论", "reconsidering", "reconsidered", by=who.panel, asks=SecondConclusion, when=(not_a_party,),
                 fits=(*DECIDING, handler_of_branch, handler_apart, another_handler, *FITTING), then=(told_both,), clause="B33 A49"),
            Step("appeal", "向上级申诉", "reconsidered", "appealed", by=SIDES, asks=Request, clause="N10 A49"),
            Step("superior_uphold", "上级认定成立", "appealed", "closed_upheld", by=who.superior, asks=Judgement,
                 when=(not_a_party,), fits=(resolved, *FITTING), then=(ended, corrected), clause="N10 A61"),
            Step("superior_partly", "上级认定部分成立", "appealed", "closed_partly", by=who.superior, asks=Judgement,
                 when=(not_a_party,), fits=(resolved, *FITTING), then=(ended, corrected), clause="N10 A61"),
            Step("superior_dismiss", "上级认定不成立", "appealed", "closed_dismissed", by=who.superior, asks=Answered,
                 when=(not_a_party,), fits=(resolved, has_reason), then=(ended,), clause="N10 A61"),
            Step("withdraw", "撤回异议", ("filed", "investigating", "feedback_given", "reconsidering"), "withdrawn", by="objector", clause="A49"),
        ),
    )  # fmt: skip


class Objection(Form):
    sheet = CaseRef("对哪一期的公示", among=who.sheets_posted)
    about = Choice(
        "异议类型", {"line": "明细有误", "omission": "漏记", "rating": "评定等次", "confirmation": "预备党员转正", "exemption": "免予纳入"}
    )
    component = Choice("涉及哪一项", COMPONENTS)
    targets = Cases("具体是哪几件", required=False, among=who.bookings, ticked=False, hint="不清楚的可以不选")
    claim = Text("异议内容", hint="写明哪里不对、应当是多少、有什么依据")
    source = Choice("由谁提出", {"member": "党员", "masses": "群众", "anonymous": "匿名"})
    name = Text("提出人", required=False, rows=1, hint="代群众登记的填写；只有办理人和审计查阅人可以查看，被反映的党员看不到")


class Disputed(Form):
    kind = Choice("异议类别", {"verification": "核实中提出"})
    component = Choice("涉及哪一项", COMPONENTS)
    claim = Text("异议内容")


class Admission(Resolved):
    kind = Choice("异议类别", {"publicity": "公示中提出", "verification": "核实中提出", "late": "逾期提出"}, suggested=kind_by_date)
    handler = Person("由谁承办")


class Answered(Resolved):
    reason = Text("理由")


class Conclusion(Form):
    result = Choice("结论", {"upheld": "成立", "partly": "部分成立", "dismissed": "不成立"})
    component = Choice("更正哪一项", COMPONENTS, required=False)
    targets = Cases("更正落在哪几件", required=False, among=who.bookings, ticked=False)
    points = Points("分值变化", required=False, hint=CHANGE)
    evidence = Text("证据清单")
    heard = Choice("本人意见", {"heard": "已听取本人意见", "absent": "已通知本人，本人未到"})
    reason = Text("认定理由")
    resolution = Code("决议编号")


class SecondConclusion(Conclusion):
    handler = Person("由谁承办复议", hint="须是另外的人")


class Judgement(Form):
    component = Choice("更正哪一项", COMPONENTS, required=False)
    targets = Cases("更正落在哪几件", required=False, among=who.bookings, ticked=False)
    points = Points("分值变化", required=False, hint=CHANGE)
    reason = Text("认定理由")
    resolution = Code("决议编号")


class Feedback(Form):
    objector_told = Yes("已答复提出异议的人（匿名的已公开张贴）")
    subject_told = Yes("已告知被反映的党员")
    receipt = Code("备案回执号", required=False)


class Answer(Form):
    answer = Choice("对结论", {"accepted": "接受", "disagrees": "不同意"})


class Request(Form):
    reason = Text("理由")
