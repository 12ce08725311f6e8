"""Quarterly closing: claims cut off, statement compiled, cleared, publicised, checked, final, issued (T4 B13 B14 B17 B31 B32 B33 B34).

Begun by the clock for each period of the regime. Where the regime files the quarter with an office (A36), the statement passes
that office and each member before it is final, after the publicity or before it (A35); elsewhere the branch closes it once the
publicity is over. Revised rules take it over while nothing was posted or compiled under the old ones (A59).
"""

from __future__ import annotations

from procflow.consequences import issued, period_grades, posted, renewed, seal, statement
from procflow.forms import CaseRef, Choice, Code, Form, Lines, Person, Reason, Resolved, Several, Text, Words, Yes
from procflow.forms.ballots import Slips, Voice
from procflow.forms.posting import Posting
from procflow.grammar import AUTO, NEW, TIMER, Facts, Notify, Procedure, Start, State, Step, workdays
from procflow.guards import clear_of_objections, committee, objection_admitted, posters, posting_bodies, posting_persons, resolved, slips
from procflow.guards import closings as own
from procflow.guards import statement as sheet
from procflow.guards.corrections import corrections_posted
from procflow.guards.renewing import nothing_under_the_old, other_rules_govern, period_of_theirs


def table() -> Procedure:
    return Procedure("quarterly_closing", "季度结账与公示", "JZ", edition="2026-1", about="unit", opens=own.each_period, clause="T4 B13 B14 B17 B31 B32 B33 B34",
        states=(
            #     code              title             desk                 within            when overdue
            State("open",           "记分中",         posters,             own.cutoff_day,   "cut_off"),
            State("cutoff",         "申报截止",       posters,             own.posting_due),
            State("compiled",       "已汇总",         ("branch_secretary", "recorder"), own.posting_due),
            State("publicised",     "公示中",         own.closing_desk,    sheet.window_end),
            State("objection_hold", "异议处理中",     committee),
            State("office_review",  "党建办初步意见", "party_building_office", workdays(10)),
            State("member_check",   "党员核实",       own.checking,        sheet.check_end),
            State("finalized",      "已定稿",         "branch_secretary",  workdays(5)),
            State("issued",         "已下发备案",     settled=True),
            State("restating",      "更正中",         ("recorder", "branch_secretary")),
        ),
        steps=(
            Step("open", "开始记分", NEW, "open", by=TIMER, when=(own.of_the_cycle, own.not_begun_before), clause="T4 B31"),
            Step("adopt_rules", "改按新细则", ("open", "cutoff"), "", by=AUTO, when=(other_rules_govern, period_of_theirs, nothing_under_the_old),
                 then=(renewed,), clause="A59", hands_on=True),
            Step("cut_off", "申报截止", "open", "cutoff", by=TIMER, when=(own.cutoff_over,), clause="B31 A21"),
            Step("compile", "汇总", "cutoff", "compiled", by=posting_persons, asks=Compiling,
                 when=(own.quarter_over, sheet.sums_agree), fits=(own.pending_listed,), then=(statement,), clause="T4 B17"),
            Step("compile", "汇总", "cutoff", "compiled", by=posting_bodies, asks=Compiling,
                 when=(own.quarter_over, sheet.sums_agree), fits=(resolved, own.pending_listed), then=(statement,), clause="T4 B17"),
            Step("send_back", "退回重新汇总", "compiled", "cutoff", by="branch_secretary", asks=Reason, clause="N18"),
            Step("clear", "同意公示", "compiled", "compiled", by="branch_secretary", asks=Clearance, when=(sheet.as_published,), clause="N18"),
            Step("publicise", "公示", "compiled", "publicised", by=own.publicist, asks=Posting,
                 when=(own.publicity_first, sheet.cleared, sheet.as_published), then=(posted,), clause="T4 B13"),
            Step("publicise", "更正后重新公示", ("publicised", "member_check", "restating"), "", by=own.publicist, asks=Posting,
                 when=(own.posted_before, sheet.changed, sheet.sums_agree), then=(statement, posted), clause="A35 A51"),
            Step("publicise", "核实后公示", "member_check", "publicised", by=own.publicist, asks=Posting,
                 when=(own.office_first, sheet.checked, corrections_posted, sheet.sums_agree), then=(statement, posted), clause="B13 A35"),
            Step("report", "报党建办", "publicised", "office_review", by="branch_secretary",
                 when=(own.publicity_first, own.office_follows, sheet.window_over, clear_of_objections, sheet.as_published), clause="B32"),
            Step("report", "报党建办", "compiled", "office_review", by="branch_secretary",
                 when=(own.office_first, own.office_follows, sheet.cleared, sheet.as_published), clause="B32 A35"),
            Step("hold", "暂停，处理异议", "publicised", "objection_hold", by=AUTO, when=(objection_admitted,), clause="B14 A50"),
            Step("resolve", "异议办结", "objection_hold", "publicised", by=AUTO, when=(own.held_in_publicity, sheet.all_closed), then=(remind,), clause="B14 A50"),
            Step("resolve_check", "复议办结", "objection_hold", "member_check", by=AUTO,
                 when=(own.held_in_check, sheet.all_closed), then=(remind,), clause="B33"),
            Step("issue_slips", "印发二维码票", "office_review", "office_review", by="points_admin", asks=Slips,
                 when=(slips.none_issued,), fits=(slips.some_slips,), clause="B33"),
            Step("cast", "党内外群众意见", "office_review", "office_review", by="slip", asks=Voice,
                 when=(slips.slip_unused, slips.slips_left), fits=(slips.voice_complete,), clause="B33"),
            Step("office_opinion", "提出初步意见", "office_review", "member_check", by="party_building_office", asks=Opinions,
                 fits=(resolved, sheet.each_has_opinion), clause="B33"),
            Step("confirm_line", "核实无误", "member_check", "member_check", by="member", asks=Own,
                 fits=(sheet.own_line, sheet.on_the_statement, sheet.not_confirmed_yet), clause="B33 B34"),
            Step("dispute", "提出复议", "member_check", "objection_hold", by="member", asks=Dispute,
                 when=(sheet.still_to_check,), fits=(sheet.own_line, sheet.on_the_statement), then=(review,), clause="B33"),
            Step("dispute", "提出复议", "objection_hold", "objection_hold", by="member", asks=Dispute,
                 when=(own.held_in_check, sheet.still_to_check), fits=(sheet.own_line, sheet.on_the_statement), then=(review,), clause="B33"),
            Step("finalize_office", "定稿", "member_check", "finalized", by=committee, asks=Resolved,
                 when=(own.publicity_first, own.office_follows, sheet.checked, *sheet.READY), fits=(resolved,), then=(seal, period_grades), clause="B34"),
            Step("finalize", "定稿", "publicised", "finalized", by=committee, asks=Resolved,
                 when=(own.publicity_is_last, *sheet.READY), fits=(resolved,), then=(seal, period_grades), clause="T4"),
            Step("issue", "下发备案", "finalized", "issued", by="branch_secretary", asks=Document, then=(issued,), clause="B34"),
            Step("restate", "启动更正", "issued", "restating", by=committee, asks=Restating, fits=(resolved, own.later_order), clause="A51"),
            Step("reissue", "更正后下发", "restating", "issued", by="branch_secretary", asks=Document,
                 when=(sheet.window_over, clear_of_objections, corrections_posted, sheet.as_published), then=(issued,), clause="A51"),
        ),
    )  # fmt: skip


class Compiling(Form):
    pending = Several("本季度尚未办结、留待更正的事项", CaseRef, required=False, hint="须与尚未办结的事项一致", among=own.pending)
    resolution = Code("决议编号", required=False, hint="由集体办理的须填写；由个人办理的不填")


class Clearance(Form):
    screened = Yes("已作保密审查，没有不宜公开的内容")
    read = Yes("已审阅公示表")


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


def remind(facts: Facts) -> Notify:
    return Notify(own.publicist(facts), "异议已办结，明细有更正的请重新公示（{no}）", {"no": facts.case.no})


def review(facts: Facts) -> Start:
    """What the member disputes goes to the committee as an objection of its own."""
    said = {"kind": "verification", "component": facts.form["component"], "claim": facts.form["claim"]}
    return Start("objection_review", facts.form["member"], facts.case.period, said)
