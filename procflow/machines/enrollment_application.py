"""Enrolment: a member applies in writing for the year's roll, the branch reviews, the meeting votes (T1 T2, A15 A58 A66).

The review decides on whole batches (branch_review); what it decides about this application, this application follows by itself.
"""

from __future__ import annotations

from procflow.consequences import motion_of
from procflow.forms import Choice, Day, Form, Resolved, Text
from procflow.grammar import AUTO, NEW, TIMER, Facts, File, Notify, Procedure, Start, State, Step, reads
from procflow.guards import (
    committee,
    has_files,
    motion_never_voted,
    motion_not_passed,
    motion_passed,
    motion_withdrawn,
    not_own_case,
    resolved,
    still_in_time,
)
from procflow.guards.applications import (
    MAY_APPLY,
    agreed,
    batch_reviewing,
    committee_decides,
    dated_by_now,
    meeting_decides,
    refused,
    sent_back,
)
from procflow.guards.offered import by_application
from procflow.guards.scope import filing_due, in_scope_from, time_to_complete, while_enrolled, year_of

GROUNDS = {"transfer_out": "转出组织关系", "death": "去世", "removal": "除名或劝退", "probation_cancelled": "取消预备党员资格"}
BEFORE_VOTE = ("draft", "submitted", "under_review", "returned", "pending_vote")


def table() -> Procedure:
    return Procedure("enrollment_application", "入册申请", "RC", edition="2026-1", offered=by_application, clause="T1 T2",
        states=(
            #     code               title         desk       within            when overdue
            State("draft",           "草拟",       "member",  filing_due),
            State("submitted",       "已提交",     committee),
            State("under_review",    "支部审核中", committee),
            State("returned",        "退回补正",   "member",  time_to_complete, "lapse"),
            State("pending_vote",    "待大会表决", "branch_secretary"),
            State("enrolled",        "已入册",     settled=True),
            State("review_rejected", "审核不同意", final=True),
            State("vote_rejected",   "表决未通过", final=True),
            State("withdrawn",       "已撤回",     final=True),
            State("lapsed",          "逾期失效",   final=True),
            State("ended",           "退出名册",   final=True),
        ),
        steps=(
            Step("create", "填写入册申请", NEW, "draft", by="member", when=MAY_APPLY, clause="T1"),
            Step("submit", "提交申请", "draft", "submitted", by="member", asks=Application, when=MAY_APPLY, fits=(has_files, dated_by_now), clause="T1 A66"),
            Step("take_up", "列入审核", "submitted", "under_review", by=AUTO, when=(batch_reviewing,), clause="T1"),
            Step("return", "退回补正", "under_review", "returned", by=AUTO, when=(sent_back,), then=(tell_returned,), clause="T1"),
            Step("resubmit", "补正后再报", "returned", "submitted", by="member", asks=Completed, when=(still_in_time,), fits=(dated_by_now,), clause="T1"),
            Step("lapse", "逾期失效", "returned", "lapsed", by=TIMER, then=(tell_lapsed,), clause="T1"),
            Step("approve_review", "审核同意，提交大会表决", "under_review", "pending_vote", by=AUTO, when=(agreed, meeting_decides), then=(motion,), clause="T1"),
            Step("approve_review", "审核同意，入册", "under_review", "enrolled", by=AUTO, when=(agreed, committee_decides), then=(scope,), clause="T1 A66"),
            Step("reject_review", "审核不同意", "under_review", "review_rejected", by=AUTO, when=(refused,), then=(tell_refused,), clause="T1"),
            Step("vote_pass", "大会通过，入册", "pending_vote", "enrolled", by=AUTO, when=(motion_passed,), then=(scope,), clause="T1 T2 A66"),
            Step("vote_fail", "大会未通过", "pending_vote", "vote_rejected", by=AUTO, when=(motion_not_passed,), then=(tell_voted_down,), clause="T1 A15"),
            Step("motion_withdrawn", "议题撤回", "pending_vote", "under_review", by=AUTO, when=(motion_withdrawn,), clause="T1"),
            Step("withdraw", "撤回申请", BEFORE_VOTE, "withdrawn", by="member", when=(motion_never_voted,), clause="T1"),
            Step("end", "退出名册", "enrolled", "ended", by=committee, asks=Ending, when=(not_own_case,), fits=(resolved, has_files, while_enrolled),
                 then=(scope_ended,), clause="T1 T2"),
        ),
    )  # fmt: skip


class Application(Form):
    form_date = Day("申请书日期")
    statement = Text("申请内容", hint="写明申请参加本年度积分管理；书面申请作为附件")


class Completed(Application):
    change = Text("补正了什么")


class Ending(Resolved):
    on = Day("哪一天退出", hint="这一天及以前的积分保留，此后不再计分")
    ground = Choice("退出原因", GROUNDS)


@reads("bodies")
def motion(facts: Facts) -> Start:
    """The committee that agreed puts the motion."""
    return motion_of(facts, committee(facts))


@reads("member")
def scope(facts: Facts) -> File:
    """In scope to the end of the year: the roll is yearly (A66)."""
    return File("scope", facts.subject, {"resolution": ""}, since=in_scope_from(facts).isoformat(), until=year_of(facts).last.isoformat())


@reads("member")
def scope_ended(facts: Facts) -> File:
    """The account is frozen after that day; what was entered stays."""
    return File("scope", facts.subject, {"resolution": facts.form["resolution"]}, since=facts.member.scope_from, until=facts.form["on"])


def tell_returned(facts: Facts) -> Notify:
    return Notify(facts.subject, "您的入册申请被退回，请按审核意见补正后再报（{no}）", {"no": facts.case.no})


def tell_lapsed(facts: Facts) -> Notify:
    return Notify(facts.subject, "您的入册申请逾期没有补正，已失效（{no}）", {"no": facts.case.no})


def tell_refused(facts: Facts) -> Notify:
    return Notify(facts.subject, "支部审核不同意您的入册申请，您可以提出异议（{no}）", {"no": facts.case.no})


def tell_voted_down(facts: Facts) -> Notify:
    return Notify(facts.subject, "大会没有通过您的入册申请，下一年度可以再申请（{no}）", {"no": facts.case.no})
