"""Guards of a members' meeting: its agenda, its roll, its ballots and its majority (A45-A48, N3-N9). The meeting decides; these only count."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from procflow.grammar import Facts, Finding, guard


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


@guard("本细则不计书面意见：{persons}", clause="A46")
def written_counts(facts: Facts) -> Finding:
    written = sorted(facts.form.get("written") or ())
    return Finding.of(not written or facts.regime.value("voting.written"), persons="、".join(written[:9]), count=len(written))


@guard("应到会 {due} 人，实到 {present} 人，至少要 {least} 人，还差 {missing} 人", code="QUORUM_NOT_MET", reads="meeting", clause="A45")
def quorum_met(facts: Facts) -> Finding:
    """Counted once the roll is called; until then `roll_called` stands in the way, and says so."""
    due, present = len(voters(facts, facts.meeting.due)), len(voters(facts, facts.meeting.present))
    least = facts.regime.least_present(due, kind(facts))
    return Finding.of(not facts.meeting.roll or present >= least, due=due, present=present, least=least, missing=max(0, least - present))


@guard("应到会 {due} 人，实到 {present} 人，已够开会人数，请主持人开会表决", reads="meeting", clause="A45")
def quorum_missed(facts: Facts) -> Finding:
    due, present = len(voters(facts, facts.meeting.due)), len(voters(facts, facts.meeting.present))
    return Finding.of(not facts.meeting.roll or present < facts.regime.least_present(due, kind(facts)), due=due, present=present)


@guard("对本人不利的议题，须先听取本人意见，或写明已通知而本人未到", clause="N4")
def subject_heard(facts: Facts) -> bool:
    return bool(facts.case.taken[0].form["adverse"] == "no") or facts.form["heard"] != "not_needed"


@guard("发出 {issued} 张票，多于到会的 {present} 人", reads="meeting", clause="N9")
def issued_to_present(facts: Facts) -> Finding:
    present = len(voters(facts, facts.meeting.present))
    return Finding.of(facts.form["issued"] <= present, issued=facts.form["issued"], present=present)


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
    votes = facts.form["returned"] + len(voters(facts, facts.meeting.written))
    return Finding.of(cast == votes, sum=cast, votes=votes)


@guard("赞成 {in_favour} 票；应到会 {due} 人，须至少 {least} 票赞成才通过", reads="meeting", clause="A46")
def carried_by_majority(facts: Facts) -> Finding:
    due = len(voters(facts, facts.meeting.due))
    least = facts.regime.least_in_favour(due)
    return Finding.of(facts.form["in_favour"] >= least, in_favour=facts.form["in_favour"], due=due, least=least)


@guard("赞成 {in_favour} 票，已达到 {least} 票，应宣布通过", reads="meeting", clause="A46")
def not_carried(facts: Facts) -> Finding:
    due = len(voters(facts, facts.meeting.due))
    least = facts.regime.least_in_favour(due)
    return Finding.of(facts.form["in_favour"] < least, in_favour=facts.form["in_favour"], due=due, least=least)


@guard("本细则不设暂缓表决", clause="A48")
def may_be_deferred(facts: Facts) -> bool:
    return bool(facts.regime.value("voting.may_defer"))


@guard("原事项还在办理", reads="links")
def owner_ended(facts: Facts) -> bool:
    owners = [one for one in facts.links if one.procedure != facts.case.procedure]
    return bool(owners) and all(one.final for one in owners)


def voters(facts: Facts, listed: Iterable[str]) -> list[str]:
    """Those of a list who have a vote on this motion: its subject too, unless the rules have the subject stand aside (A46)."""
    aside = "" if facts.regime.value("voting.subject_votes") else facts.subject
    return [person for person in listed if person != aside]


def kind(facts: Facts) -> Literal["points", "membership", "runoff"]:
    """The class of the motion; an election is counted like a question of points."""
    return facts.case.taken[0].form.get("kind", "points")  # type: ignore[no-any-return]  # one of the three, as Motion read it


def issued(facts: Facts) -> int:
    return int(facts.last("open_vote", "revote", "ballot").form["issued"])
