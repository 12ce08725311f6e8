"""Guards of handling an objection: what kind it is by its dates, and that nobody judges what is their own or their own work (G-SELF)."""

from __future__ import annotations

from procflow.grammar import SYSTEM, Facts, Finding, guard, reads
from procflow.guards.common import MAJORITY
from procflow.guards.lodging import TARGETS
from procflow.guards.parties import objector, sheet
from procflow.guards.timeliness import kind_due


@guard("异议由提出异议、被反映的党员以外的人办理", code="SELF_DEALING", clause="G-SELF")
def not_a_party(facts: Facts) -> bool:
    return facts.actor.person not in (facts.subject, objector(facts))


@guard("提出异议的和被反映的党员不参加作决定；除他们外，到会须过半数", code="SELF_DEALING", reads="resolution bodies", clause="G-SELF")
def parties_abstained(facts: Facts) -> bool:
    """Not counted among those due nor those present; a resolution that is none is refused elsewhere."""
    said = facts.resolution
    body = facts.bodies.get(said.body) if said else None
    if said is None or body is None:
        return True
    others = {one for one in body.members if one not in (facts.subject, objector(facts))}
    return len(others & set(said.present)) * MAJORITY > len(others)


@guard("{filed}提出的，类别不是所选的这一类：公示期内为公示异议，核实期内为复核异议，其余为逾期", reads="links", clause="A34 A49")
def kind_as_dated(facts: Facts) -> Finding:
    filed = facts.case.taken[0].on
    return Finding.of(facts.form["kind"] == kind_by_date(facts), filed=filed, kind=kind_by_date(facts))


@guard("承办人须是本支部的党员", code="FORBIDDEN_ROLE", reads="people", clause="G-SELF")
def handler_of_branch(facts: Facts) -> bool:
    found = facts.people.get(facts.form["handler"])
    return found is not None and found.standing in ("formal", "probationary")


@guard("承办人须是别人：异议人、被反映的党员和当初登记、核实、记分的人都要回避", code="SELF_DEALING", reads="links", clause="G-SELF")
def handler_apart(facts: Facts) -> bool:
    barred = {taken.by for one in facts.links if one.procedure in TARGETS for taken in one.taken} - {SYSTEM}
    return facts.form["handler"] not in barred | {facts.subject, objector(facts)}


@guard("复议须由另外的人承办", code="SELF_DEALING", clause="G-SELF")
def another_handler(facts: Facts) -> bool:
    return bool(facts.form["handler"] != facts.last("admit").form["handler"])


@reads("links")
def kind_by_date(facts: Facts) -> str:
    """What its dates make of this objection."""
    return kind_due(facts, sheet(facts), facts.case.taken[0].on)
