"""One thing that is due on a day, as calendars show it, and how it is judged by that day. It finds nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from procflow.queries.people import Named


@dataclass(frozen=True, slots=True)
class Duty:
    """Something due on a day (ISO). `kind` is fixed, task or meeting; `key` stays the same from one look to the next.

    `title` and `step` are message ids (of a meeting its own title and place); `owners` are titles of roles, `people` whoever has it. `cases` are some of
    the (number, member) that it is about, `count` how many there are. `state` is open, done, late (done after its day), overdue, or passed: a day with
    nothing that could be found done. `done_on` is "" while it is not. `eve` and `named` are those of `fixed.Fixed`; `estimated` says that the holidays
    of the year are not known yet.
    """

    day: str
    kind: str
    key: str
    title: str
    state: str
    step: str = ""
    period: str = ""
    clause: str = ""
    owners: tuple[str, ...] = ()
    people: tuple[Named, ...] = ()
    cases: tuple[tuple[str, Named], ...] = ()
    count: int = 1
    done_on: str = ""
    eve: str = ""
    named: str = ""
    estimated: bool = False


def judged(done_on: str, due: str, day: date) -> str:
    """The state of what has to be done by a day: done in time, done late, still to do, or overdue."""
    if not done_on:
        return "overdue" if day.isoformat() > due else "open"
    return "late" if done_on > due else "done"
