"""A procedure's cases in a period: how long from beginning to rest, and how long in each open state. It reads no database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from procflow.grammar import AUTO, TIMER, Procedure, State
from procflow.reports.analytics.reading import Played
from procflow.reports.analytics.returns import sends_back
from procflow.reports.analytics.shapes import FREE, HOT, WARM, Course, Place
from procflow.reports.analytics.spread import spread
from procflow.reports.analytics.stays import between, stays

WHOLE, MUCH = 10_000, 2_000  # basis points of the time in open states


@dataclass
class Lain:
    """What is counted of one state while the cases are gone through."""

    ended: list[int] = field(default_factory=list)
    still: list[int] = field(default_factory=list)
    days: int = 0
    returns: int = 0


def course(table: Procedure, cases: Sequence[Played], first: str, end: str) -> Course:
    """From `first` to `end`, both included; a stay counts where it ended, and what still runs is told apart."""
    lain = {state.name: Lain() for state in table.states if state.open}
    rested: list[int] = []
    begun = running = 0
    for case in cases:
        begun += first <= case.opened_on <= end
        rest = ""
        for stay in stays(case.steps, end):
            if stay.state not in lain:
                rest = rest or stay.since
                continue
            of = lain[stay.state]
            of.days += stay.within(first, end)
            if not stay.until:
                running += 1
                of.still.append(stay.days(end))
            elif stay.until >= first:
                of.ended.append(stay.days(end))
                of.returns += sends_back(stay.left_by)
        if first <= rest:
            rested.append(between(case.opened_on, rest))
    counted = [each.days for name, each in lain.items() if not by_clock(table, name)]
    whole, most = sum(counted), max(counted, default=0)
    places = tuple(place(table, table.by_name[name], each, whole, most) for name, each in lain.items())
    return Course(table.key, table.title, begun, spread(rested), running, places)


def place(table: Procedure, state: State, of: Lain, whole: int, most: int) -> Place:
    waits = by_clock(table, state.name)
    share = of.days * WHOLE // whole if whole and not waits else 0
    level = FREE if waits or not of.days else HOT if of.days == most else WARM if share >= MUCH else FREE
    return Place(
        state.name, state.title, spread(of.ended), len(of.still), max(of.still, default=0), of.days, share, level, of.returns, waits
    )


def by_clock(table: Procedure, state: str) -> bool:
    """Whether nobody ends the wait there: every way on is the clock's or follows by itself."""
    return all(row.by in (AUTO, TIMER) for row in table.steps if state in row.sources and row.lands(state) != state)
