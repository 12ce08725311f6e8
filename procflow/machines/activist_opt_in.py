"""Opting in: an activist or development target applies, the branch accepts; scored from then on, never graded (B3 B28 B29, A42).

Where the rules leave it to the branch (根据需要), the committee takes them in and nobody applies or withdraws. Whoever is
admitted as a probationary member begins anew: nothing is carried over.
"""

from __future__ import annotations

from procflow.forms import Choice, Day, Form, Resolved, Text
from procflow.grammar import NEW, Facts, Notify, Procedure, State, Step, workdays
from procflow.guards import committee, not_own_case, readmission_open, resolved
from procflow.guards.activists import (
    activists_allowed,
    admitted_as_said,
    as_needed,
    candidate,
    ends_while_scored,
    frozen,
    letter,
    not_opted_in_before,
    on_application,
    scored,
    settled,
)
from procflow.guards.offered import with_activists
from procflow.guards.thresholds import dropped_as_scored

GROUNDS = {"admitted": "已接收为预备党员", "left": "离开本支部或不再培养", "dropped": "得分低于细则的分数线，不再列为积极分子"}
BEFORE = ("submitted", "under_review", "returned")


def table() -> Procedure:
    return Procedure("activist_opt_in", "积极分子纳入申请", "JJ", edition="2026-1", offered=with_activists, together=("accept",), clause="B3 B28 B29",
        states=(
            #     code            title                 desk       within
            State("submitted",    "已申请",             committee, workdays(5)),
            State("under_review", "支部审查中",         committee, workdays(10)),
            State("returned",     "退回补正",           "member"),
            State("opted_in",     "已纳入(不评等次)",   settled=True),
            State("rejected",     "不同意",             final=True),
            State("withdrawn",    "已撤回",             final=True),
            State("ended",        "终止",               final=True),
        ),
        steps=(
            Step("create", "申请纳入积分管理", NEW, "submitted", by="member", asks=Application,
                 when=(activists_allowed, on_application, candidate, readmission_open, not_opted_in_before), clause="B3 B28 A42"),
            Step("create", "根据需要纳入", NEW, "opted_in", by=committee, asks=Need,
                 when=(activists_allowed, as_needed, candidate, readmission_open, not_opted_in_before, not_own_case), fits=(resolved,),
                 then=(scored, letter, told_needed), clause="B3 A42"),
            Step("take_up", "开始审查", "submitted", "under_review", by=committee, asks=Resolved, when=(candidate, not_own_case), fits=(resolved,), clause="B3"),
            Step("return", "退回补正", "under_review", "returned", by=committee, asks=Answer, when=(not_own_case,), fits=(resolved,), clause="B3"),
            Step("resubmit", "补正后再报", "returned", "submitted", by="member", asks=Completed, clause="B3"),
            Step("accept", "同意纳入", "under_review", "opted_in", by=committee, asks=Resolved, when=(candidate, not_own_case), fits=(resolved,),
                 then=(scored, letter, told_accepted), clause="B3 B28 B29 A42"),
            Step("reject", "不同意，办结", "under_review", "rejected", by=committee, asks=Answer, when=(not_own_case,), fits=(resolved,),
                 then=(told_refused,), clause="B3"),
            Step("end", "终止", "opted_in", "ended", by=committee, asks=Ending, when=(not_own_case,),
                 fits=(resolved, admitted_as_said, dropped_as_scored, ends_while_scored), then=(settled,), clause="B3"),
            Step("withdraw", "撤回申请", BEFORE, "withdrawn", by="member", clause="B3"),
            Step("withdraw", "退出积分管理", "opted_in", "withdrawn", by="member", when=(on_application,), then=(frozen,), clause="B3"),
        ),
    )  # fmt: skip


class Application(Form):
    statement = Text("申请内容", hint="写明自愿参加积分管理；积极分子和发展对象只计积分，不评等次")


class Need(Resolved):
    reason = Text("为什么需要纳入")


class Completed(Application):
    change = Text("补正了什么")


class Answer(Resolved):
    reason = Text("理由")


class Ending(Resolved):
    ground = Choice("终止的原因", GROUNDS)
    on = Day("自哪一天起终止", hint="接收为预备党员的填写接收日期，自当日起另立账户；离开的填写最后一天")


def told_accepted(facts: Facts) -> Notify:
    return Notify(facts.subject, "支部同意您参加积分管理，自今日起计分（{no}）", {"no": facts.case.no})


def told_needed(facts: Facts) -> Notify:
    return Notify(facts.subject, "支部根据需要把您纳入积分管理，自今日起计分（{no}）", {"no": facts.case.no})


def told_refused(facts: Facts) -> Notify:
    return Notify(facts.subject, "支部没有同意您参加积分管理的申请，理由见办理经过（{no}）", {"no": facts.case.no})
