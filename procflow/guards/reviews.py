"""Guards of a review: which item is decided, by whom, who abstains, on which resolution it is concluded (T1 B31). They decide nothing."""

from __future__ import annotations

from procflow.grammar import Facts, Finding, LinkSeen, guard, reads
from procflow.guards import MAJORITY, committee

APPLICATION = "enrollment_application"
WAITING = ("submitted", "under_review")  # under review without a batch: a motion was withdrawn after its batch had gone to the meeting


@guard("没有等待审核的申请", reads="links", clause="T1")
def any_undecided(facts: Facts) -> bool:
    return bool(undecided(facts))


@guard("{item}不在本批次，或不在审核中", reads="links", clause="T1")
def item_under_review(facts: Facts) -> Finding:
    return Finding.of(facts.form["item"] in {one.no for one in undecided(facts)}, item=facts.form["item"])


@guard("本人的申请由其他人办理", code="SELF_DEALING", reads="links", clause="G-SELF")
def not_own_item(facts: Facts) -> bool:
    return facts.actor.person != applicant(facts)


@guard("申请人不参加审议本人的申请；除本人外到会须过半数：应到 {due} 人，到会 {present} 人", code="SELF_DEALING",
       reads="resolution bodies links", clause="G-SELF")  # fmt: skip
def applicant_abstains(facts: Facts) -> Finding:
    """The member of the body whose application it is does not count; more than half of the others were present."""
    said, own = facts.resolution, applicant(facts)
    members = set(facts.bodies[said.body].members) if said and said.body in facts.bodies else set()
    others = members - {own}
    present = others & set(said.present) if said else set()
    return Finding.of(own not in members or len(present) * MAJORITY > len(others), due=len(others), present=len(present))


@guard("退回或不同意的，须写明理由", clause="G-REASON")
def reasoned(facts: Facts) -> bool:
    return facts.form["result"] == "approve" or bool(facts.form["reason"])


@guard("还有申请没有审核：{no}", reads="links", clause="T1")
def all_decided(facts: Facts) -> Finding:
    left = [one.no for one in items(facts) if one.state in WAITING]
    return Finding.of(not left, no="、".join(left[:9]), count=len(left))


@guard("须写明{body}形成审核结论的决议", reads="resolution bodies", clause="R8")
def committee_resolved(facts: Facts) -> Finding:
    """The secretary concludes, on a resolution of the committee that there is."""
    said, body = facts.resolution, committee(facts)
    return Finding.of(said is not None and said.body == body and said.on <= facts.today.isoformat(), body=body)


@reads("bodies")
def review_desks(facts: Facts) -> tuple[str, ...]:
    """The committee decides, the secretary concludes."""
    return (committee(facts), "branch_secretary")


@reads("links")
def undecided(facts: Facts) -> list[LinkSeen]:
    """The batch's own items that are under review."""
    return [one for one in items(facts) if one.state == "under_review"]


def items(facts: Facts) -> list[LinkSeen]:
    """The applications of this batch, in the order of their numbers."""
    return sorted((one for one in facts.links if one.procedure == APPLICATION), key=lambda one: one.no)


def applicant(facts: Facts) -> str:
    """Whose application the decision is about; "" for none of this batch."""
    return next((one.subject for one in items(facts) if one.no == facts.form["item"]), "")
