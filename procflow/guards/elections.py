"""Guards of an election by the members' meeting: who stands, what the ballots say, who is elected, and when a group has served its time (T6 A46)."""

from __future__ import annotations

from procflow.grammar import Facts, Finding, guard
from procflow.guards.runoffs import unlike

LAST_DAY = "12-31"


@guard("{other}还没有选出结果", code="DUPLICATE", reads="alike")
def no_other_election(facts: Facts) -> Finding:
    live = [one.no for one in facts.alike if one.open]
    return Finding.of(not live, other="、".join(live))


@guard("候选人至少 {least} 名，现提名 {named} 名", clause="T6")
def enough_candidates(facts: Facts) -> Finding:
    least, named = size(facts)[0], len(facts.form["candidates"])
    return Finding.of(named >= least, least=least, named=named)


@guard("{persons}不是本支部正式党员", reads="people", clause="T6")
def candidates_formal(facts: Facts) -> Finding:
    others = [one for one in facts.form["candidates"] if one not in facts.people or facts.people[one].standing != "formal"]
    return Finding.of(not others, persons="、".join(others))


@guard("推选须先指定监票计票人", reads="meeting", clause="A47")
def teller_there(facts: Facts) -> bool:
    return bool(facts.meeting.teller)


@guard("每名候选人列一行。未列：{missing}；不应列：{strange}", clause="T6")
def candidates_counted(facts: Facts) -> Finding:
    missing, strange = unlike(candidates(facts), (line["person"] for line in facts.form["votes"]))
    return Finding.of(not missing and not strange, missing="、".join(missing), strange="、".join(strange))


@guard("{persons}得票多于收回票和书面意见之和 {votes}", reads="meeting", clause="A46")
def votes_possible(facts: Facts) -> Finding:
    """Each ballot may name several candidates, each of them once."""
    most = facts.form["returned"] + len(facts.meeting.written)
    over = [one for one, given in votes(facts).items() if given > most]
    return Finding.of(not over, persons="、".join(over), votes=most)


@guard("积分小组由 {least} 至 {most} 人组成，当选 {elected} 人", clause="T6")
def elected_in_number(facts: Facts) -> Finding:
    (least, most), elected = size(facts), len(facts.form["elected"])
    return Finding.of(least <= elected <= most, least=least, most=most, elected=elected)


@guard("{persons}赞成票没有超过应到会 {due} 人的一半（至少 {least} 票）", reads="meeting", clause="T6 A46")
def each_by_majority(facts: Facts) -> Finding:
    given, due = votes(facts), len(facts.meeting.due)
    least = facts.regime.least_in_favour(due)
    short = [one for one in facts.form["elected"] if given.get(one, 0) < least]
    return Finding.of(not short, persons="、".join(short), due=due, least=least)


@guard("{persons}得票比当选的人多，却没有当选", clause="T6")
def nobody_passed_over(facts: Facts) -> Finding:
    given, elected = votes(facts), set(facts.form["elected"])
    last = min(given.get(one, 0) for one in elected)
    passed_over = [one for one, votes_ in given.items() if one not in elected and votes_ > last]
    return Finding.of(not passed_over, persons="、".join(passed_over))


@guard("记录人须是当选的成员")
def keeper_elected(facts: Facts) -> bool:
    return facts.form["keeper"] in facts.form["elected"]


@guard("{reached} 人超过半数，已够 {least} 人，应宣布选举结果", reads="meeting", clause="T6")
def too_few_reached(facts: Facts) -> Finding:
    """What makes another ballot lawful: fewer than a group's least reached the majority, or the ballots are void."""
    due, least = facts.regime.least_in_favour(len(facts.meeting.due)), size(facts)[0]
    reached = sum(given >= due for given in votes(facts).values())
    return Finding.of(reached < least or ballots_void(facts), reached=reached, least=least)


@guard("每名候选人列一行。未列：{missing}；不应列：{strange}", clause="T6")
def counted_unless_void(facts: Facts) -> Finding:
    missing, strange = unlike(candidates(facts), (line["person"] for line in facts.form["votes"]))
    return Finding.of(ballots_void(facts) or not (missing or strange), missing="、".join(missing), strange="、".join(strange))


@guard("任期到{last}为止；成员还有 {left} 人，不少于 {least} 人", reads="people", clause="T6")
def served_or_too_few(facts: Facts) -> Finding:
    """A group ends with the cycle, or when fewer than a group's least are left as formal members."""
    last, least = f"{facts.case.period[:4]}-{LAST_DAY}", size(facts)[0]
    left = [one for one in facts.last("elect").form["elected"] if one in facts.people and facts.people[one].standing == "formal"]
    return Finding.of(facts.today.isoformat() >= last or len(left) < least, last=last, left=len(left), least=least)


def candidates(facts: Facts) -> list[str]:
    return list(facts.last("nominate").form["candidates"])


def votes(facts: Facts) -> dict[str, int]:
    """The votes for each candidate, as the form counts them."""
    return {line["person"]: line["in_favour"] for line in facts.form["votes"]}


def ballots_void(facts: Facts) -> bool:
    return int(facts.form["returned"]) > int(facts.last("ballot").form["issued"])


def size(facts: Facts) -> tuple[int, int]:
    """The least and the most members of a group."""
    return int(facts.regime.value("points_group.least")), int(facts.regime.value("points_group.most"))
