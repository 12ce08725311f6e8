"""Disposal of an unqualified member: filed beforehand, looked into, the member heard, voted on by secret ballot, approved (T18 B24 N2 N11-N13, A60).

A rating is evidence and never a ground. Whoever is to mend has a term; who does not, is advised to withdraw; who refuses, is removed.
"""

from __future__ import annotations

from procflow.consequences import membership_motion
from procflow.forms.disposal import Dropped, Inquiry, Lifting, Opening, Opinion, PreFiling, Rated, Rectifying, Referral, Refusal, Statement
from procflow.forms.membership import Answer, Appeal, Approval, ToMeeting
from procflow.grammar import AUTO, NEW, TIMER, Facts, Procedure, Start, State, Step, reads
from procflow.guards import (
    committee,
    disposal,
    has_files,
    motion_not_passed,
    motion_passed,
    motion_withdrawn,
    not_own_case,
    opinions,
    resolved,
    told,
)
from procflow.guards.grounds import rating_corrected
from procflow.guards.probation import no_live_case
from procflow.guards.standings import frozen, left, removed

WEIGHING = ("pending_approval", "rectifying", "withdrawal_advised")
APPROVER = disposal.approver
FORMAL = (not_own_case, disposal.is_formal)


def table() -> Procedure:
    return Procedure("unqualified_handling", "不合格党员处置", "CZ", edition="2026-1", singly=True, clause="T18 B24 N12",
        states=(
            #     code                  title             desk                   within         when overdue
            State("opened",             "拟启动",         committee),
            State("pre_filed",          "已事前备案",     committee),
            State("investigating",      "调查核实",       committee),
            State("opinion_formed",     "形成处置意见",   disposal.opinion_desk),
            State("pre_reviewed",       "上级预审通过",   "branch_secretary"),
            State("pending_vote",       "待支部大会表决", "branch_secretary"),
            State("pending_approval",   "待上级审批",     APPROVER),
            State("returned",           "退回",           committee),
            State("rectifying",         "限期改正中",     disposal.helpers,      disposal.term, "term_end"),
            State("term_review",        "期满评议",       disposal.review_desks),
            State("withdrawal_advised", "已劝其退党",     disposal.both),
            State("lifted",             "改正合格解除",   final=True),
            State("withdrew",           "已退党",         final=True),
            State("removed",            "已除名",         final=True),
            State("no_disposition",     "不予处置",       final=True),
            State("referred",           "移送纪检",       final=True),
        ),
        steps=(
            Step("create", "拟启动处置", NEW, "opened", by=("branch_secretary", "branch_committee"), asks=Opening,
                 when=(*FORMAL, no_live_case), then=(told.considered,), clause="B24 N12"),
            Step("open", "评定终定，拟启动", NEW, "opened", by=AUTO, asks=Rated, then=(told.considered,), clause="T18 B24 A60"),
            Step("pre_file", "事前备案", "opened", "pre_filed", by=committee, asks=PreFiling, when=FORMAL,
                 fits=(resolved, disposal.ground_stated, disposal.filed_beforehand), clause="N12 A60"),
            Step("start_inquiry", "开始调查", "pre_filed", "investigating", by=committee, asks=Inquiry, when=FORMAL,
                 fits=(resolved, disposal.enough_investigators, disposal.subject_no_investigator), clause="N12 N13"),
            Step("form_opinion", "形成处置意见", ("investigating", "returned", "term_review"), "opinion_formed", by=committee, asks=Opinion,
                 when=FORMAL, fits=(resolved, disposal.talked_by_formal_members, disposal.measure_after_term, disposal.term_in_bounds), clause="N4 N12 N13"),
            Step("advise_remove", "本人拒绝，提出除名", "withdrawal_advised", "opinion_formed", by=committee, asks=Refusal,
                 when=FORMAL, fits=(resolved,), clause="N2"),
            Step("pre_review_ok", "预审同意", "opinion_formed", "pre_reviewed", by=APPROVER, asks=Answer,
                 when=(not_own_case, disposal.pre_reviewed_first), fits=(resolved,), clause="N13"),
            Step("pre_review_return", "预审退回", "opinion_formed", "returned", by=APPROVER, asks=Answer,
                 when=(not_own_case, disposal.pre_reviewed_first), fits=(resolved,), clause="N13"),
            Step("to_meeting_direct", "提交支部大会表决", "opinion_formed", "pending_vote", by="branch_secretary", asks=ToMeeting,
                 when=(not_own_case, disposal.no_pre_review), fits=(opinions.meeting_to_come,), then=(motion,), clause="N4 N5"),
            Step("to_meeting", "预审通过，提交支部大会表决", "pre_reviewed", "pending_vote", by="branch_secretary", asks=ToMeeting,
                 when=(not_own_case,), fits=(opinions.meeting_to_come,), then=(motion,), clause="N4 N5"),
            Step("vote_pass", "大会通过，报上级审批", "pending_vote", "pending_approval", by=AUTO, when=(motion_passed,), clause="N5 N12"),
            Step("vote_fail", "大会未通过", "pending_vote", "returned", by=AUTO, when=(motion_not_passed,), clause="N5"),
            Step("motion_withdrawn", "议题撤回", "pending_vote", "returned", by=AUTO, when=(motion_withdrawn,), clause="N5"),
            Step("approve_rectify", "批准限期改正", "pending_approval", "rectifying", by=APPROVER, asks=Rectifying, when=(not_own_case, opinions.to_rectify),
                 fits=(resolved, disposal.term_in_bounds, disposal.helper_fits), then=(told.to_rectify,), clause="N11 N12"),
            Step("approve_advise", "批准劝其退党", "pending_approval", "withdrawal_advised", by=APPROVER, asks=Approval,
                 when=(not_own_case, opinions.to_advise), fits=(resolved,), then=(told.advised,), clause="N2 N12"),
            Step("approve_remove", "批准除名", "pending_approval", "removed", by=APPROVER, asks=Approval,
                 when=(not_own_case, opinions.to_remove), fits=(resolved,), then=(removed, frozen, told.removed), clause="N2 N12"),
            Step("return", "退回", "pending_approval", "returned", by=APPROVER, asks=Answer, when=(not_own_case,), fits=(resolved,), clause="N12"),
            Step("term_end", "改正期满", "rectifying", "term_review", by=TIMER, then=(told.term_ended,), clause="N12"),
            Step("lift", "改正合格，解除", "term_review", "lifted", by=APPROVER, asks=Lifting, when=(not_own_case,),
                 fits=(resolved, disposal.discussed_after_term), then=(told.lifted,), clause="N12"),
            Step("withdraw_party", "书面声明退党", "withdrawal_advised", "withdrew", by="member", asks=Statement, fits=(has_files,),
                 then=(left, frozen, told.withdrew), clause="N2"),
            Step("drop", "不予处置", ("opened", "investigating", "opinion_formed", "returned"), "no_disposition", by=committee, asks=Dropped,
                 when=(not_own_case,), fits=(resolved, rating_corrected), then=(told.dropped, educated), clause="B24 A60"),
            Step("refer", "移送纪检", ("investigating", "opinion_formed", "returned"), "referred", by=committee, asks=Referral,
                 when=(not_own_case,), fits=(resolved,), clause="N12"),
            Step("appeal", "本人申诉", WEIGHING, "", by="member", asks=Appeal, then=(told.appealed,), clause="N4 N10"),
        ),
    )  # fmt: skip


@reads("bodies")
def motion(facts: Facts) -> Start:
    """The committee whose opinion it is puts the motion; it is always one against the member."""
    return membership_motion(facts, committee(facts), adverse=True)


def educated(facts: Facts) -> list[Start]:
    """Where a talk and a term suffice, these begin."""
    begins = facts.form["why"] == "education"
    return [Start("education_rectification", facts.subject, facts.case.period, {"grade": ""})] if begins else []
