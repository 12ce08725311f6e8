"""Exemption: a retired member applies to be left out of points, the branch reviews, the superior files; out from the day of filing (B2 B28, A41).

The rules say which bodies review, one after the other, and whether it is posted before it is filed. What was entered before stays;
whoever is exempt when the year ends is not rated, and no share is taken of them.
"""

from __future__ import annotations

from procflow.forms import Choice, Code, Day, Form, Listed, Resolved, Text, Yes
from procflow.forms.posting import Posting
from procflow.grammar import AUTO, NEW, TIMER, Facts, Notify, Procedure, State, Step, reads, workdays
from procflow.guards import clear_of_objections, committee, has_files, not_own_case, objection_upheld, resolved, still_in_time
from procflow.guards import exempting as way
from procflow.guards.applications import of_the_branch
from procflow.guards.exemptions import (
    back_in_scope,
    detail_given,
    exempted,
    exemptions_allowed,
    filed_after_agreement,
    no_exemption_before,
    reason_listed,
    receipt_filed,
    resumes_after_filing,
    retired_only,
    time_to_complete,
)
from procflow.guards.offered import with_exemptions

BEFORE_FILING = ("draft", "submitted", "under_review", "returned", "agreed")
MAY_APPLY = (exemptions_allowed, of_the_branch, retired_only, no_exemption_before)
GROUNDED = (reason_listed, detail_given, has_files)
GROUNDS = {"request": "本人申请恢复", "reason_ended": "免予纳入的原因已经消失"}


def table() -> Procedure:
    return Procedure("exemption_application", "免予纳入申请", "MN", edition="2026-1", offered=with_exemptions, together=("pass_on", "agree"), clause="B2 B28",
        states=(
            #     code            title             desk       within            when overdue
            State("draft",        "草拟",           "member"),
            State("submitted",    "已提交",         way.reviewer, workdays(5)),
            State("under_review", "支部审查中",     way.reviewer, workdays(10)),
            State("returned",     "退回补正",       "member",  time_to_complete, "lapse"),
            State("agreed",       "支部同意待备案", way.next_desk, way.time_to_file),
            State("filed_exempt", "已备案免纳入",   settled=True),
            State("rejected",     "不同意",         final=True),
            State("withdrawn",    "已撤回",         final=True),
            State("lapsed",       "逾期失效",       final=True),
            State("ended",        "恢复纳入",       final=True),
        ),
        steps=(
            Step("create", "填写免予纳入申请", NEW, "draft", by="member", when=MAY_APPLY, clause="B2"),
            Step("submit", "提交申请", "draft", "submitted", by="member", asks=Application, when=MAY_APPLY, fits=GROUNDED, clause="B2 A41"),
            Step("take_up", "开始审查", "submitted", "under_review", by=way.reviewer, asks=Resolved, when=(not_own_case,), fits=(resolved,), clause="B2"),
            Step("return", "退回补正", "under_review", "returned", by=way.reviewer, asks=Answer, when=(not_own_case,), fits=(resolved,), clause="B2"),
            Step("resubmit", "补正后再报", "returned", "submitted", by="member", asks=Completed, when=(still_in_time,), fits=GROUNDED, clause="B2"),
            Step("lapse", "逾期失效", "returned", "lapsed", by=TIMER, then=(told_lapsed,), clause="B2"),
            Step("pass_on", "同意，转下一机构审查", "under_review", "under_review", by=way.passer, asks=Agreement, when=(not_own_case,), fits=(resolved,),
                 hands_on=True, clause="B2"),
            Step("agree", "同意，报上级备案", "under_review", "agreed", by=way.reviewer, asks=Agreement,
                 when=(way.last_to_review, not_own_case), fits=(resolved,), clause="B2 B28"),
            Step("publicise", "公示", "agreed", "agreed", by=way.RECORDER, asks=Posting,
                 when=(way.posting_asked, way.not_posted, not_own_case), hands_on=True, clause="B2 N18"),
            Step("reopen", "异议成立，重新审查", "agreed", "under_review", by=AUTO, when=(objection_upheld,), then=(told_reopened,), clause="N18"),
            Step("reject", "不同意，办结", "under_review", "rejected", by=way.reviewer, asks=Answer, when=(not_own_case,), fits=(resolved,),
                 then=(told_refused,), clause="B2"),
            Step("file", "予以备案", "agreed", "filed_exempt", by=way.filer, asks=Filing, when=(not_own_case, way.posted_long_enough, clear_of_objections),
                 fits=(resolved, filed_after_agreement), then=(exempted, told_exempt), clause="B2 A36 A41"),
            Step("filing_return", "退回支部", "agreed", "under_review", by=way.filer, asks=Answer, when=(not_own_case,), fits=(resolved,), clause="B2"),
            Step("end", "恢复纳入", "filed_exempt", "ended", by=committee, asks=Ending, when=(not_own_case,),
                 fits=(resolved, receipt_filed, resumes_after_filing), then=(back_in_scope, told_back), clause="B2 A41"),
            Step("withdraw", "撤回申请", BEFORE_FILING, "withdrawn", by="member", clause="B2"),
        ),
    )  # fmt: skip


class Application(Form):
    reason = Listed("免予纳入的原因", table="exemption.reasons")
    detail = Text("具体情况", required=False, hint="选“其他”的必须写明；证明材料作为附件")


class Completed(Application):
    change = Text("补正了什么")


class Answer(Resolved):
    reason = Text("理由")


class Agreement(Resolved):
    unable = Yes("经审查，申请人确实不能参加正常的组织活动")


class Filing(Resolved):
    receipt = Code("备案回执号")
    filed_on = Day("备案日期", hint="自这一天起免予纳入，此前的积分保留")


class Ending(Resolved):
    ground = Choice("恢复的原因", GROUNDS)
    receipt = Code("备案回执号")
    on = Day("自哪一天起恢复纳入")


def told_lapsed(facts: Facts) -> Notify:
    return Notify(facts.subject, "您的免予纳入申请逾期没有补正，已失效（{no}）", {"no": facts.case.no})


@reads("bodies")
def told_reopened(facts: Facts) -> Notify:
    return Notify(way.reviewer(facts), "对免予纳入公示的异议成立，请重新审查（{no}）", {"no": facts.case.no})


def told_refused(facts: Facts) -> Notify:
    return Notify(facts.subject, "支部没有同意您的免予纳入申请，理由见办理经过（{no}）", {"no": facts.case.no})


def told_exempt(facts: Facts) -> Notify:
    return Notify(facts.subject, "您自{on}起免予纳入积分管理（{no}）", {"no": facts.case.no, "on": facts.form["filed_on"]})


def told_back(facts: Facts) -> Notify:
    return Notify(facts.subject, "您自{on}起恢复纳入积分管理（{no}）", {"no": facts.case.no, "on": facts.form["on"]})
