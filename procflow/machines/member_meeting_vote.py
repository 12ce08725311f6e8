"""Members' meeting: one motion from the agenda to the result (T1 T6 T10 T11; N5-N9, A45-A48).

E = voting members due to attend, P = of those present, W = written opinions, I and R = ballots issued and returned.
Written opinions count as votes, not as presence; nobody votes for another.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from procflow.forms import Choice, Code, Count, Form, Lines, Meeting, Person, Reason, Several, Text, Words
from procflow.grammar import AUTO, NEW, Facts, File, Finding, Procedure, State, Step, guard, reads

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


@guard("没有编号为“{meeting}”的会议", reads="meeting")
def meeting_called(facts: Facts) -> Finding:
    return Finding.of(bool(facts.meeting.no) and facts.meeting.no == facts.form["meeting"], meeting=facts.form["meeting"])


@guard("会议须提前 {least} 天通知：{notified}通知，{on}开会", reads="meeting", code="TOO_EARLY")
def notice_given(facts: Facts) -> Finding:
    at, least = facts.meeting, facts.regime.notice_days()
    ahead = (date.fromisoformat(at.on) - date.fromisoformat(at.notified_on)).days if at.no else least
    return Finding.of(ahead >= least, least=least, notified=at.notified_on, on=at.on)


@guard("{persons}不是本支部有表决权的党员", code="FORBIDDEN_ROLE", reads="people", clause="A46")
def all_may_vote(facts: Facts) -> Finding:
    counted = {*facts.form["present"], *(facts.form.get("written") or ()), *(line["person"] for line in facts.form["excluded"])}
    strangers = sorted(name for name in counted if name not in facts.people or not facts.people[name].may_vote)
    return Finding.of(not strangers, persons="、".join(strangers[:9]), count=len(strangers))


@guard("{persons}重复列入名单：到会、书面意见、不计入，每人只能列一处")
def nobody_twice(facts: Facts) -> Finding:
    listed = [*facts.form["present"], *(facts.form.get("written") or ()), *(line["person"] for line in facts.form["excluded"])]
    twice = sorted({name for name in listed if listed.count(name) > 1})
    return Finding.of(not twice, persons="、".join(twice[:9]), count=len(twice))


@guard("{persons}不计入应到会，须有上级同意的回执", code="FILING_REQUIRED", reads="receipts", clause="N9")
def exclusions_filed(facts: Facts) -> Finding:
    missing = sorted(line["person"] for line in facts.form["excluded"] if line["person"] not in facts.receipts.get(line["receipt"], ()))
    return Finding.of(not missing, persons="、".join(missing[:9]), count=len(missing))


@guard("会议在{on}举行，今天是{today}", code="TOO_EARLY", reads="meeting")
def meeting_today(facts: Facts) -> Finding:
    return Finding.of(facts.today.isoformat() == facts.meeting.on, on=facts.meeting.on, today=facts.today.isoformat())


@guard("还没有登记到会情况", reads="meeting")
def roll_called(facts: Facts) -> bool:
    return facts.meeting.roll


@guard("应到会 {due} 人，实到 {present} 人，至少要 {least} 人，还差 {missing} 人", code="QUORUM_NOT_MET", reads="meeting", clause="A45")
def quorum_met(facts: Facts) -> Finding:
    due, present = len(facts.meeting.due), len(facts.meeting.present)
    least = facts.regime.least_present(due, kind(facts))
    return Finding.of(facts.meeting.roll and present >= least, due=due, present=present, least=least, missing=max(0, least - present))


@guard("应到会 {due} 人，实到 {present} 人，已够开会人数，不能宣布流会", reads="meeting", clause="A45")
def quorum_missed(facts: Facts) -> Finding:
    due, present = len(facts.meeting.due), len(facts.meeting.present)
    return Finding.of(present < facts.regime.least_present(due, kind(facts)), due=due, present=present)


@guard("对本人不利的议题，须先听取本人意见，或写明已通知而本人未到", clause="N4")
def subject_heard(facts: Facts) -> bool:
    return bool(facts.case.taken[0].form["adverse"] == "no") or facts.form["heard"] != "not_needed"


@guard("发出 {issued} 张票，多于到会的 {present} 人", reads="meeting", clause="N9")
def issued_to_present(facts: Facts) -> Finding:
    return Finding.of(facts.form["issued"] <= len(facts.meeting.present), issued=facts.form["issued"], present=len(facts.meeting.present))


@guard("无记名投票须先指定监票计票人", reads="meeting", clause="A47")
def teller_named(facts: Facts) -> bool:
    return not facts.regime.secret(kind(facts)) or bool(facts.meeting.teller)


@guard("收回 {returned} 张票，多于发出的 {issued} 张，表决无效", code="VOTE_VOID", clause="N9")
def ballots_valid(facts: Facts) -> Finding:
    return Finding.of(facts.form["returned"] <= issued(facts), returned=facts.form["returned"], issued=issued(facts))


@guard("收回 {returned} 张票，没有多于发出的 {issued} 张，表决有效", clause="N9")
def too_many_ballots(facts: Facts) -> Finding:
    return Finding.of(facts.form["returned"] > issued(facts), returned=facts.form["returned"], issued=issued(facts))


@guard("赞成、反对、弃权、无效共 {sum}，与收回票和书面意见之和 {votes} 不符", reads="meeting", clause="A46")
def tally_adds_up(facts: Facts) -> Finding:
    cast = sum(int(facts.form.get(name) or 0) for name in ("in_favour", "against", "abstained", "void"))
    votes = facts.form["returned"] + len(facts.meeting.written)
    return Finding.of(cast == votes, sum=cast, votes=votes)


@guard("赞成 {in_favour} 票；应到会 {due} 人，须至少 {least} 票赞成才通过", reads="meeting", clause="A46")
def carried_by_majority(facts: Facts) -> Finding:
    least = facts.regime.least_in_favour(len(facts.meeting.due))
    return Finding.of(facts.form["in_favour"] >= least, in_favour=facts.form["in_favour"], due=len(facts.meeting.due), least=least)


@guard("赞成 {in_favour} 票，已达到 {least} 票，应宣布通过", reads="meeting", clause="A46")
def not_carried(facts: Facts) -> Finding:
    least = facts.regime.least_in_favour(len(facts.meeting.due))
    return Finding.of(facts.form["in_favour"] < least, in_favour=facts.form["in_favour"], due=len(facts.meeting.due), least=least)


@guard("原事项还在办理", reads="links")
def owner_ended(facts: Facts) -> bool:
    owners = [one for one in facts.links if one.procedure != facts.case.procedure]
    return bool(owners) and all(one.final for one in owners)


def kind(facts: Facts) -> Literal["points", "membership", "runoff"]:
    return facts.case.taken[0].form["kind"]  # type: ignore[no-any-return]  # one of the three, as Motion read it


def issued(facts: Facts) -> int:
    return int(facts.last("open_vote", "revote").form["issued"])


def proposers(facts: Facts) -> tuple[str, ...]:
    """Whoever put the motion: its opener, or the body that verified the case it came from."""
    return ("proposer", facts.regime.verifier())


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
