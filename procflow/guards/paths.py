"""The path of a claim under its rules: whether a group reviews first, whose turn it is, who decides at the end (T10 B7 B31 P7). They decide nothing."""

from __future__ import annotations

from procflow.grammar import Facts, Finding, guard

FILED = ("submit", "resubmit")
GROUP, MEETING = "party_group", "member_meeting"


@guard("本细则的加分不经党小组审核")
def group_reviews(facts: Facts) -> bool:
    return path(facts)[0] == GROUP


@guard("本细则的加分先由党小组审核")
def nobody_reviews_first(facts: Facts) -> bool:
    return path(facts)[0] != GROUP


@guard("本细则由党员大会决定加分")
def committee_decides(facts: Facts) -> bool:
    return path(facts)[-1] != MEETING


@guard("本细则的加分不由党员大会决定")
def meeting_decides(facts: Facts) -> bool:
    return path(facts)[-1] == MEETING


@guard("按规定的经过，现在由{body}核实，之后才轮到下一机构", code="TOO_EARLY", clause="T10 B31")
def last_in_turn(facts: Facts) -> Finding:
    return Finding.of(not followers(facts), body=verifier(facts))


def verifier(facts: Facts) -> str:
    """The body whose turn it is to verify: each on the path after the other, or who acts in its place (A61)."""
    return str(facts.regime.holder(bodies(facts)[passed(facts)]))


def passer(facts: Facts) -> tuple[str, ...]:
    """The body whose turn it is, where another one follows; nobody where it is the last."""
    return (verifier(facts),) if followers(facts) else ()


def decider(facts: Facts) -> str:
    """The last body of the path, where it decides; the branch committee, which is told so, where the meeting does."""
    return str(facts.regime.holder(bodies(facts)[-1])) if path(facts)[-1] != MEETING else "branch_committee"


def mover(facts: Facts) -> str:
    """The last body before the meeting; the points group, which is told so, where no meeting decides."""
    return str(facts.regime.holder(bodies(facts)[-1])) if path(facts)[-1] == MEETING else "points_group"


def followers(facts: Facts) -> tuple[str, ...]:
    """The bodies that verify after the one whose turn it is."""
    return bodies(facts)[passed(facts) + 1 :]


def passed(facts: Facts) -> int:
    """How many bodies have passed the claim on since it was filed last; the last of them keeps it however often a motion comes back."""
    steps = [each.step for each in facts.case.taken]
    filed = max((place for place, name in enumerate(steps) if name in FILED), default=0)
    return min(steps[filed:].count("pass_on"), len(bodies(facts)) - 1)


def bodies(facts: Facts) -> tuple[str, ...]:
    return facts.regime.verifiers(item(facts))


def path(facts: Facts) -> tuple[str, ...]:
    return facts.regime.path("bonus", item(facts))


def item(facts: Facts) -> str:
    """What is claimed, once it is filed: an item may have a path of its own."""
    filed = facts.taken(*FILED)
    return str(filed[-1].form["item"]) if filed else ""
