"""Two procedures of the domain (§3.4, §3.15) as bare tables, and one with every odd shape, to be drawn."""

from procflow.grammar import AUTO, NEW, TIMER, Procedure, State, Step, guard, workdays


@guard("申报时限已过", code="OUT_OF_WINDOW", clause="B31")
def window_open(facts):
    return True


@guard("到会 {present} 人，还差 {missing} 人", code="QUORUM_NOT_MET")
def quorum_met(facts):
    return True


def claimed_points(facts):
    """The verified points go to the member's account."""


def reviewer(facts):
    """The group leader, or a substitute where the claim is the leader's own."""


def bonus_claim() -> Procedure:
    before_vote = ("draft", "submitted", "group_review", "verifying", "returned", "pending_vote")
    return Procedure(
        "bonus_claim", "加分申报", "JF", "t",
        states=(
            State("draft", "草拟", "member"),
            State("submitted", "已申报", "system"),
            State("group_review", "党小组审核", reviewer, workdays(5)),
            State("verifying", "核实中", "verifier", workdays(5)),
            State("returned", "退回补正", "member", workdays(5), "lapse"),
            State("pending_vote", "待大会表决", "member_meeting"),
            State("approved", "已核定", "points_admin"),
            State("posted", "已记分", settled=True),
            State("rejected", "不予加分", final=True),
            State("withdrawn", "已撤回", final=True),
            State("lapsed", "逾期失效", final=True),
            State("reversed", "已冲销", final=True),
        ),
        steps=(
            Step("create", "新建", NEW, "draft", by="member"),
            Step("submit", "申报", "draft", "submitted", by="member", when=(window_open,), clause="T9 B31"),
            Step("to_group", "转党小组", "submitted", "group_review", by=AUTO),
            Step("group_pass", "小组通过", "group_review", "verifying", by=reviewer),
            Step("to_verify", "直接核实", "submitted", "verifying", by=AUTO),
            Step("return", "退回补正", ("group_review", "verifying"), "returned", by=("group_leader", "verifier")),
            Step("resubmit", "补正后再报", "returned", "submitted", by="member"),
            Step("lapse", "逾期未补", "returned", "lapsed", by=TIMER),
            Step("verify_ok", "核实同意", "verifying", "approved", by="branch_committee"),
            Step("verify_to_vote", "提请表决", "verifying", "pending_vote", by="points_group"),
            Step("reject", "不予加分", ("group_review", "verifying"), "rejected", by="verifier"),
            Step("vote_pass", "表决通过", "pending_vote", "approved", by=AUTO, fits=(quorum_met,)),
            Step("vote_fail", "表决未过", "pending_vote", "rejected", by=AUTO),
            Step("motion_withdrawn", "议题撤回", "pending_vote", "verifying", by=AUTO),
            Step("post", "记分", "approved", "posted", by="points_admin", then=(claimed_points,), clause="T10 B31"),
            Step("reverse", "冲销", "posted", "reversed", by=AUTO),
            Step("withdraw", "撤回", before_vote, "withdrawn", by="member"),
        ),
    )  # fmt: skip


def quarterly_closing() -> Procedure:
    return Procedure(
        "quarterly_closing", "季度结账与公示", "JZ", "t", about="period",
        states=(
            State("open", "记分中", "recorder"),
            State("cutoff", "申报截止", "points_admin"),
            State("compiled", "已汇总", "branch_secretary"),
            State("publicised", "公示中", "branch_secretary"),
            State("objection_hold", "异议处理中", "branch_committee"),
            State("office_review", "党建办初步意见", "party_building_office", workdays(10)),
            State("member_check", "党员核实", "member", workdays(3)),
            State("finalized", "已定稿", "branch_secretary"),
            State("issued", "已下发备案", settled=True),
            State("restating", "更正中", "branch_secretary"),
        ),
        steps=(
            Step("create", "开始记分", NEW, "open", by=TIMER),
            Step("cut_off", "截止申报", "open", "cutoff", by=TIMER),
            Step("compile", "汇总", "cutoff", "compiled", by="points_admin"),
            Step("send_back", "退回重编", "compiled", "cutoff", by="branch_secretary"),
            Step("clear", "保密审查", "compiled", "compiled", by="branch_secretary"),
            Step("publicise", "张榜公示", "compiled", "publicised", by="recorder"),
            Step("report", "报党建办", "publicised", "office_review", by="branch_secretary"),
            Step("hold", "受理异议", "publicised", "objection_hold", by=AUTO),
            Step("resolve", "异议办结，继续公示", "objection_hold", "publicised", by=AUTO),
            Step("resolve_check", "异议办结，继续核实", "objection_hold", "member_check", by=AUTO),
            Step("office_opinion", "提出初步意见", "office_review", "member_check", by="party_building_office"),
            Step("confirm_line", "本人确认", "member_check", "member_check", by="member"),
            Step("dispute", "提出复议", ("member_check", "objection_hold"), "objection_hold", by="member"),
            Step("finalize_office", "定稿", "member_check", "finalized", by="branch_committee"),
            Step("finalize", "定稿", "publicised", "finalized", by="branch_committee"),
            Step("issue", "下发", "finalized", "issued", by="branch_secretary"),
            Step("restate", "更正", "issued", "restating", by="branch_committee"),
            Step("reissue", "重新下发", "restating", "issued", by="branch_secretary"),
        ),
    )  # fmt: skip


def unqualified_handling() -> Procedure:
    return Procedure(
        "unqualified_handling", "不合格党员处置", "CZ", "t",
        states=(
            State("opened", "拟启动", "branch_committee"),
            State("pre_filed", "已事前备案", "branch_committee"),
            State("investigating", "调查核实", "branch_committee"),
            State("opinion_formed", "形成处置意见", "grassroots_committee"),
            State("pre_reviewed", "上级预审通过", "branch_secretary"),
            State("pending_vote", "待支部大会表决", "member_meeting"),
            State("pending_approval", "待上级审批", "grassroots_committee"),
            State("returned", "退回", "branch_committee"),
            State("rectifying", "限期改正中", "helper"),
            State("term_review", "期满评议", "branch_committee"),
            State("withdrawal_advised", "已劝其退党", "member"),
            State("lifted", "改正合格解除", final=True),
            State("withdrew", "已退党", final=True),
            State("removed", "已除名", final=True),
            State("no_disposition", "不予处置", final=True),
            State("referred", "移送纪检", final=True),
        ),
        steps=(
            Step("open", "启动", NEW, "opened", by=AUTO),
            Step("pre_file", "事前备案", "opened", "pre_filed", by="branch_committee"),
            Step("start_inquiry", "开始调查", "pre_filed", "investigating", by="branch_committee"),
            Step("form_opinion", "形成意见", ("investigating", "returned", "term_review"), "opinion_formed", by="branch_committee"),
            Step("advise_remove", "拒不退党，提议除名", "withdrawal_advised", "opinion_formed", by="branch_committee"),
            Step("pre_review_ok", "预审通过", "opinion_formed", "pre_reviewed", by="grassroots_committee"),
            Step("pre_review_return", "预审退回", "opinion_formed", "returned", by="grassroots_committee"),
            Step("to_meeting_direct", "直接提交大会", "opinion_formed", "pending_vote", by="branch_secretary"),
            Step("to_meeting", "提交大会", "pre_reviewed", "pending_vote", by="branch_secretary"),
            Step("vote_pass", "表决通过", "pending_vote", "pending_approval", by=AUTO),
            Step("vote_fail", "表决未过", "pending_vote", "returned", by=AUTO),
            Step("motion_withdrawn", "议题撤回", "pending_vote", "returned", by=AUTO),
            Step("approve_rectify", "批准限期改正", "pending_approval", "rectifying", by="grassroots_committee"),
            Step("approve_advise", "批准劝退", "pending_approval", "withdrawal_advised", by="grassroots_committee"),
            Step("approve_remove", "批准除名", "pending_approval", "removed", by="grassroots_committee"),
            Step("return", "退回", "pending_approval", "returned", by="grassroots_committee"),
            Step("term_end", "期满", "rectifying", "term_review", by=TIMER),
            Step("lift", "改正合格", "term_review", "lifted", by="grassroots_committee"),
            Step("withdraw_party", "本人退党", "withdrawal_advised", "withdrew", by="member"),
            Step("drop", "不予处置", ("opened", "investigating", "opinion_formed", "returned"), "no_disposition", by="branch_committee"),
            Step("refer", "移送", ("investigating", "opinion_formed", "returned"), "referred", by="branch_committee"),
        ),
    )  # fmt: skip


ALL = (bonus_claim, quarterly_closing, unqualified_handling)
