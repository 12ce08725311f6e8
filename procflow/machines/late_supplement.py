"""Late supplement: an activity that was not registered in time is attested by the group leader and entered in time (B12, A40).

In time is until the member's next attended activity, or within the days that the regime counts, and while the period is open; it posts the
base points of one activity, marked late. What comes after that is an objection.
"""

from __future__ import annotations

from procflow.consequences import reversals
from procflow.forms import CaseRef, Day, Form, Item, Points, Reason, Text, Words
from procflow.grammar import AUTO, NEW, TIMER, Facts, Notify, Post, Procedure, State, Step, workdays
from procflow.guards import not_own_case, ordered, period_open
from procflow.guards.corrections import as_decided, correction_decided, kept_as_decided
from procflow.guards.groups import group_desk, of_own_group
from procflow.guards.offered import with_supplements
from procflow.guards.placeholders import points_set
from procflow.guards.supplements import (
    asked_by_the_member_or_the_recorder,
    attestors,
    before_next_activity,
    in_catalogue,
    in_its_period,
    in_scope_then,
    not_supplemented_before,
    not_yet_registered,
    supplements_allowed,
    time_is_up,
    within_the_days,
)

OPEN = ("requested", "attested")
ASKED = (
    in_catalogue,
    points_set,
    in_its_period,
    in_scope_then,
    not_yet_registered,
    not_supplemented_before,
    before_next_activity,
    within_the_days,
)


def table() -> Procedure:
    return Procedure("late_supplement", "补记录", "BJ", edition="2026-1", offered=with_supplements, for_period=True, clause="B12",
        states=(
            #     code         title             desk            within       when overdue
            State("requested", "已提出",         group_desk,     workdays(2), "lapse"),
            State("attested",  "党小组长已证明", "points_admin", workdays(2), "lapse"),
            State("posted",    "已补记",         settled=True),
            State("refused",   "不予补记",       final=True),
            State("lapsed",    "逾期失效",       final=True),
            State("reversed",  "已冲销",         final=True),
        ),
        steps=(
            Step("create", "申请补记", NEW, "requested", by=("branch_member", "recorder"), asks=Request,
                 when=(supplements_allowed, asked_by_the_member_or_the_recorder, period_open), fits=ASKED, clause="B12 A40"),
            Step("attest", "证明属实", "requested", "attested", by=attestors, asks=Attestation, when=(of_own_group, not_own_case), clause="B12"),
            Step("refuse", "不予补记", "requested", "refused", by=attestors, asks=Reason, when=(of_own_group, not_own_case), then=(told_refused,), clause="B12"),
            Step("refuse", "不予补记", OPEN, "refused", by="points_admin", asks=Reason, when=(not_own_case,), then=(told_refused,), clause="B12"),
            Step("post", "补记入台账", "attested", "posted", by="points_admin",
                 when=(period_open, before_next_activity, within_the_days, not_yet_registered, not_own_case), then=(late_points,), clause="B12 A40"),
            Step("lapse", "逾期失效", OPEN, "lapsed", by=TIMER, when=(time_is_up,), then=(told_lapsed,), clause="B12 A40"),
            Step("reverse", "冲销", "posted", "reversed", by="points_admin", asks=Order,
                 when=(ordered, period_open), fits=(kept_as_decided,), then=(reversals,), clause="A51"),
            Step("reverse", "按异议更正", "posted", "reversed", by=AUTO, when=(correction_decided, period_open), then=(as_decided,), clause="A51"),
        ),
    )  # fmt: skip


class Request(Form):
    item = Item("基础分项目", component="base")
    activity_on = Day("活动日期")
    activity = Words("什么活动")
    reason = Text("当时没有登记的原因")


class Attestation(Form):
    statement = Text("证明内容", hint="写明本人参加了这次活动，以及当时为什么没有登记")


class Order(Form):
    order = CaseRef("依据的异议或督查案号")
    keep = Points("保留分值", required=False)


def late_points(facts: Facts) -> Post:
    """The points of the activity, as a sheet would have posted them, marked late (B12)."""
    asked = facts.last("create").form
    item = facts.regime.item(asked["item"])
    return Post(facts.subject, "base", item.code, item.low, facts.case.period, asked["activity_on"], item.clause, flags=("late",))


def told_refused(facts: Facts) -> Notify:
    return Notify(facts.subject, "您申请的补记没有同意，理由见 {no}", {"no": facts.case.no})


def told_lapsed(facts: Facts) -> Notify:
    return Notify(facts.subject, "您申请的补记逾期没有办完，已失效；公示后可以提出异议（{no}）", {"no": facts.case.no})
