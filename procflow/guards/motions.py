"""Guards that look at the motion which a case put to the meeting."""

from __future__ import annotations

from collections.abc import Iterable

from procflow.grammar import Facts, LinkSeen, Taken, guard


@guard("议题还没有通过", reads="links", clause="A46")
def motion_passed(facts: Facts) -> bool:
    return latest_motion(facts) == "passed"


@guard("议题不是未通过", reads="links", clause="A46")
def motion_not_passed(facts: Facts) -> bool:
    return latest_motion(facts) == "not_passed"


@guard("还没有决定：须大会议题通过，或有决议", reads="links", clause="R8")
def carried(facts: Facts) -> bool:
    """What a body posts rests on a closed motion or on a resolution named earlier."""
    return latest_motion(facts) == "passed" or any(taken.resolution for taken in facts.case.taken)


@guard("议题没有撤回", reads="links")
def motion_withdrawn(facts: Facts) -> bool:
    return latest_motion(facts) == "withdrawn"


@guard("议题已经开始表决，由党员大会决定", reads="links")
def motion_never_voted(facts: Facts) -> bool:
    return not any(taken.step == "open_vote" for motion in motions(facts) for taken in motion.taken)


def motions(facts: Facts) -> list[LinkSeen]:
    """The motions that this case put to the meeting, oldest first."""
    return sorted((one for one in facts.links if one.procedure == "member_meeting_vote"), key=lambda one: one.no)


def latest_motion(facts: Facts) -> str:
    """The state of the motion put last; "" if none was."""
    found = motions(facts)
    return found[-1].state if found else ""


def options_of(taken: Iterable[Taken]) -> tuple[str, ...]:
    """The tied members between whom a run-off chooses; none for any other motion."""
    return next((tuple(each.form.get("options") or ()) for each in taken if each.step == "open"), ())


def winner(link: LinkSeen) -> str:
    """Who a run-off chose: the option with more than half of those due; "" while none has, or where there is nothing to choose (A12)."""
    passed = next((each for each in link.taken if each.step == "pass" and link.state == "passed"), None)
    if passed is None or not options_of(link.taken):
        return ""
    return str(max(passed.form["votes"], key=lambda line: line["votes"])["person"])
