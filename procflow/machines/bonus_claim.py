"""Bonus claim: a member asks for points, a group checks the facts, the body that decides passes them (T9 T10 B7 B10 B31).

The regime's path says who reviews, verifies and decides: in the township the points group and the members' meeting,
in the bureau the party group and the branch committee; elsewhere any number of bodies, each after the other.
"""

from __future__ import annotations

from datetime import date

from procflow.consequences import motion, renewed, reversals
from procflow.forms import CaseRef, Code, Day, Form, Item, Opinion, Points, Reason, Text
from procflow.grammar import AUTO, NEW, TIMER, Facts, Post, Procedure, State, Step, workdays
from procflow.guards import (
    carried,
    enrolled,
    motion_never_voted,
    motion_not_passed,
    motion_passed,
    motion_withdrawn,
    not_own_case,
    ordered,
    paths,
    period_open,
    posters,
    resolved,
    still_in_time,
)
from procflow.guards.claims import (
    deed_in_scope,
    deed_in_time,
    has_evidence,
    in_catalogue,
    in_range,
    not_above_claim,
    not_claimed_before,
)
from procflow.guards.corrections import as_decided, correction_decided, kept_as_decided
from procflow.guards.groups import group_desk, of_own_group
from procflow.guards.holidays import counted_on
from procflow.guards.paths import FILED, committee_decides, group_reviews, last_in_turn, meeting_decides, nobody_reviews_first, verifier
from procflow.guards.placeholders import points_set
from procflow.guards.renewing import other_rules_govern
from procflow.regimes.worth import claimed

LEADER = ("group_leader", "substitute")
BEFORE_VOTE = ("draft", "submitted", "group_review", "verifying", "returned", "pending_vote")


def table() -> Procedure:
    return Procedure("bonus_claim", "加分申报", "JL", edition="2026-1", clause="T9 T10 B7 B10 B31", counts_in=quarter,
        together=("group_pass", "verify_ok", "verify_to_vote", "pass_on"),
        states=(
            #     code            title         desk            within         when overdue
            State("draft",        "草拟",       "member"),
            State("submitted",    "已申报",     verifier,       workdays(5)),
            State("group_review", "党小组审核", group_desk,    workdays(5)),
            State("verifying",    "核实中",     verifier,       workdays(5)),
            State("returned",     "退回补正",   "member",       workdays(5),   "lapse"),
            State("pending_vote", "待大会表决", "branch_secretary"),
            State("approved",     "已核定",     posters,        workdays(3)),
            State("posted",       "已记分",     settled=True),
            State("rejected",     "不予加分",   final=True),
            State("withdrawn",    "已撤回",     final=True),
            State("lapsed",       "逾期失效",   final=True),
            State("reversed",     "已冲销",     final=True),
        ),
        steps=(
            Step("create", "填写申报", NEW, "draft", by="member", when=(enrolled,), clause="T9"),
            Step("adopt_rules", "改按新细则", "draft", "draft", by=AUTO, when=(other_rules_govern,), then=(renewed,), clause="A59"),
            Step("submit", "提交申报", "draft", "submitted", by="member", asks=Claim, when=(enrolled,),
                 fits=(in_catalogue, points_set, deed_in_scope, in_range, has_evidence, deed_in_time, not_claimed_before), clause="T9 B31 A21"),
            Step("to_group", "交党小组审核", "submitted", "group_review", by=AUTO, when=(group_reviews,), clause="B31"),
            Step("to_verify", "交核实", "submitted", "verifying", by=AUTO, when=(nobody_reviews_first,), clause="T10"),
            Step("group_pass", "审核同意", "group_review", "verifying", by=LEADER, asks=Opinion,
                 when=(of_own_group, not_own_case), clause="B7 B31"),
            Step("return", "退回补正", "group_review", "returned", by=LEADER, asks=Answer, when=(of_own_group, not_own_case), clause="B31"),
            Step("return", "退回补正", "verifying", "returned", by=verifier, asks=Answer, when=(not_own_case,), fits=(resolved,), clause="B31"),
            Step("resubmit", "补正后再报", "returned", "submitted", by="member", asks=Corrected, when=(still_in_time, period_open),
                 fits=(in_catalogue, points_set, in_range, has_evidence, not_claimed_before), clause="B31"),
            Step("lapse", "逾期失效", "returned", "lapsed", by=TIMER, clause="B31"),
            Step("pass_on", "核实同意，转下一机构", "verifying", "verifying", by=paths.passer, asks=Verified,
                 when=(not_own_case,), fits=(resolved, not_above_claim), hands_on=True, clause="B31"),
            Step("verify_ok", "核实同意", "verifying", "approved", by=paths.decider, asks=Verified,
                 when=(committee_decides, last_in_turn, not_own_case), fits=(resolved, not_above_claim), clause="B7 B31 A37"),
            Step("verify_to_vote", "核实同意，提交大会表决", "verifying", "pending_vote", by=paths.mover, asks=Verified,
                 when=(meeting_decides, last_in_turn, not_own_case), fits=(resolved, not_above_claim), then=(motion,), clause="T10"),
            Step("reject", "不同意，办结", "group_review", "rejected", by=LEADER, asks=Answer, when=(of_own_group, not_own_case), clause="T10 B7"),
            Step("reject", "不同意，办结", "verifying", "rejected", by=verifier, asks=Answer, when=(not_own_case,), fits=(resolved,), clause="T10 B7"),
            Step("vote_pass", "大会通过", "pending_vote", "approved", by=AUTO, when=(motion_passed,), clause="T10"),
            Step("vote_fail", "大会未通过", "pending_vote", "rejected", by=AUTO, when=(motion_not_passed,), clause="T10"),
            Step("motion_withdrawn", "议题撤回", "pending_vote", "verifying", by=AUTO, when=(motion_withdrawn,), clause="T10"),
            Step("post", "计入台账", "approved", "posted", by=posters, when=(period_open, carried, not_own_case), then=(points,), clause="T10 B31"),
            Step("reverse", "冲销", "posted", "reversed", by="points_admin", asks=Order,
                 when=(ordered, period_open), fits=(kept_as_decided,), then=(reversals,), clause="A51"),
            Step("reverse", "按异议更正", "posted", "reversed", by=AUTO, when=(correction_decided, period_open), then=(as_decided,), clause="A51 A62"),
            Step("withdraw", "撤回申报", BEFORE_VOTE, "withdrawn", by="member", when=(motion_never_voted,), clause="T9"),
        ),
    )  # fmt: skip


class Claim(Form):
    item = Item("加分项目", component="bonus")
    deed_on = Day("事情发生在哪一天")
    points = Points("申报分值")
    event = Code("活动编号", required=False, hint="同一次活动只能申报一次；没有编号可以不填")
    description = Text("做了什么", hint="写明时间、地点、做了什么、为谁做的")


class Corrected(Claim):
    change = Text("补正了什么")


class Answer(Reason):
    resolution = Code("决议编号", required=False, hint="由集体办理的须填写；由个人办理的不填")


class Verified(Form):
    verified = Points("核实分值")
    resolution = Code("决议编号")
    opinion = Text("核实意见", required=False)


class Order(Form):
    order = CaseRef("依据的异议或督查案号")
    keep = Points("保留分值", required=False)


def quarter(facts: Facts) -> str:
    """The quarter that a claim counts in: fixed when it is filed (A21, A39), kept when it is filed again."""
    filed = facts.taken("submit")
    if not filed:
        return str(facts.regime.period_of(facts.today))
    on = counted_on(facts, date.fromisoformat(filed[0].on))
    found = facts.regime.quarter_of_claim(on, date.fromisoformat(filed[0].form["deed_on"]))
    return str(found) if found else facts.case.period


def points(facts: Facts) -> Post:
    """The verified points, or their multiple where the plan multiplies the item, for the quarter of the claim (T10, B31)."""
    claim, verified = facts.last(*FILED).form, facts.last("verify_ok", "verify_to_vote").form["verified"]
    counted = claimed(facts.regime, claim["item"], verified)
    return Post(
        facts.subject, "bonus", claim["item"], counted, facts.case.period, claim["deed_on"], facts.regime.item(claim["item"]).clause
    )
