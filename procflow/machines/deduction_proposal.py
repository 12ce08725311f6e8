"""Deduction or veto: a lead is taken up, the member is told and heard, the body that decides passes it (T11 B8 B10 B30, A14 A21 A38).

The regime's path says who checks and who decides: in the township the points group and the members' meeting, in the bureau the
branch committee alone. The proposal fixes a figure; whoever decides may lower it, never raise it.
"""

from __future__ import annotations

from datetime import date

from procflow.consequences import motion, reversals
from procflow.dates import Period
from procflow.forms import CaseRef, Choice, Day, Form, Item, Points, Resolved, Text, Words
from procflow.grammar import AUTO, NEW, Facts, Notify, Post, Procedure, State, Step, workdays
from procflow.guards import (
    carried,
    committee,
    motion_not_passed,
    motion_passed,
    motion_withdrawn,
    not_own_case,
    ordered,
    period_open,
    posters,
    proposals,
    resolved,
)
from procflow.guards.corrections import as_decided, correction_decided, kept_as_decided
from procflow.guards.placeholders import points_set
from procflow.guards.proposals import item, lead, reply_time

SOURCES = {"superior_feedback": "上级反馈", "routine": "平时掌握", "masses": "群众反映"}
KINDS = {"deduction": "扣分", "veto": "一票否决"}
OPENERS = ("recorder", "discipline_commissioner", "branch_secretary", "points_group", "branch_committee")
DECIDERS = ("branch_committee", "member_meeting")  # the meeting for a branch without committee (A58)


def table() -> Procedure:
    return Procedure("deduction_proposal", "扣分与一票否决提议", "KF", edition="2026-1", singly=True, clause="T11 B8 B10 B30", counts_in=deed_period,
        states=(
            #     code                title         desk                     within        when overdue
            State("lead_received",    "线索受理",   proposals.checker,       workdays(5)),
            State("verifying",        "核实中",     proposals.checker,       workdays(5)),
            State("hearing",          "告知与申辩", proposals.reply_desks,   reply_time),
            State("pending_decision", "待决定",     proposals.decision_desk),
            State("confirmed",        "已决定",     posters,                 workdays(3)),
            State("posted",           "已记入",     settled=True),
            State("dismissed",        "不予扣分",   final=True),
            State("referred",         "移送",       final=True),
            State("reversed",         "已冲销",     final=True),
        ),
        steps=(
            Step("create", "受理线索", NEW, "lead_received", by=OPENERS, asks=Lead, when=(not_own_case,),
                 fits=(proposals.source_admitted, proposals.item_of_kind, points_set, proposals.deed_past, proposals.in_scope_then), clause="T11 B30"),
            Step("accept_lead", "转入核实", "lead_received", "verifying", by=proposals.checker, asks=Resolved,
                 when=(not_own_case, proposals.source_admitted, proposals.item_of_kind), fits=(resolved,), clause="T11 B8"),
            Step("reject_lead", "不予受理", "lead_received", "dismissed", by=proposals.checker, asks=Refusal,
                 when=(not_own_case,), fits=(resolved,), then=(answer_reporter,), clause="T11 B8"),
            Step("notify", "告知本人", "verifying", "hearing", by=proposals.checker, asks=Notice,
                 when=(not_own_case,), fits=(resolved, proposals.evidence_listed), then=(tell_member,), clause="A38 N4"),
            Step("reply", "陈述申辩", "hearing", "hearing", by="member", asks=Reply, hands_on=True, clause="A38 N4"),
            Step("drop", "撤销提议", ("verifying", "hearing", "pending_decision"), "dismissed", by=proposals.checker, asks=Refusal,
                 when=(not_own_case, proposals.not_being_voted), fits=(resolved,), then=(tell_dropped,), clause="T11 B8"),
            Step("refer", "移送", ("verifying", "hearing"), "referred", by=committee, asks=Referral,
                 when=(not_own_case,), fits=(resolved,), clause="N11"),
            Step("to_decision", "提交党员大会表决", "hearing", "pending_decision", by=proposals.checker, asks=Proposal,
                 when=(proposals.meeting_decides, not_own_case, proposals.heard_or_silent), fits=(resolved, proposals.amount_in_range), then=(motion,), clause="T11 A14"),
            Step("to_decision", "提交支委会决定", "hearing", "pending_decision", by=proposals.checker, asks=Proposal,
                 when=(proposals.committee_decides, not_own_case, proposals.heard_or_silent), fits=(resolved, proposals.amount_in_range), clause="B8 A38"),
            Step("confirm", "决定扣分", "pending_decision", "confirmed", by=DECIDERS, asks=Decided,
                 when=(proposals.committee_decides, not_own_case), fits=(resolved, proposals.not_raised), clause="B8 A38"),
            Step("confirm", "大会通过", "pending_decision", "confirmed", by=AUTO, when=(proposals.meeting_decides, motion_passed), clause="T11"),
            Step("not_confirm", "决定不予扣分", "pending_decision", "dismissed", by=DECIDERS, asks=Refusal,
                 when=(proposals.committee_decides, not_own_case), fits=(resolved,), then=(tell_dropped,), clause="B8 A38"),
            Step("not_confirm", "大会未通过", "pending_decision", "dismissed", by=AUTO, when=(proposals.meeting_decides, motion_not_passed),
                 then=(tell_dropped,), clause="T11"),
            Step("motion_withdrawn", "议题撤回", "pending_decision", "hearing", by=AUTO, when=(proposals.meeting_decides, motion_withdrawn), clause="T11"),
            Step("post", "计入台账", "confirmed", "posted", by=posters, when=(period_open, carried, not_own_case), then=(taken_off,), clause="T11 A21"),
            Step("reverse", "冲销", "posted", "reversed", by="points_admin", asks=Order,
                 when=(ordered, period_open), fits=(kept_as_decided,), then=(reversals,), clause="A51"),
            Step("reverse", "按异议更正", "posted", "reversed", by=AUTO, when=(correction_decided, period_open), then=(as_decided,), clause="A51"),
        ),
    )  # fmt: skip


class Lead(Form):
    source = Choice("线索来源", SOURCES)
    kind = Choice("提议类别", KINDS)
    item = Item("扣分或一票否决项目", component="")
    happened_on = Day("事情发生在哪一天")
    facts = Text("反映的事实")
    reporter = Text("反映人", required=False, hint="只有办理人和审计查阅人可以查看，本人看不到")


class Refusal(Resolved):
    reason = Text("理由")


class Notice(Resolved):
    facts = Text("认定的事实")
    evidence = Text("证据清单")


class Reply(Form):
    statement = Text("陈述和申辩")


class Referral(Refusal):
    to = Words("移送单位")


class Proposal(Resolved):
    points = Points("提议扣分", required=False, hint="在项目的分值范围内；一票否决不填")
    opinion = Text("处理意见", required=False)


class Decided(Resolved):
    points = Points("决定扣分", required=False, hint="只能低于提议的分值；不变的不填")


class Order(Form):
    order = CaseRef("依据的异议或督查案号")
    keep = Points("保留分值", required=False)


def deed_period(facts: Facts) -> str:
    """The deed's own quarter, closed or not; a veto belongs to the year (A21)."""
    day = date.fromisoformat(lead(facts)["happened_on"])
    return str(Period.of(day, "year") if lead(facts)["kind"] == "veto" else facts.regime.period_of(day))


def answer_reporter(facts: Facts) -> Notify:
    """The reply goes through whoever took the lead in: the reporter stays sealed."""
    return Notify(facts.case.opened_by, "{no} 的线索不予受理，请答复反映人", {"no": facts.case.no})


def tell_member(facts: Facts) -> Notify:
    return Notify(facts.subject, "有一项对您的提议，请在 {days} 天内陈述申辩（{no}）", {"days": reply_time(facts).n, "no": facts.case.no})


def tell_dropped(facts: Facts) -> Notify:
    return Notify(facts.subject, "对您的提议不予认定（{no}）", {"no": facts.case.no})


def taken_off(facts: Facts) -> Post:
    """The figure decided, as a deduction in the deed's quarter; a veto is a flag of the year without points (A13)."""
    stated, listed = lead(facts), item(facts)
    confirmed, proposed = facts.last("confirm").form.get("points"), facts.last("to_decision").form["points"] or 0
    amount = 0 if stated["kind"] == "veto" else proposed if confirmed is None else confirmed
    return Post(facts.subject, stated["kind"], stated["item"], -amount, facts.case.period, stated["happened_on"], listed.clause)
