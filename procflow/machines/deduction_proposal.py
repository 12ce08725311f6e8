"""Deduction or veto: a lead is taken up, the member is told and heard, the body that decides passes it (T11 B8 B10 B30, A14 A21 A38).

The regime's path says who checks and who decides: in the township the points group and the members' meeting, in the bureau the
branch committee alone. The proposal fixes a figure; whoever decides may lower it, never raise it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from procflow.consequences import motion, reversals
from procflow.dates import Period, Span
from procflow.forms import CaseRef, Choice, Day, Form, Item, Points, Resolved, Text, Words
from procflow.grammar import AUTO, NEW, Facts, Finding, Notify, Post, Procedure, State, Step, guard, reads, workdays
from procflow.guards import (
    carried,
    committee,
    latest_motion,
    motion_not_passed,
    motion_passed,
    motion_withdrawn,
    not_own_case,
    ordered,
    period_open,
    posters,
    resolved,
)
from procflow.regimes.parts import Item as Listed
from procflow.wording import points as figure

SOURCES = {"superior_feedback": "上级反馈", "routine": "平时掌握", "masses": "群众反映"}
KINDS = {"deduction": "扣分", "veto": "一票否决"}
OPENERS = ("recorder", "discipline_commissioner", "branch_secretary", "points_group", "branch_committee")
DECIDERS = ("branch_committee", "member_meeting")  # the meeting for a branch without committee (A58)


def table() -> Procedure:
    return Procedure("deduction_proposal", "扣分与一票否决提议", "KF", edition="2026-1", clause="T11 B8 B10 B30", counts_in=deed_period,
        states=(
            #     code                title         desk               within      when overdue
            State("lead_received",    "线索受理",   checker,           workdays(5)),
            State("verifying",        "核实中",     checker,           workdays(5)),
            State("hearing",          "告知与申辩", reply_desks,       reply_time),
            State("pending_decision", "待决定",     decision_desk),
            State("confirmed",        "已决定",     posters,           workdays(3)),
            State("posted",           "已记入",     settled=True),
            State("dismissed",        "不予扣分",   final=True),
            State("referred",         "移送",       final=True),
            State("reversed",         "已冲销",     final=True),
        ),
        steps=(
            Step("create", "受理线索", NEW, "lead_received", by=OPENERS, asks=Lead, when=(not_own_case,),
                 fits=(source_admitted, item_of_kind, deed_past, in_scope_then), clause="T11 B30"),
            Step("accept_lead", "转入核实", "lead_received", "verifying", by=checker, asks=Resolved,
                 when=(not_own_case, source_admitted, item_of_kind), fits=(resolved,), clause="T11 B8"),
            Step("reject_lead", "不予受理", "lead_received", "dismissed", by=checker, asks=Refusal,
                 when=(not_own_case,), fits=(resolved,), then=(answer_reporter,), clause="T11 B8"),
            Step("notify", "告知本人", "verifying", "hearing", by=checker, asks=Notice,
                 when=(not_own_case,), fits=(resolved, evidence_listed), then=(tell_member,), clause="A38 N4"),
            Step("reply", "陈述申辩", "hearing", "hearing", by="member", asks=Reply, clause="A38 N4"),
            Step("drop", "撤销提议", ("verifying", "hearing", "pending_decision"), "dismissed", by=checker, asks=Refusal,
                 when=(not_own_case, not_being_voted), fits=(resolved,), then=(tell_dropped,), clause="T11 B8"),
            Step("refer", "移送", ("verifying", "hearing"), "referred", by=committee, asks=Referral,
                 when=(not_own_case,), fits=(resolved,), clause="N11"),
            Step("to_decision", "提交党员大会表决", "hearing", "pending_decision", by=checker, asks=Proposal,
                 when=(meeting_decides, not_own_case, heard_or_silent), fits=(resolved, amount_in_range), then=(motion,), clause="T11 A14"),
            Step("to_decision", "提交支委会决定", "hearing", "pending_decision", by=checker, asks=Proposal,
                 when=(committee_decides, not_own_case, heard_or_silent), fits=(resolved, amount_in_range), clause="B8 A38"),
            Step("confirm", "决定扣分", "pending_decision", "confirmed", by=DECIDERS, asks=Decided,
                 when=(committee_decides, not_own_case), fits=(resolved, not_raised), clause="B8 A38"),
            Step("confirm", "大会通过", "pending_decision", "confirmed", by=AUTO, when=(meeting_decides, motion_passed), clause="T11"),
            Step("not_confirm", "决定不予扣分", "pending_decision", "dismissed", by=DECIDERS, asks=Refusal,
                 when=(committee_decides, not_own_case), fits=(resolved,), then=(tell_dropped,), clause="B8 A38"),
            Step("not_confirm", "大会未通过", "pending_decision", "dismissed", by=AUTO, when=(meeting_decides, motion_not_passed),
                 then=(tell_dropped,), clause="T11"),
            Step("motion_withdrawn", "议题撤回", "pending_decision", "hearing", by=AUTO, when=(meeting_decides, motion_withdrawn), clause="T11"),
            Step("post", "计入台账", "confirmed", "posted", by=posters, when=(period_open, carried, not_own_case), then=(taken_off,), clause="T11 A21"),
            Step("reverse", "冲销", "posted", "reversed", by="points_admin", asks=Order, when=(ordered,), then=(reversals,), clause="A51"),
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


@guard("本细则不受理这一来源的线索", clause="T11 B10")
def source_admitted(facts: Facts) -> Finding:
    source = lead(facts)["source"]
    return Finding.of(source in facts.regime.value("deductions.sources"), source=source)


@guard("“{item}”不是本细则中这一类的项目", clause="T7 T11 B8")
def item_of_kind(facts: Facts) -> Finding:
    stated = lead(facts)
    known = {item.code for item in facts.regime.items(stated["kind"])}
    return Finding.of(stated["item"] in known, item=stated["item"], kind=stated["kind"])


@guard("{happened_on}还没有到")
def deed_past(facts: Facts) -> Finding:
    return Finding.of(lead(facts)["happened_on"] <= facts.today.isoformat(), happened_on=lead(facts)["happened_on"])


@guard("{member}在{day}不在积分管理范围内", code="NOT_IN_SCOPE", reads="member", clause="G-SCOPE")
def in_scope_then(facts: Facts) -> Finding:
    return Finding.of(facts.member.in_scope(lead(facts)["happened_on"]), member=facts.subject, day=lead(facts)["happened_on"])


@guard("这一项至少要 {least} 件证据，现有 {given} 件", code="MISSING_EVIDENCE", clause="N4")
def evidence_listed(facts: Facts) -> Finding:
    given = {*facts.files, *(sha256 for taken in facts.case.taken for sha256 in taken.files)}
    least = item(facts).evidence
    return Finding.of(len(given) >= least, least=least, given=len(given))


@guard("本人还没有答复，答复期到{due}为止", code="TOO_EARLY", clause="A38 N4")
def heard_or_silent(facts: Facts) -> Finding:
    """A statement since the last notice, or the days for it over; they run to 24:00 of the last."""
    told = [taken.step for taken in facts.taken("notify", "reply")]
    due = facts.calendar.add(date.fromisoformat(facts.last("notify").on), reply_time(facts))
    return Finding.of(told[-1] == "reply" or facts.today > due, due=due.isoformat())


@guard("扣分应在 {low} 至 {high} 分之间，提议的是 {asked} 分；一票否决不填分值", clause="A14")
def amount_in_range(facts: Facts) -> Finding:
    given, listed = facts.form["points"], item(facts)
    ok = not given if lead(facts)["kind"] == "veto" else listed.low <= (given or 0) <= listed.high
    return Finding.of(ok, low=figure(listed.low), high=figure(listed.high), asked=figure(given or 0))


@guard("决定的分值应在 {low} 至 {proposed} 分之间，填写的是 {asked} 分", clause="A14")
def not_raised(facts: Facts) -> Finding:
    given, proposed = facts.form["points"], facts.last("to_decision").form["points"] or 0
    ok = given is None or (lead(facts)["kind"] == "deduction" and item(facts).low <= given <= proposed)
    return Finding.of(ok, low=figure(item(facts).low), proposed=figure(proposed), asked=figure(given or 0))


@guard("议题正在表决，不能撤销", reads="links")
def not_being_voted(facts: Facts) -> bool:
    return latest_motion(facts) != "voting"


@guard("本细则由支委会决定")
def meeting_decides(facts: Facts) -> bool:
    return facts.regime.decider(lead(facts)["kind"]) == "member_meeting"


@guard("本细则由党员大会决定")
def committee_decides(facts: Facts) -> bool:
    return facts.regime.decider(lead(facts)["kind"]) != "member_meeting"


@reads("bodies")
def checker(facts: Facts) -> str:
    """The body that checks and proposes: the first of the regime's path."""
    body = facts.regime.proposer(lead(facts)["kind"])
    return committee(facts) if body == "branch_committee" else body


@reads("bodies")
def reply_desks(facts: Facts) -> tuple[str, ...]:
    """The member may reply; the checking body goes on afterwards."""
    return ("member", checker(facts))


@reads("bodies")
def decision_desk(facts: Facts) -> str:
    """Whoever puts it on the agenda: the secretary for the meeting, or the committee itself."""
    return "branch_secretary" if facts.regime.decider(lead(facts)["kind"]) == "member_meeting" else committee(facts)


def reply_time(facts: Facts) -> Span:
    """The days that the member has to reply (S)."""
    return facts.regime.span("deductions.reply")


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


def item(facts: Facts) -> Listed:
    return facts.regime.item(lead(facts)["item"])


def lead(facts: Facts) -> Mapping[str, Any]:
    """The lead as it was received, or as it is being entered."""
    return next((taken.form for taken in facts.taken("create")), facts.form)
