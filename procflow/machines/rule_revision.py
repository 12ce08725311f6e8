"""Revision of the rules: drafted, agreed by the committee, filed, told to the meeting, in force from a period on (B26 B27 T15, A11 A36 A59).

The file is a document of the case; what it says is frozen when it is handed in. It never reaches back: it governs the first
period that was not compiled and has no entry under the old rules, the running one at the earliest; what was posted or compiled keeps its rules.
"""

from __future__ import annotations

from procflow.forms import CaseRef, Form, Meeting, Person, Resolved, Several, Text, Words, Yes
from procflow.grammar import AUTO, NEW, TIMER, Facts, File, Notify, Procedure, State, Step, reads, workdays
from procflow.guards import committee, has_files, resolved
from procflow.guards import revising as rules
from procflow.guards.meetings import meeting_called
from procflow.regimes.rated import MEMBERS

PROPOSED = (has_files, rules.rules_valid, rules.version_unused, rules.something_changed, rules.shares_raised, rules.replaces_named)
BEFORE_FILING = ("drafting", "committee_review", "returned", "pending_filing")


def table() -> Procedure:
    return Procedure("rule_revision", "评定细则修订与备案", "XG", edition="2026-1", about="unit", clause="B26 B27 T15",
        states=(
            #     code               title             desk                 within       when overdue
            State("drafting",         "起草",           rules.drafters),
            State("committee_review", "支委会审议",     committee,           workdays(10)),
            State("pending_filing",   "待备案",         rules.filing_office, workdays(10)),
            State("returned",         "退回修改",       rules.drafters,      workdays(10)),
            State("filed",            "已备案",         "member_meeting"),
            State("communicated",     "党员大会已传达", "org_commissioner",  rules.eve,   "take_effect"),
            State("effective",        "生效",           settled=True),
            State("superseded",       "被替代",         final=True),
            State("dropped",          "撤销",           final=True),
        ),
        steps=(
            Step("create", "起草修订", NEW, "drafting", by=rules.drafters, when=(rules.no_other_revision,), clause="B26"),
            Step("submit", "提交审议", ("drafting", "returned"), "committee_review", by=rules.drafters, asks=Proposal, fits=PROPOSED,
                 then=(proposed,), clause="B26 T15"),
            Step("adopt", "审议通过", "committee_review", "pending_filing", by=committee, asks=Adoption,
                 fits=(resolved, rules.placeholders_settled), clause="B26"),
            Step("send_back", "退回修改", "committee_review", "returned", by=committee, asks=Reasoned, fits=(resolved,), clause="B26"),
            Step("file", "准予备案", "pending_filing", "filed", by=rules.filing_office, asks=Filing, fits=(resolved, rules.receipt_given), clause="B26 A36"),
            Step("filing_return", "不予备案，退回", "pending_filing", "returned", by=rules.filing_office, asks=Reasoned,
                 fits=(resolved,), clause="B26"),
            Step("communicate", "向党员大会传达", "filed", "communicated", by="member_meeting", asks=Communication,
                 fits=(meeting_called, rules.meeting_held, rules.attendance_recorded), clause="B27"),
            Step("take_effect", "生效", "communicated", "effective", by=TIMER, when=(rules.placeholders_waived, rules.period_reached),
                 then=(adopted, told), clause="A59"),
            Step("supersede", "被替代", "effective", "superseded", by=AUTO, when=(rules.newer_effective,), clause="A59"),
            Step("drop", "撤销", BEFORE_FILING, "dropped", by=committee, asks=Reasoned, fits=(resolved,), clause="B26"),
        ),
    )  # fmt: skip


class Proposal(Form):
    summary = Text("修订说明", hint="改什么、为什么改；细则文件作为附件")
    replaces = CaseRef("替代哪一次修订", required=False, among=rules.in_force, hint="现行细则是经修订生效的须写明")


class Adoption(Resolved):
    read = Yes("已审阅改动和试算结果")
    waiver = Text("示范项目暂不替换的理由", required=False, hint="项目目录仍为示范的须写明")


class Reasoned(Resolved):
    reason = Text("理由")


class Filing(Resolved):
    receipt = Words("备案回执号", required=False)


class Communication(Form):
    meeting = Meeting("在哪次会议传达")
    present = Several("到会党员", Person)
    read_out = Yes("已向到会党员传达细则全文")


@reads("proposal")
def proposed(facts: Facts) -> File:
    """What the document says, frozen: its canonical bytes are kept under their hash."""
    found = facts.proposal
    return File("proposal", facts.case.no, {"sha256": found.proposed.sha256, "version": found.proposed.version, "file": found.file},
                rules=found.proposed)  # fmt: skip


@reads("proposal")
def adopted(facts: Facts) -> File:
    """In force in this unit from the first day of the first period without entry or statement under the old rules."""
    new = facts.proposal.proposed
    data: dict[str, object] = {"version": new.version, "sha256": new.sha256}
    if new.value("scope.enrollment") == "automatic":
        data["automatic"] = [kind for kind in new.value("scope.kinds") if kind in MEMBERS]
    return File("adoption", new.id, data, since=rules.first_period(facts).first.isoformat(), rules=new)


@reads("proposal")
def told(facts: Facts) -> Notify:
    since = rules.first_period(facts).first.isoformat()
    return Notify("branch_secretary", "修订后的细则自{since}起施行（{no}）", {"since": since, "no": facts.case.no})
