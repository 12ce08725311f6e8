"""The days of the year's roll: until when one applies, from when and until when a member is in scope (A66). They are said, not filed."""

from __future__ import annotations

from datetime import date

from procflow.dates import Period, Span
from procflow.grammar import Facts, Finding, guard, reads

FILED = ("submit", "resubmit")


@guard("退出日期应在{first}至{last}之间", reads="member", clause="G-SCOPE")
def while_enrolled(facts: Facts) -> Finding:
    """Within the year of this roll, not before the member came into scope nor after today."""
    first, last = facts.member.scope_from, min(year_of(facts).last, facts.today).isoformat()
    return Finding.of(bool(first) and first <= facts.form["on"] <= last, first=first, last=last)


@reads("member")
def filing_due(facts: Facts) -> date:
    """The last day of the annual window; for who joined in mid-year, some days after joining (S)."""
    joined = joined_late(facts)
    return time_after_joining(facts, joined) if joined else facts.regime.day("enrollment.window_to", year_of(facts).year)


def time_to_complete(facts: Facts) -> Span:
    """The days that the member has to complete a returned application (H)."""
    return facts.regime.span("enrollment.complete")


@reads("member")
def in_scope_from(facts: Facts) -> date:
    """The year's first day for who applied in the annual window; later the day of joining, or of enrolment (A66).
    Where the rules count from the event, it is the day of enrolment for all.

    Handed in by then, or written by then as the paper says: a paper that was entered late costs nobody the year.
    """
    year, joined = year_of(facts), joined_late(facts)
    if facts.regime.value("scope.from") == "event":
        return min(facts.today, year.last)
    applied = date.fromisoformat(min(facts.last("submit").on, facts.last(*FILED).form["form_date"]))
    if applied <= facts.regime.day("enrollment.window_to", year.year):
        return year.first
    return joined if joined and applied <= time_after_joining(facts, joined) else min(facts.today, year.last)


def time_after_joining(facts: Facts, joined: date) -> date:
    return facts.calendar.add(joined, facts.regime.span("enrollment.after_transfer"))


def joined_late(facts: Facts) -> date | None:
    """The day on which the member joined the branch, if that was after the year's first."""
    joined = facts.member.joined
    return date.fromisoformat(joined) if joined > year_of(facts).first.isoformat() else None


def year_of(facts: Facts) -> Period:
    return Period.parse(facts.case.period)
