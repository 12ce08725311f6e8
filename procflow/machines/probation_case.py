"""Probation: at the end of the term, after a bad rating or a breach of discipline the committee forms its opinion, the meeting votes by secret
ballot, the superior approves: confirmed, extended once, or cancelled (B23 N1 N6 N8 N19, A43 A67). Points are evidence and decide nothing.
"""

from __future__ import annotations

from procflow.consequences import membership_motion
from procflow.forms import Choice, Code, Count, Form, Resolved, Text
from procflow.forms.membership import Answer, Appeal, Approval, ToMeeting
from procflow.forms.posting import Posting
from procflow.grammar import AUTO, NEW, TIMER, Facts, Procedure, Start, State, Step, reads
from procflow.guards import (
    committee,
    grounds,
    motion_not_passed,
    motion_passed,
    motion_withdrawn,
    not_own_case,
    objection_upheld,
    resolved,
    terms,
    thresholds,
    told,
)
from procflow.guards import interim as rated
from procflow.guards import opinions as said
from procflow.guards import probation as guards
from procflow.guards.standings import cancelled, frozen, lengthened, regular

TRIGGERS = {"term_ending": "预备期届满", "rating": "年度评定", "discipline": "违反纪律"}
MEASURES = {"regularize": "按期转为正式党员", "extend": "延长预备期", "cancel": "取消预备党员资格"}
GROUNDS = {"rating_corrected": "等次已更正", "member_left": "本人已离开本支部", "other": "其他"}
FORMING = ("opened", "committee_opinion", "awaiting_term", "superior_returned", "extended", "reassessment")
CLOSING = ("opened", "committee_opinion", "awaiting_term", "publicised", "superior_returned", "extended", "reassessment")
BEGUN = (not_own_case, guards.is_probationary, guards.no_live_case)
OPINION = (resolved, guards.trigger_in_rules, guards.discipline_while_waiting, rated.rated_so, guards.measure_of_trigger, guards.extension_in_bounds,
           guards.may_extend, rated.interim_known, rated.extension_passed, thresholds.score_final, thresholds.as_threshold)  # fmt: skip
MEETING = (said.meeting_to_come, terms.meeting_after_term)
APPROVER = guards.approver


def table() -> Procedure:
    return Procedure("probation_case", "预备期处理", "YB", edition="2026-1", singly=True, clause="B23 N1 N8",
        states=(
            #     code                 title               desk                within            when overdue
            State("opened",            "立案",             committee),
            State("committee_opinion", "支委会审查意见",   guards.next_desk),
            State("awaiting_term",     "待预备期满",       "branch_secretary", terms.eve_of_end, "term_reached"),
            State("publicised",        "公示中",           "branch_secretary", terms.last_shown),
            State("pending_vote",      "待支部大会表决",   "branch_secretary"),
            State("pending_approval",  "待上级审批",       APPROVER,           terms.answer_due),
            State("superior_returned", "上级退回",         committee),
            State("extended",          "延长期内",         committee,          terms.eve_of_end, "extension_due"),
            State("reassessment",      "延长期满考核",     committee),
            State("regularized",       "转为正式党员",     final=True),
            State("cancelled",         "取消预备党员资格", final=True),
            State("closed",            "撤案",             final=True),
        ),
        steps=(
            Step("create", "立案", NEW, "opened", by=("branch_secretary", "branch_committee"), asks=Opening, when=BEGUN,
                 fits=(guards.trigger_in_rules, rated.rated_so), then=(told.begun,), clause="B23 N8"),
            Step("open", "评定终定，立案", NEW, "opened", by=AUTO, asks=Rated, then=(told.begun,), clause="B23 A67"),
            Step("form_opinion", "形成审查意见", FORMING, "committee_opinion", by=committee, asks=Opinion,
                 when=(not_own_case, guards.is_probationary, terms.term_recorded), fits=OPINION, hands_on=True, clause="B23 N8 A43"),
            Step("hold", "等待预备期满", "committee_opinion", "awaiting_term", by=AUTO, when=(terms.term_running,), clause="A43 N19"),
            Step("term_reached", "预备期满", "awaiting_term", "committee_opinion", by=TIMER, when=(terms.term_reached,), then=(told.term_over,), clause="N1"),
            Step("publicise", "公示", "committee_opinion", "publicised", by=guards.publisher, asks=Posting,
                 when=(not_own_case, said.to_regularize, terms.term_reached), clause="N18"),
            Step("to_meeting_direct", "提交支部大会表决", ("committee_opinion", "awaiting_term"), "pending_vote", by="branch_secretary", asks=ToMeeting,
                 when=(not_own_case, said.not_regular), fits=MEETING, then=(motion,), clause="N5 N8 A43"),
            Step("to_meeting", "公示期满，提交支部大会表决", "publicised", "pending_vote", by="branch_secretary", asks=AfterPublicity,
                 when=(not_own_case, terms.publicity_over, terms.nothing_objected), fits=MEETING, then=(motion,), clause="N1 N6 N19"),
            Step("reopen", "异议成立，重新研究", "publicised", "committee_opinion", by=AUTO, when=(objection_upheld,), then=(told.objected,), clause="N18"),
            Step("vote_pass", "大会通过，报上级审批", "pending_vote", "pending_approval", by=AUTO, when=(motion_passed,), clause="N1 N5"),
            Step("vote_fail", "大会未通过，重新研究", "pending_vote", "committee_opinion", by=AUTO, when=(motion_not_passed,), clause="N3"),
            Step("motion_withdrawn", "议题撤回", "pending_vote", "committee_opinion", by=AUTO, when=(motion_withdrawn,), clause="N5"),
            Step("approve_regular", "批准转正", "pending_approval", "regularized", by=APPROVER, asks=Approval,
                 when=(not_own_case, said.to_regularize), fits=(resolved,), then=(regular, told.regular), clause="N1 N8"),
            Step("approve_extend", "批准延长", "pending_approval", "extended", by=APPROVER, asks=Approval,
                 when=(not_own_case, said.to_extend), fits=(resolved,), then=(lengthened, told.lengthened), clause="N1 N8"),
            Step("approve_cancel", "批准取消", "pending_approval", "cancelled", by=APPROVER, asks=Approval,
                 when=(not_own_case, said.to_cancel), fits=(resolved,), then=(cancelled, frozen, told.cancelled), clause="N1 N8"),
            Step("return", "退回", "pending_approval", "superior_returned", by=APPROVER, asks=Answer, when=(not_own_case,), fits=(resolved,), clause="N8"),
            Step("extension_due", "延长期满", "extended", "reassessment", by=TIMER, when=(terms.term_reached,), then=(told.interim,), clause="B23 A43"),
            Step("appeal", "本人申诉", ("pending_approval", "extended"), "", by="member", asks=Appeal, then=(told.appealed,), clause="N4 N10"),
            Step("close", "撤案", CLOSING, "closed", by=committee, asks=Closing, when=(not_own_case,),
                 fits=(resolved, grounds.rating_corrected, grounds.member_gone), clause="N8 A51 A56"),
        ),
    )  # fmt: skip


class Opening(Form):
    trigger = Choice("立案事由", TRIGGERS)
    ground = Text("有关情况")


class Rated(Form):
    trigger = Choice("立案事由", {"rating": "年度评定"})
    grade = Code("年度等次", required=False)


class Opinion(Resolved):
    trigger = Choice("事由", TRIGGERS, suggested=guards.begun_for)
    measure = Choice("拟采取的措施", MEASURES)
    months = Count("延长几个月", required=False, hint="只在延长时填写")
    group_opinion = Text("党小组意见")
    members_opinion = Text("党员意见")
    masses_opinion = Text("群众意见")
    talk = Text("谈话记录", hint="写明谈话日期、谈话人和本人态度")
    reason = Text("理由", hint="表决未通过后再提出的，写明为什么")


class Closing(Answer):
    ground = Choice("撤案的原因", GROUNDS)


class AfterPublicity(ToMeeting):
    feedback = Text("公示期间收到的反映和处理情况")


@reads("bodies")
def motion(facts: Facts) -> Start:
    """The committee whose opinion it is puts the motion; only confirmation is not against the member."""
    return membership_motion(facts, committee(facts), adverse=said.measure(facts) != "regularize")
