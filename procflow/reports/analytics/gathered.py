"""The figures of a unit and a period, put together: for each procedure how long it took and where, what came back, what was missed. It writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from procflow.dates import Period
from procflow.machines import tables
from procflow.reports.analytics.courses import course
from procflow.reports.analytics.desks import desks
from procflow.reports.analytics.reading import Played, deadlines, played
from procflow.reports.analytics.returns import returns
from procflow.reports.analytics.shapes import Analytics, Outcomes
from procflow.reports.analytics.stays import stays
from procflow.reports.readers import opened

OBJECTION = "objection_review"
UPHELD = ("closed_upheld", "closed_partly")


def analytics(session: Session, actor: str, day: date, unit: str, period: Period, as_of: date | None = None) -> Analytics:
    """Raises NotFound for whoever may not read the unit's reports."""
    seats = opened(session, actor, day, unit)
    known = min(as_of or day, day).isoformat()
    first, last = period.first.isoformat(), period.last.isoformat()
    ids = [each.unit for each in seats]
    cases = list(played(session, ids, first, known))
    end = min(last, known)
    of_each = [course(table, [each for each in cases if each.procedure == table.key], first, end) for table in tables().values()]
    return Analytics(
        unit, seats[0].title, tuple((each.unit, each.title) for each in seats), str(period), first, last, known,
        tuple(each for each in of_each if each.begun or each.running or each.rested.n or any(one.days for one in each.places)),
        tuple(returns(cases, first, end)), outcomes([each for each in cases if each.procedure == OBJECTION], first, end),
        desks(deadlines(session, ids, first, last, known), known),
    )  # fmt: skip


def outcomes(cases: Iterable[Played], first: str, end: str) -> Outcomes:
    """How objections ended; one that is upheld in part is upheld."""
    table, ends = tables()[OBJECTION], Counter[str]()
    filed = running = 0
    for case in cases:
        filed += first <= case.opened_on <= end
        lain = list(stays(case.steps, end))
        last = table.by_name[lain[-1].state] if lain else None
        if last is not None and last.open:
            running += 1
        elif last is not None and lain[-1].since >= first:
            ends[last.name] += 1
    titled = tuple((state.title, ends[state.name]) for state in table.states if ends[state.name])
    return Outcomes(filed, titled, sum(ends[name] for name in UPHELD), sum(ends.values()), running)
