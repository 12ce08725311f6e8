"""Letter of commitment: duties of the post and targets of the year, reviewed by the head, signed by the secretary, assessed in December (B29 B35).

What was kept of it goes into the appraisal score; the letter itself gives no points.
"""

from __future__ import annotations

from procflow.forms import Form, Points, Reason, Resolved, Text, Words
from procflow.grammar import AUTO, NEW, Facts, Notify, Procedure, State, Step, workdays
from procflow.guards import committee, in_scope, not_own_case, resolved
from procflow.guards.letters import (
    HEAD,
    by_the_right_head,
    december_come,
    for_this_year,
    letters_due,
    letters_kept,
    no_other_letter,
    out_of_scope,
    ratio_within_one,
    reviewing,
    signers,
    signing,
)
from procflow.guards.offered import with_letters

BEGUN = ("draft", "dept_review", "returned", "pending_signoff", "archived")


def table() -> Procedure:
    return Procedure("commitment_letter", "个人承诺书", "CN", edition="2026-1", offered=with_letters, together=("dept_ok", "sign"), clause="B29 B35",
        states=(
            #     code               title             desk      within
            State("draft",           "填写",           "member", letters_due),
            State("dept_review",     "部门负责人审核", reviewing, workdays(5)),
            State("returned",        "退回修改",       "member", workdays(5)),
            State("pending_signoff", "待书记审签",     signing,  workdays(5)),
            State("archived",        "已归档",         settled=True),
            State("assessed",        "践诺已评定",     final=True),
            State("voided",          "作废",           final=True),
        ),
        steps=(
            Step("create", "填写承诺书", NEW, "draft", by="member", when=(letters_kept, for_this_year, in_scope, no_other_letter), clause="B29"),
            Step("open", "开始填写承诺书", NEW, "draft", by=AUTO, then=(told_to_write,), clause="B3 B29"),
            Step("submit", "提交审核", ("draft", "returned"), "dept_review", by="member", asks=Letter, when=(in_scope,), clause="B29"),
            Step("dept_ok", "审核同意", "dept_review", "pending_signoff", by=HEAD, asks=Remarks, when=(not_own_case, by_the_right_head), clause="B29"),
            Step("dept_return", "退回修改", "dept_review", "returned", by=HEAD, asks=Reason, when=(not_own_case, by_the_right_head), clause="B29"),
            Step("sign", "审签归档", "pending_signoff", "archived", by=signers, asks=Signing, when=(not_own_case,), clause="B29"),
            Step("sign_return", "退回修改", "pending_signoff", "returned", by=signers, asks=Reason, when=(not_own_case,), clause="B29"),
            Step("assess", "评定践诺情况", "archived", "assessed", by=committee, asks=Assessment,
                 when=(december_come, not_own_case), fits=(resolved, ratio_within_one), then=(told_assessed,), clause="B35 A31"),
            Step("void", "作废", BEGUN, "voided", by="branch_secretary", asks=Reason, when=(out_of_scope, not_own_case), clause="B29"),
        ),
    )  # fmt: skip


class Letter(Form):
    duties = Text("岗位职责承诺", hint="结合本职岗位写明履行哪些职责")
    targets = Text("年度目标", hint="写明全年要完成的具体目标，年底据此评定践诺情况")


class Remarks(Form):
    opinion = Text("审核意见", required=False)


class Signing(Form):
    opinion = Text("审签意见", required=False)
    filed_under = Words("党建工作档案编号", required=False)


class Assessment(Resolved):
    ratio = Points("践诺完成率", hint="0 到 1，最多两位小数：全部完成写 1，完成九成写 0.9")
    evidence = Text("完成情况和依据")


def told_to_write(facts: Facts) -> Notify:
    return Notify(facts.subject, "您已纳入积分管理，请填写本年度个人承诺书（{no}）", {"no": facts.case.no})


def told_assessed(facts: Facts) -> Notify:
    return Notify(facts.subject, "支委会已评定您的践诺情况（{no}）", {"no": facts.case.no})
