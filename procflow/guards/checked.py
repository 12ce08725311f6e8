"""Guards of a list that one enters and others check against the paper: not by whom entered it, and nobody's own line by themselves (G-SELF)."""

from __future__ import annotations

from procflow.grammar import Facts, Finding, guard
from procflow.guards.offices import committee
from procflow.guards.sheets import RECORDED

VERIFIERS = ("recorder", "org_commissioner", "discipline_commissioner", "deputy_secretary", "branch_secretary")


@guard("由登记人以外的人核对", code="SELF_DEALING", clause="G-SELF")
def not_who_entered_it(facts: Facts) -> bool:
    return facts.actor.person not in {each.by for each in facts.taken(*RECORDED)}


@guard("登记表中有您本人的内容，须由其他人核实", code="SELF_DEALING", clause="G-SELF")
def own_lines_seen_by_another(facts: Facts) -> bool:
    return not has_a_line(facts) or bool(seen_by(facts) - {facts.actor.person})


@guard("其他人的内容您已经核对过，本人的内容须由其他人核实", code="SELF_DEALING", clause="G-SELF")
def own_lines_left(facts: Facts) -> bool:
    """Whoever has a line of their own checks the others' first: then it lies with somebody else for that line."""
    return has_a_line(facts) and not seen_by(facts)


@guard("须写明{body}的决议，其他机构的决议不算", reads="resolution bodies", clause="R8")
def by_the_committee(facts: Facts) -> Finding:
    """Whoever keeps the minutes of several bodies names a resolution of the very one that is asked."""
    said, body = facts.resolution, committee(facts)
    return Finding.of(said is None or said.body == body, body=body)


def has_a_line(facts: Facts) -> bool:
    return facts.actor.person in {line["member"] for line in facts.last(*RECORDED).form["lines"]}


def seen_by(facts: Facts) -> set[str]:
    """Who has checked the list since it was last written."""
    steps = [each for each in facts.case.taken if each.step in (*RECORDED, "verify")]
    last = max((place for place, each in enumerate(steps) if each.step in RECORDED), default=0)
    return {each.by for each in steps[last + 1 :]}
