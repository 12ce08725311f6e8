"""Members' meeting: one motion from the agenda to the result (T1 T6 T10 T11; N5-N9, A45-A48).

E = voting members due to attend, P = of those present, W = written opinions, I and R = ballots issued and returned.
Written opinions count as votes, not as presence; nobody votes for another.
"""

from __future__ import annotations

from datetime import date

from procflow.forms import Choice, Code, Count, Form, Lines, Meeting, Person, Reason, Several, Text, Words
from procflow.grammar import AUTO, NEW, Facts, File, Procedure, State, Step, reads
from procflow.guards.meetings import (
    all_may_vote,
    ballots_valid,
    carried_by_majority,
    exclusions_filed,
    issued_to_present,
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
)

EXCLUSIONS = {"unable": "因病不能表达意志", "abroad": "在国外半年以上", "detained": "被限制人身自由", "bedridden": "长期卧床不能到会",
              "to_move": "应转未转组织关系"}  # fmt: skip
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
            Step("open", "拟定议题", NEW, "drafted", by=AUTO, asks=Motion, clause="T10 T11"),
            Step("schedule", "列入议程", ("drafted", "adjourned", "deferred"), "scheduled", by="branch_secretary", asks=Agenda,
                 fits=(meeting_called, notice_given), clause="N5"),
            Step("record_attendance", "登记到会", "scheduled", "scheduled", by="recorder", asks=Roll,
                 fits=(all_may_vote, nobody_twice, exclusions_filed), then=(roll,), clause="A46"),
            Step("open_discussion", "开始讨论", "scheduled", "in_discussion", by="meeting_chair", when=(meeting_today, roll_called, quorum_met), clause="A45 N5"),
            Step("adjourn", "宣布流会", "scheduled", "adjourned", by="meeting_chair", when=(meeting_today, roll_called, quorum_missed), clause="A45"),
            Step("open_vote", "开始表决", "in_discussion", "voting", by="meeting_chair", asks=Discussion,
                 when=(meeting_today,), fits=(subject_heard, issued_to_present, teller_named), clause="N5 N9"),
            Step("pass", "宣布通过", "voting", "passed", by="teller", asks=Tally, fits=(ballots_valid, tally_adds_up, carried_by_majority), clause="A46"),
            Step("not_pass", "宣布未通过", "voting", "not_passed", by="teller", asks=Tally, fits=(ballots_valid, tally_adds_up, not_carried), clause="A46"),
            Step("void", "宣布表决无效", "voting", "invalid", by="teller", asks=Tally, fits=(too_many_ballots,), clause="N9"),
            Step("revote", "重新表决", "invalid", "voting", by="meeting_chair", asks=Discussion,
                 when=(meeting_today, quorum_met), fits=(issued_to_present,), clause="N9"),
            Step("defer", "暂缓表决", ("in_discussion", "voting", "invalid"), "deferred", by="meeting_chair", asks=Reason, clause="A48 N3"),
            Step("withdraw", "撤回议题", NOT_VOTED, "withdrawn", by=proposers, asks=Reason, clause="T10"),
            Step("drop", "议题随事项撤回", NOT_VOTED, "withdrawn", by=AUTO, when=(owner_ended,), clause="T10"),
        ),
    )  # fmt: skip


class Motion(Form):
    kind = Choice("议题类别", {"points": "积分事项", "membership": "党籍事项", "runoff": "并列表决"})
    adverse = Choice("是否对本人不利", {"yes": "是", "no": "否"})
    put_by = Code("由哪个组织提出", required=False)


class Agenda(Form):
    meeting = Meeting("列入哪次会议")


class Exclusion(Form):
    person = Person("党员")
    reason = Choice("不计入应到会的原因", EXCLUSIONS)
    receipt = Code("上级同意的回执号")


class Roll(Form):
    present = Several("到会的有表决权党员", Person)
    written = Several("会前提交书面意见的党员", Person, required=False)
    excluded = Lines("不计入应到会的党员", Exclusion, least=0)
    attending = Several("列席人员", Person, required=False)


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


def proposers(facts: Facts) -> tuple[str, ...]:
    """Whoever put the motion: its opener, and the body whose case it came from."""
    body = next((str(taken.form["put_by"]) for taken in facts.taken("open") if taken.form.get("put_by")), "")
    return ("proposer", body) if body else ("proposer",)


@reads("meeting")
def chair(facts: Facts) -> str:
    """The chair of the meeting."""
    return f"meeting_chair@{facts.meeting.chair}"


@reads("meeting")
def teller_desk(facts: Facts) -> str:
    """The teller of the meeting."""
    return f"teller@{facts.meeting.teller}"


@reads("meeting")
def meeting_day(facts: Facts) -> date:
    """The day of the meeting."""
    return date.fromisoformat(facts.meeting.on)


@reads("people")
def roll(facts: Facts) -> File:
    """The roll of the meeting, for all its motions: due to attend are the voting members but those left out with consent (A46)."""
    left_out = {line["person"] for line in facts.form["excluded"]}
    due = sorted(name for name, person in facts.people.items() if person.may_vote and name not in left_out)
    excluded = [{name: line[name] for name in ("person", "reason", "receipt")} for line in facts.form["excluded"]]
    data = {"due": due, "present": facts.form["present"], "written": facts.form.get("written") or [], "excluded": excluded,
            "attending": facts.form.get("attending") or []}  # fmt: skip
    return File("roll", facts.last("schedule").form["meeting"], data)
