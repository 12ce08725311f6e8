"""Effects that several procedures share: pure functions that say what follows and do nothing."""

from __future__ import annotations

from procflow.grammar import Facts, Reverse, Start, reads


@reads("own_entries")
def reversals(facts: Facts) -> list[Reverse]:
    """The opposite of every entry this case posted and nobody reversed; `keep` of the order stands again."""
    keep = int(facts.form.get("keep") or 0)
    return [Reverse(entry.id, keep if number == 0 else 0) for number, entry in enumerate(facts.own_entries)]


def motion(facts: Facts) -> Start:
    """The question goes to the members' meeting as a motion of its own."""
    adverse = facts.case.procedure == "deduction_proposal"
    return Start("member_meeting_vote", facts.subject, facts.case.period, {"kind": "points", "adverse": "yes" if adverse else "no"})
