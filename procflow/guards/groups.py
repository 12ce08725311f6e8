"""Which party group a member belongs to, and who leads it: only that leader reviews, and another committee member where it is the leader's own (B7 B31)."""

from __future__ import annotations

from procflow.grammar import Facts, Finding, guard, reads

LEADER = "group_leader"


@guard("由{member}所在党小组的组长办理：{group}", code="FORBIDDEN_ROLE", reads="people", clause="B7 B31")
def of_own_group(facts: Facts) -> Finding:
    """The leader of the member's own group, a deputy for that leader, or the substitute; a member of no group is any leader's."""
    group = group_of(facts, facts.subject)
    leader = facts.actor.lent.get(LEADER, facts.actor.person)
    return Finding.of("substitute" in facts.actor.roles or not group or group_of(facts, leader) == group, member=facts.subject, group=group)


@reads("people colleagues bodies")
def group_desk(facts: Facts) -> tuple[str, ...]:
    """The leader of the member's group; for a leader's own claim each of the others of the committee, one of whom stands in (G-SELF)."""
    if LEADER in facts.colleagues.get(facts.subject, ()):
        committee = facts.bodies.get("branch_committee")
        others = sorted(set(committee.members) - {facts.subject}) if committee else []
        return tuple(f"substitute@{name}" for name in others) or (LEADER,)
    group = group_of(facts, facts.subject)
    leaders = [name for name, roles in facts.colleagues.items() if LEADER in roles and group and group_of(facts, name) == group]
    return tuple(f"{LEADER}@{name}" for name in leaders) or (LEADER,)


def group_of(facts: Facts, name: str) -> str:
    """The party group of a person of the branch; "" for none."""
    found = facts.people.get(name)
    return found.group if found else ""
