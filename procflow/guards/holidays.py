"""A last day that is no working day: it stays where it is, or moves to the next that works, as the rules say (A55). It knows no other deadline."""

from __future__ import annotations

from datetime import date, timedelta

from procflow.grammar import Facts

ONE_DAY = timedelta(days=1)


def as_ruled(facts: Facts, last: date) -> date:
    """The last day on which acting is in time."""
    return facts.calendar.next_workday(last) if moves(facts) else last


def counted_on(facts: Facts, filed: date) -> date:
    """The day as which a claim counts: filed on the first working day after a cut-off that fell on a holiday, it counts for that cut-off."""
    day = filed
    while moves(facts) and facts.calendar.next_workday(day - ONE_DAY) == filed:
        day -= ONE_DAY
        period = facts.regime.period_of(day)
        if day in (facts.regime.claim_cutoff(period), facts.regime.claim_cutoff(period.previous())):
            return day
    return filed


def moves(facts: Facts) -> bool:
    return bool(facts.regime.value("deadlines.on_holiday") == "next_working_day")
