"""Who acts in a year's rating under the regime, and until when (A17 A61 A63); who may do what else is no matter of these."""

from __future__ import annotations

from datetime import date

from procflow.dates import Period
from procflow.grammar import Facts, reads
from procflow.guards.offices import committee
from procflow.regimes.schema import BODIES


def totallers(facts: Facts) -> tuple[str, ...]:
    """Those whom the regime lets add up the year."""
    return tuple(facts.regime.value("annual.totalled_by"))


def totalling_persons(facts: Facts) -> tuple[str, ...]:
    """Those of them who act in person."""
    return tuple(role for role in totallers(facts) if role not in BODIES.split())


def totalling_bodies(facts: Facts) -> tuple[str, ...]:
    """Those of them that act by resolution."""
    return tuple(role for role in totallers(facts) if role in BODIES.split())


@reads("bodies")
def tie_desks(facts: Facts) -> tuple[str, ...]:
    """The meeting votes; where it chooses nobody, the committee says what follows."""
    return tuple(dict.fromkeys(("member_meeting", committee(facts))))


def approvers(facts: Facts) -> tuple[str, ...]:
    """The superior who approves the rating, or returns it (A20, A61)."""
    return tuple(facts.regime.holder(role) for role in facts.regime.value("annual.approver"))


def publicist(facts: Facts) -> str:
    """Whoever posts the year's result under the regime (A63)."""
    return facts.regime.publicity("annual").by


def total_due(facts: Facts) -> date:
    """The last day on which the year is reported in time (S)."""
    return facts.regime.day("annual.due", Period.parse(facts.case.period).year + 1)


def superior(facts: Facts) -> str:
    """The superior who orders a final rating to be corrected (A61)."""
    return facts.regime.holder("superior_org")
