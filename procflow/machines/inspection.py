"""Inspection: the superior looks into a branch's books, the branch answers, what is found is announced and corrected by the branch (T5 B39).

The inspectors post nothing: a kept finding is the order on which the branch's own officers correct the case that it names.
"""

from __future__ import annotations

from collections import Counter

from procflow.dates import Span
from procflow.forms import CaseRef, Cases, Choice, Count, Day, Form, Lines, Person, Resolved, Several, Text, Words, Yes
from procflow.grammar import NEW, Facts, File, Notify, Procedure, State, Step
from procflow.guards import inspecting as see
from procflow.guards import resolved
from procflow.guards.findings import kept

KINDS = {"omission": "漏记", "misrecord": "错记", "selective": "选择性记录", "procedure": "程序问题"}


def table() -> Procedure:
    return Procedure("inspection", "督查核验", "DC", edition="2026-1", about="unit", clause="T5 B39",
        states=(
            #     code               title       desk        within
            State("planned",         "计划",     see.inspectors),
            State("in_progress",     "核验中",   see.inspectors),
            State("drafted",         "问题拟定", see.inspectors),
            State("branch_response", "支部说明", see.both,       time_to_reply),
            State("confirmed",       "问题认定", see.next_desk),
            State("rectifying",      "整改中",   see.both,       see.last_day),
            State("notified",        "已通报",   see.inspectors),
            State("closed",          "销号",     final=True),
            State("cancelled",       "取消",     final=True),
        ),
        steps=(
            Step("create", "列入督查计划", NEW, "planned", by=see.inspectors, asks=Plan, when=(see.from_outside,), clause="T5 B39"),
            Step("start", "开始核验", "planned", "in_progress", by=see.inspectors, asks=Sample, when=(see.from_outside,),
                 fits=(resolved, see.none_of_the_branch, see.sample_defined), clause="T5 B39"),
            Step("draft", "拟定问题", "in_progress", "drafted", by=see.inspectors, asks=Draft, when=(see.from_outside,),
                 fits=(resolved, see.kinds_of_rules, see.each_placed, see.cases_listed), clause="T5"),
            Step("no_finding", "没有发现问题，销号", "in_progress", "closed", by=see.inspectors, asks=Clean, when=(see.from_outside,), fits=(resolved,), clause="T5 B39"),
            Step("ask", "请支部说明", "drafted", "branch_response", by=see.inspectors, asks=Resolved, when=(see.from_outside,),
                 fits=(resolved,), then=(tell_asked,), clause="T5"),
            Step("reply", "支部说明", "branch_response", "", by="branch_secretary", asks=Reply, clause="T5"),
            Step("confirm", "认定问题", "branch_response", "confirmed", by=see.inspectors, asks=Confirmation,
                 when=(see.from_outside, see.answered_or_over), fits=(resolved, see.each_decided), clause="T5"),
            Step("notify", "通报", "confirmed", "notified", by=see.announcer, asks=Announcement, when=(see.from_outside, see.something_kept),
                 fits=(resolved,), then=(announced, tell_announced), clause="T5 B39"),
            Step("order", "交支部整改", "notified", "rectifying", by=see.inspectors, asks=Order, when=(see.from_outside,),
                 fits=(resolved, see.each_has_its_day), then=(tell_ordered,), clause="T5 B39"),
            Step("close", "销号", ("confirmed", "rectifying"), "closed", by=see.inspectors, asks=Closing, when=(see.from_outside,),
                 fits=(resolved, see.each_settled), clause="T5 B39"),
            Step("cancel", "取消督查", ("planned", "in_progress"), "cancelled", by=see.inspectors, asks=Cancelling, when=(see.from_outside,),
                 fits=(resolved,), clause="T5"),
        ),
    )  # fmt: skip


class Plan(Form):
    title = Words("督查名称")
    on = Day("计划哪一天核验", required=False)


class Sample(Resolved):
    cases = Cases("抽查哪些事项", required=False, ticked=False)
    members = Several("抽查哪些党员的记录", Person, required=False, ticked=False)


class Found(Form):
    kind = Choice("问题类型", KINDS)
    case = CaseRef("涉及的事项", required=False, hint="要更正的，须写明在哪一件里更正")
    register = Words("登记簿册和位置", required=False)
    member = Person("涉及的党员", required=False)
    remark = Text("问题说明")


class Draft(Resolved):
    findings = Lines("问题清单", Found)
    cases = Cases("抽查之外另外涉及的事项", required=False, ticked=False)


class Clean(Resolved):
    complete = Yes("抽查的内容已全部核验")
    report = Text("核验情况")


class Reply(Form):
    reply = Text("支部的说明")


class Verdict(Form):
    finding = Count("第几个问题")
    verdict = Choice("认定", {"keep": "认定", "drop": "不认定"})
    reason = Text("理由")


class Confirmation(Resolved):
    verdicts = Lines("逐个认定", Verdict)


class Announcement(Resolved):
    number = Words("通报文号")


class Term(Form):
    finding = Count("第几个问题")
    due = Day("整改到哪一天")


class Order(Resolved):
    terms = Lines("整改期限", Term)


class Explained(Form):
    finding = Count("第几个问题")
    reason = Text("不须更正的理由")


class Closing(Resolved):
    reasons = Lines("没有更正记录的，逐个写明理由", Explained, least=0)


class Cancelling(Resolved):
    reason = Text("理由")


def time_to_reply(facts: Facts) -> Span:
    """The days for the branch to answer (S)."""
    return facts.regime.span("inspection.reply")


def announced(facts: Facts) -> File:
    """The notice to the branch (R11): its number, and how many findings of each kind were kept."""
    kinds = Counter(line["kind"] for _, line in kept(facts.case.taken))
    return File(
        "circular", facts.case.no, {"number": facts.form["number"], "period": facts.case.period, "findings": dict(sorted(kinds.items()))}
    )


def tell_asked(facts: Facts) -> Notify:
    return Notify("branch_secretary", "督查发现的问题请支部说明（{no}）", {"no": facts.case.no})


def tell_announced(facts: Facts) -> Notify:
    return Notify("branch_secretary", "督查情况已通报：{number}（{no}）", {"number": facts.form["number"], "no": facts.case.no})


def tell_ordered(facts: Facts) -> Notify:
    return Notify(
        "branch_secretary", "督查认定的问题请在{due}以前更正（{no}）", {"due": see.last_day(facts).isoformat(), "no": facts.case.no}
    )
