"""What the end of a member's case makes of the standing and of the account: dated facts, carried over where they stay. They decide nothing."""

from __future__ import annotations

from datetime import date

from procflow.dates import months_after
from procflow.grammar import Facts, File, reads

KEPT = ("group", "retired")


@reads("member")
def regular(facts: Facts) -> File:
    """A formal member from today; the standing in the Party is counted from the end of the term."""
    return standing(facts, "formal", party_standing_from=facts.member.probation_until)


@reads("member")
def lengthened(facts: Facts) -> File:
    """So many months more, counted from the old end, and one extension more."""
    old, times = facts.member.probation_until, facts.member.extensions + 1
    return standing(facts, "probationary", probation_until=new_end(facts), extensions=times, extended_from=old)


@reads("member")
def cancelled(facts: Facts) -> File:
    """No member from today: duties and dues ran on until now (N19)."""
    return standing(facts, "cancelled")


@reads("member")
def removed(facts: Facts) -> File:
    """Removed; not admitted again for the years that the rules say (N12)."""
    return standing(facts, "removed", readmission_from=readmission(facts))


@reads("member")
def left(facts: Facts) -> File:
    """Left at the own wish; not admitted again for as many years."""
    return standing(facts, "left", readmission_from=readmission(facts))


@reads("member")
def frozen(facts: Facts) -> list[File]:
    """Today is the last day in scope: what was entered stays, nothing is added."""
    today, member = facts.today.isoformat(), facts.member
    if not member.in_scope(today):
        return []
    return [File("scope", facts.subject, {"resolution": str(facts.form.get("resolution") or "")}, since=member.scope_from, until=today)]


def standing(facts: Facts, name: str, **more: object) -> File:
    """The membership from today, under another name; group and retirement stay."""
    kept = {key: value for key in KEPT if (value := getattr(facts.member, key))}
    return File("membership", facts.subject, {"standing": name, **kept, **more})


def new_end(facts: Facts) -> str:
    """The last day of the lengthened term."""
    return months_after(date.fromisoformat(facts.member.probation_until), facts.last("form_opinion").form["months"]).isoformat()


def readmission(facts: Facts) -> str:
    """The first day on which the person could be admitted again."""
    return months_after(facts.today, 12 * int(facts.regime.value("disposal.readmission_years"))).isoformat()
