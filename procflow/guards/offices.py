"""Whom the regime lets act: in person, by resolution, or as the committee (A58)."""

from __future__ import annotations

from procflow.grammar import Facts, reads
from procflow.regimes.schema import BODIES


def posters(facts: Facts) -> tuple[str, ...]:
    """Those whom the regime lets check a sheet and post to the ledger."""
    return facts.regime.poster()


def posting_persons(facts: Facts) -> tuple[str, ...]:
    """Those of them who act in person."""
    return tuple(role for role in facts.regime.poster() if role not in BODIES.split())


def posting_bodies(facts: Facts) -> tuple[str, ...]:
    """Those of them that act by resolution."""
    return tuple(role for role in facts.regime.poster() if role in BODIES.split())


@reads("bodies")
def committee(facts: Facts) -> str:
    """The branch committee; where a branch has none, the members' meeting acts for it (A58)."""
    return "branch_committee" if "branch_committee" in facts.bodies else "member_meeting"
