"""Guards of a run-off: one motion whose options are the tied members; carried when one of them has more than half of those due (A12 A46)."""

from __future__ import annotations

from collections.abc import Iterable

from procflow.grammar import Facts, Finding, LinkSeen, guard
from procflow.guards.motions import options_of


@guard("并列表决要列出 2 名以上并列的党员，其他议题不列")
def options_fit(facts: Facts) -> bool:
    return bool(facts.form["kind"] == "runoff") == (len(facts.form["options"] or ()) > 1)


@guard("这是并列表决：按每人得票登记", clause="A12")
def ordinary(facts: Facts) -> bool:
    return not options_of(facts.case.taken)


@guard("这不是并列表决：按赞成、反对、弃权登记", clause="A12")
def runoff(facts: Facts) -> bool:
    return bool(options_of(facts.case.taken))


@guard("同一并列在一次会议上只表决一轮：{other}已列入这次会议", reads="alike", clause="A12")
def one_round(facts: Facts) -> Finding:
    """A further round about any of the same members waits for the next meeting; ordinary motions have no options and no rounds."""
    mine, at = set(options_of(facts.case.taken)), facts.form["meeting"]
    others = [one.no for one in facts.alike if one.state != "withdrawn" and agenda(one) == at and mine & set(options_of(one.taken))]
    return Finding.of(not others, other="、".join(others))


@guard("每名并列的党员列一行。未列：{missing}；不应列：{strange}", clause="A12")
def options_counted(facts: Facts) -> Finding:
    missing, strange = unlike(options_of(facts.case.taken), [line["person"] for line in facts.form["votes"]])
    return Finding.of(not missing and not strange, missing="、".join(missing), strange="、".join(strange))


@guard("各人得票、弃权、无效共 {sum}，与收回票和书面意见之和 {votes} 不符", reads="meeting", clause="A46")
def choices_add_up(facts: Facts) -> Finding:
    cast = sum(line["votes"] for line in facts.form["votes"]) + facts.form["abstained"] + (facts.form["void"] or 0)
    votes = facts.form["returned"] + len(facts.meeting.written)
    return Finding.of(cast == votes, sum=cast, votes=votes)


@guard("得票最多的有 {most} 票；应到会 {due} 人，须有一人至少 {least} 票才通过", reads="meeting", clause="A12 A46")
def one_over_half(facts: Facts) -> Finding:
    most, due = max(line["votes"] for line in facts.form["votes"]), len(facts.meeting.due)
    least = facts.regime.least_in_favour(due)
    return Finding.of(most >= least, most=most, due=due, least=least)


@guard("得票最多的有 {most} 票，已达到 {least} 票，应宣布通过", reads="meeting", clause="A12 A46")
def none_over_half(facts: Facts) -> Finding:
    most, least = max(line["votes"] for line in facts.form["votes"]), facts.regime.least_in_favour(len(facts.meeting.due))
    return Finding.of(most < least, most=most, least=least)


def unlike(standing: Iterable[str], listed: Iterable[str]) -> tuple[list[str], list[str]]:
    """Of a list that names each of those who stand once: who is missing, and who is there wrongly or twice."""
    wanted, given = set(standing), list(listed)
    return sorted(wanted - set(given)), sorted({one for one in given if one not in wanted or given.count(one) > 1})


def agenda(motion: LinkSeen) -> str:
    """The meeting on whose agenda a motion was put last."""
    return next((str(taken.form["meeting"]) for taken in reversed(motion.taken) if taken.step == "schedule"), "")
