"""Quarterly closing: claims cut off, statement compiled, cleared, publicised, checked, final, issued (T4 B13 B14 B17 B31 B32 B33 B34).

Begun by the clock for each period of the regime. Where the regime files the quarter with an office (A36), the statement passes
that office and each member before it is final; elsewhere the branch closes it once the publicity is over.
"""

from __future__ import annotations

from datetime import date

from procflow.consequences import issued, posted, seal, statement
from procflow.forms import CaseRef, Choice, Code, Form, Lines, Person, Reason, Resolved, Several, Text, Words, Yes
from procflow.grammar import AUTO, NEW, TIMER, Facts, Finding, Notify, Procedure, State, Step, guard, reads, workdays
from procflow.guards import (
    ORDERS,
    clear_of_objections,
    committee,
    objection_admitted,
    posters,
    posting_bodies,
    posting_persons,
    resolved,
)
from procflow.guards.statement import (
    all_closed,
    as_published,
    changed,
    check_end,
    checked,
    cleared,
    disputes_heard,
    each_has_opinion,
    earlier_final,
    not_confirmed_yet,
    on_the_statement,
    own_line,
    still_to_check,
    sums_agree,
    window_end,
    window_over,
)
from procflow.regimes.rulebook import Rulebook

FORMS = {"noticeboard": "党务公开栏", "document": "书面印发", "meeting": "会议通报", "online": "内部网络"}
LATER = {**ORDERS, "bonus_claim": ("approved",), "deduction_proposal": ("confirmed",)}


def table() -> Procedure:
    return Procedure("quarterly_closing", "季度结账与公示", "JZ", edition="2026-1", about="unit", opens=each_period, clause="T4 B13 B14 B17 B31 B32 B33 B34",
        states=(
            #     code              title             desk                 within        when overdue
            State("open",           "记分中",         posters,             cutoff_day,   "cut_off"),
            State("cutoff",         "申报截止",       posters,             posting_due),
            State("compiled",       "已汇总",         ("branch_secretary", "recorder"), posting_due),
            State("publicised",     "公示中",         closing_desk,        window_end),
            State("objection_hold", "异议处理中",     committee),
            State("office_review",  "党建办初步意见", "party_building_office", workdays(10)),
            State("member_check",   "党员核实",       every_member,        check_end),
            State("finalized",      "已定稿",         "branch_secretary",  workdays(5)),
            State("issued",         "已下发备案",     settled=True),
            State("restating",      "更正中",         ("recorder", "branch_secretary")),
        ),
        steps=(
            Step("open", "开始记分", NEW, "open", by=TIMER, when=(of_the_cycle, not_begun_before), clause="T4 B31"),
            Step("cut_off", "申报截止", "open", "cutoff", by=TIMER, when=(cutoff_over,), clause="B31 A21"),
            Step("compile", "汇总", "cutoff", "compiled", by=posting_persons, asks=Compiling,
                 when=(quarter_over, sums_agree), fits=(pending_listed,), then=(statement,), clause="T4 B17"),
            Step("compile", "汇总", "cutoff", "compiled", by=posting_bodies, asks=Compiling,
                 when=(quarter_over, sums_agree), fits=(resolved, pending_listed), then=(statement,), clause="T4 B17"),
            Step("send_back", "退回重新汇总", "compiled", "cutoff", by="branch_secretary", asks=Reason, clause="N18"),
            Step("clear", "同意公示", "compiled", "compiled", by="branch_secretary", asks=Clearance, when=(as_published,), clause="N18"),
            Step("publicise", "公示", "compiled", "publicised", by=publicist, asks=Posting, when=(cleared, as_published), then=(posted,), clause="T4 B13"),
            Step("publicise", "更正后重新公示", ("publicised", "member_check", "restating"), "", by=publicist, asks=Posting,
                 when=(changed, sums_agree), then=(statement, posted), clause="A35 A51"),
            Step("report", "报党建办", "publicised", "office_review", by="branch_secretary",
                 when=(office_follows, window_over, clear_of_objections, as_published), clause="B32"),
            Step("hold", "暂停，处理异议", "publicised", "objection_hold", by=AUTO, when=(objection_admitted,), clause="B14 A50"),
            Step("resolve", "异议办结", "objection_hold", "publicised", by=AUTO, when=(held_in_publicity, all_closed), then=(remind,), clause="B14 A50"),
            Step("resolve_check", "复议办结", "objection_hold", "member_check", by=AUTO,
                 when=(held_in_check, all_closed, disputes_heard), then=(remind,), clause="B33"),
            Step("office_opinion", "提出初步意见", "office_review", "member_check", by="party_building_office", asks=Opinions,
                 fits=(resolved, each_has_opinion), clause="B33"),
            Step("confirm_line", "核实无误", "member_check", "member_check", by="member", asks=Own,
                 fits=(own_line, on_the_statement, not_confirmed_yet), clause="B33 B34"),
            Step("dispute", "提出复议", "member_check", "objection_hold", by="member", asks=Dispute,
                 when=(still_to_check,), fits=(own_line, on_the_statement), then=(tell_committee,), clause="B33"),
            Step("dispute", "提出复议", "objection_hold", "objection_hold", by="member", asks=Dispute,
                 when=(held_in_check, still_to_check), fits=(own_line, on_the_statement), then=(tell_committee,), clause="B33"),
            Step("finalize_office", "定稿", "member_check", "finalized", by=committee, asks=Resolved,
                 when=(office_follows, checked, window_over, clear_of_objections, as_published, earlier_final), fits=(resolved,), then=(seal,), clause="B34"),
            Step("finalize", "定稿", "publicised", "finalized", by=committee, asks=Resolved,
                 when=(no_office, window_over, clear_of_objections, as_published, earlier_final), fits=(resolved,), then=(seal,), clause="T4"),
            Step("issue", "下发备案", "finalized", "issued", by="branch_secretary", asks=Document, then=(issued,), clause="B34"),
            Step("restate", "启动更正", "issued", "restating", by=committee, asks=Restating, fits=(resolved, later_order), clause="A51"),
            Step("reissue", "更正后下发", "restating", "issued", by="branch_secretary", asks=Document,
                 when=(window_over, clear_of_objections, as_published), then=(issued,), clause="A51"),
        ),
    )  # fmt: skip


class Compiling(Form):
    pending = Several("本季度尚未办结、留待更正的事项", CaseRef, required=False, hint="须与尚未办结的事项一致")
    resolution = Code("决议编号", required=False, hint="由集体办理的须填写；由个人办理的不填")


class Clearance(Form):
    screened = Yes("已作保密审查，没有不宜公开的内容")
    read = Yes("已审阅公示表")


class Posting(Form):
    place = Words("公示地点")
    form = Choice("公示方式", FORMS)
    contact = Words("意见反映方式", required=False)


class OfficeOpinion(Form):
    member = Person("党员")
    opinion = Choice("初步意见", {"agreed": "同意", "differs": "有不同意见"})
    remark = Text("说明", required=False)


class Opinions(Resolved):
    members_asked = Yes("已征求党员意见")
    masses_asked = Yes("已征求群众意见")
    lines = Lines("每名党员的初步意见", OfficeOpinion)


class Own(Form):
    member = Person("核实谁的明细")


class Dispute(Own):
    component = Choice("对哪一项有异议", {"base": "基础分", "bonus": "加分", "deduction": "扣分", "other": "漏记或其他"})
    claim = Text("异议内容")


class Document(Form):
    number = Words("文件编号")
    sent_to = Words("下发范围", required=False)


class Restating(Resolved):
    order = CaseRef("依据的异议、督查或事项案号")
    members = Several("涉及的党员", Person)


@guard("{period}还没有开始，或不是本细则的记分周期", code="TOO_EARLY", reads="period")
def of_the_cycle(facts: Facts) -> Finding:
    return Finding.of(str(facts.period.period) in each_period(facts.regime, facts.today), period=str(facts.period.period))


@guard("{period}已经开始记分", code="DUPLICATE", reads="alike")
def not_begun_before(facts: Facts) -> Finding:
    return Finding.of(all(one.kind != facts.case.period for one in facts.alike), period=facts.case.period)


@guard("申报到{last}为止，今天是{today}", code="TOO_EARLY", reads="period", clause="A21 B31")
def cutoff_over(facts: Facts) -> Finding:
    return Finding.of(facts.today > cutoff_day(facts), last=cutoff_day(facts).isoformat(), today=facts.today.isoformat())


@guard("{period}到{last}才结束", code="TOO_EARLY", reads="period")
def quarter_over(facts: Facts) -> Finding:
    period = facts.period.period
    return Finding.of(facts.today > period.last, period=str(period), last=period.last.isoformat())


@guard("未办结的事项须逐件列出。未列：{missing}；不应列：{strange}", reads="claims", clause="B31")
def pending_listed(facts: Facts) -> Finding:
    live, listed = {one.no for one in facts.claims}, set(facts.form["pending"] or ())
    return Finding.of(live == listed, missing="、".join(sorted(live - listed)), strange="、".join(sorted(listed - live)))


@guard("本细则由支部直接定稿，不报党建办", clause="B32 A36")
def office_follows(facts: Facts) -> bool:
    return facts.regime.addressee("quarter") is not None


@guard("本细则须先报党建办，再由党员核实", clause="B32 A36")
def no_office(facts: Facts) -> bool:
    return facts.regime.addressee("quarter") is None


@guard("不是公示中提出的异议")
def held_in_publicity(facts: Facts) -> bool:
    return facts.last("hold", "dispute").step == "hold"


@guard("不是党员核实中提出的异议")
def held_in_check(facts: Facts) -> bool:
    return facts.last("hold", "dispute").step == "dispute"


@guard("须写明定稿之后的决定：成立的异议、督查认定，或已核定的加分、扣分", reads="order", clause="A51")
def later_order(facts: Facts) -> bool:
    return facts.order is not None and facts.order.state in LATER.get(facts.order.procedure, ())


def each_period(rules: Rulebook, today: date) -> tuple[str, ...]:
    """The periods of today's cycle that have begun."""
    found = [rules.period_of(today)]
    while found[0].previous().year == today.year:
        found.insert(0, found[0].previous())
    return tuple(str(period) for period in found)


def publicist(facts: Facts) -> str:
    """Whoever posts the quarter's sheet under the regime."""
    return facts.regime.publicity("quarter").by


@reads("bodies")
def closing_desk(facts: Facts) -> str:
    """The committee closes it, or the secretary reports it on."""
    return "branch_secretary" if facts.regime.addressee("quarter") else committee(facts)


@reads("people")
def every_member(facts: Facts) -> tuple[str, ...]:
    """Each member in scope has the own line to check."""
    return tuple(f"member@{name}" for name, person in sorted(facts.people.items()) if person.in_scope(facts.today.isoformat()))


@reads("period")
def cutoff_day(facts: Facts) -> date:
    """The last day on which claims for the period may be filed (A21, A39)."""
    return facts.regime.claim_cutoff(facts.period.period)


@reads("period")
def posting_due(facts: Facts) -> date | None:
    """The last day on which the sheet is posted in time (S)."""
    return facts.regime.publicity("quarter").due(facts.period.period)


def remind(facts: Facts) -> Notify:
    """What the objections changed is posted anew by whoever posts the sheet; the statement is not final before."""
    return Notify(publicist(facts), "异议已办结，明细有更正的请重新公示（{no}）", {"no": facts.case.no})


def tell_committee(facts: Facts) -> Notify:
    return Notify("branch_committee", "{member}对季度明细提出复议，请立案（{no}）", {"member": facts.form["member"], "no": facts.case.no})
