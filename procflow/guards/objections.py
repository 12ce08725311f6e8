"""Guards that look at objections and at the decisions that order a correction."""

from __future__ import annotations

from procflow.grammar import Facts, Finding, LinkSeen, guard
from procflow.guards.findings import orders
from procflow.guards.timeliness import POSTED, kind_due

REVIEW = "objection_review"
MOMENT = 13  # of an id: ids of one act share their millisecond
UPHELD = ("closed_upheld", "closed_partly")


@guard("须写明异议（成立或部分成立）或督查认定的案号", reads="links", clause="A51")
def ordered(facts: Facts) -> bool:
    """A correction needs the decision that orders it: an upheld objection linked to this case, or a kept finding about it."""
    return any(
        one.state in ORDERS.get(one.procedure, ()) and (one.procedure == REVIEW or orders(one, facts.case.no)) for one in facts.links
    )


ORDERS = {REVIEW: UPHELD, "inspection": ("confirmed", "notified", "rectifying", "closed")}


@guard("尚有未结异议：{no}", code="OPEN_OBJECTION", reads="links", clause="G-CLEAR A50")
def clear_of_objections(facts: Facts) -> Finding:
    """Filed ones count too; one that came late, or went on to the superior, does not hold anything (A49)."""
    found = open_objections(facts) if holds_all(facts) else []
    return Finding.of(not found, no="、".join(one.no for one in found), count=len(found))


@guard("没有受理中的异议", reads="links", clause="B14 A50")
def objection_admitted(facts: Facts) -> bool:
    return holds_all(facts) and any(one.state != "filed" for one in open_objections(facts))


@guard("公示之后没有成立的异议", reads="links", clause="N18")
def objection_upheld(facts: Facts) -> bool:
    """What is upheld, or in part, against what was posted about one member leads back to the opinion: as a year's rating goes back to its inputs."""
    posted = facts.taken(POSTED)
    return bool(posted) and any(one.state in UPHELD and after(one, posted[-1].event) for one in objections(facts))


def after(case: LinkSeen, event: str) -> bool:
    """Whether what was decided there came after this event: ids sort by time."""
    return bool(case.taken) and case.taken[-1].event[:MOMENT] > event[:MOMENT]


def holds_all(facts: Facts) -> bool:
    """Whether an open objection holds the whole sheet; else it goes on, and the line alone is corrected after it (A50 A51)."""
    return bool(facts.regime.value("objection.hold") == "all")


def open_objections(facts: Facts) -> list[LinkSeen]:
    """Those that hold the sheet (a closing, a rating, a confirmation) whose facts these are."""
    return [one for one in objections(facts) if not one.final and one.state != "appealed" and timely(facts, one) != "late"]


def objections(facts: Facts) -> list[LinkSeen]:
    return [one for one in facts.links if one.procedure == REVIEW]


def timely(facts: Facts, objection: LinkSeen) -> str:
    """Its kind as it was stated; until it is admitted, as its day has it."""
    filed = objection.taken[0].on if objection.taken else ""
    return kind_of(objection) or (kind_due(facts, facts.case, filed) if filed else "")


def kind_of(objection: LinkSeen) -> str:
    """publicity, verification or late, as it was last stated."""
    stated = [str(taken.form["kind"]) for taken in objection.taken if taken.form.get("kind")]
    return stated[-1] if stated else ""
