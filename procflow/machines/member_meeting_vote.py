"""Members' meeting: one motion from the agenda to the result (T1 T6 T10 T11; N5-N9, A45-A48).

E = voting members due to attend, P = of those present, W = written opinions, I and R = ballots issued and returned.
Written opinions count as votes, not as presence; nobody votes for another. A run-off chooses one of its options instead (A12).
"""

from __future__ import annotations

from procflow.forms import Choice, Code, Count, Form, Lines, Meeting, Person, Reason, Roll, Several, Text, Words
from procflow.grammar import AUTO, NEW, Facts, Procedure, State, Step
from procflow.guards.meetings import (
    all_may_vote,
    ballots_valid,
    carried_by_majority,
    exclusions_filed,
    issued_to_present,
    may_be_deferred,
    meeting_called,
    meeting_today,
    nobody_twice,
    not_carried,
    notice_given,
    owner_ended,
    quorum_met,
    quorum_missed,
    roll_called,
    subject_heard,
    tally_adds_up,
    teller_named,
    too_many_ballots,
    written_counts,
)
from procflow.guards.positions import chair, meeting_day, roll, teller_desk
from procflow.guards.runoffs import (
    choices_add_up,
    none_over_half,
    one_over_half,
    one_round,
    options_counted,
    options_fit,
    ordinary,
    runoff,
)
from procflow.guards.terms import owner_term_over

HEARD = {"heard": "已听取本人意见", "absent": "已通知本人，本人未到", "not_needed": "不是对本人不利的议题"}
NOT_VOTED = ("drafted", "scheduled", "in_discussion", "adjourned", "deferred")


def table() -> Procedure:
    return Procedure("member_meeting_vote", "党员大会表决", "DH", edition="2026-1", clause="T1 T6 T10 T11",
        states=(
            #     code             title       desk                within when overdue
            State("drafted",       "议题拟定", "branch_secretary"),
            State("scheduled",     "已列议程", ("recorder", "branch_secretary"), meeting_day),
            State("in_discussion", "讨论中",   chair,              meeting_day),
            State("voting",        "表决中",   teller_desk,        meeting_day),
            State("adjourned",     "流会",     "branch_secretary"),
            State("deferred",      "暂缓表决", "branch_secretary"),
            State("invalid",       "表决无效", chair,              meeting_day),
            State("passed",        "通过",     final=True),
            State("not_passed",    "未通过",   final=True),
            State("withdrawn",     "撤回议题", final=True),
        ),
        steps=(
            Step("open", "拟定议题", NEW, "drafted", by=AUTO, asks=Motion, fits=(options_fit,), clause="T10 T11"),
            Step("schedule", "列入议程", ("drafted", "adjourned", "deferred"), "scheduled", by="branch_secretary", asks=Agenda,
                 fits=(meeting_called, notice_given, one_round, owner_term_over), clause="N5"),
            Step("record_attendance", "登记到会", "scheduled", "scheduled", by="recorder", asks=Roll,
                 fits=(all_may_vote, written_counts, nobody_twice, exclusions_filed), then=(roll,), clause="A46"),
            Step("open_discussion", "开始讨论", "scheduled", "in_discussion", by="meeting_chair", when=(meeting_today, roll_called, quorum_met), clause="A45 N5"),
            Step("adjourn", "宣布流会", "scheduled", "adjourned", by="meeting_chair", when=(meeting_today, roll_called, quorum_missed), clause="A45"),
            Step("open_vote", "开始表决", "in_discussion", "voting", by="meeting_chair", asks=Discussion,
                 when=(meeting_today,), fits=(subject_heard, issued_to_present, teller_named), clause="N5 N9"),
            Step("pass", "宣布通过", "voting", "passed", by="teller", asks=Tally,
                 when=(ordinary,), fits=(ballots_valid, tally_adds_up, carried_by_majority), clause="A46"),
            Step("pass", "宣布通过", "voting", "passed", by="teller", asks=Choosing,
                 when=(runoff,), fits=(ballots_valid, options_counted, choices_add_up, one_over_half), clause="A12"),
            Step("not_pass", "宣布未通过", "voting", "not_passed", by="teller", asks=Tally,
                 when=(ordinary,), fits=(ballots_valid, tally_adds_up, not_carried), clause="A46"),
            Step("not_pass", "宣布未通过", "voting", "not_passed", by="teller", asks=Choosing,
                 when=(runoff,), fits=(ballots_valid, options_counted, choices_add_up, none_over_half), clause="A12"),
            Step("void", "宣布表决无效", "voting", "invalid", by="teller", asks=Tally, when=(ordinary,), fits=(too_many_ballots,), clause="N9"),
            Step("void", "宣布表决无效", "voting", "invalid", by="teller", asks=Choosing, when=(runoff,), fits=(too_many_ballots,), clause="N9"),
            Step("revote", "重新表决", "invalid", "voting", by="meeting_chair", asks=Discussion,
                 when=(meeting_today, quorum_met), fits=(issued_to_present,), clause="N9"),
            Step("defer", "暂缓表决", ("in_discussion", "voting", "invalid"), "deferred", by="meeting_chair", asks=Reason, when=(may_be_deferred,), clause="A48 N3"),
            Step("withdraw", "撤回议题", NOT_VOTED, "withdrawn", by=proposers, asks=Reason, clause="T10"),
            Step("drop", "议题随事项撤回", NOT_VOTED, "withdrawn", by=AUTO, when=(owner_ended,), clause="T10"),
        ),
    )  # fmt: skip


class Motion(Form):
    kind = Choice("议题类别", {"points": "积分事项", "membership": "党籍事项", "runoff": "并列表决"})
    adverse = Choice("是否对本人不利", {"yes": "是", "no": "否"})
    put_by = Code("由哪个组织提出", required=False)
    options = Several("并列的党员", Person, required=False)


class Agenda(Form):
    meeting = Meeting("列入哪次会议")


class Discussion(Form):
    discussion = Text("讨论情况")
    heard = Choice("本人意见", HEARD)
    issued = Count("发出票数")


class Tally(Form):
    in_favour = Count("赞成")
    against = Count("反对")
    abstained = Count("弃权")
    void = Count("无效票", required=False)
    returned = Count("收回票数")
    remark = Words("备注", required=False)


class VotesFor(Form):
    person = Person("党员")
    votes = Count("得票")


class Choosing(Form):
    votes = Lines("各人得票", VotesFor)
    abstained = Count("弃权")
    void = Count("无效票", required=False)
    returned = Count("收回票数")


def proposers(facts: Facts) -> tuple[str, ...]:
    """Whoever put the motion: its opener, and the body whose case it came from."""
    body = next((str(taken.form["put_by"]) for taken in facts.taken("open") if taken.form.get("put_by")), "")
    return ("proposer", body) if body else ("proposer",)
