"""What the analytics of a unit and a period hold: frozen figures with message ids for words; nothing is formatted and nothing is counted here."""

from __future__ import annotations

from dataclasses import dataclass

from procflow.reports.analytics.spread import Spread

FREE, WARM, HOT = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Place:
    """An open state: the stays that ended in the period, what lies there still and for how many days at most.

    `days` is the time that all cases together lay there within the period, `share` its part of all states where people act (basis points);
    `level` is 2 for the state with the most, 1 for others with a fifth or more, else 0; of one that the clock alone ends (`by_clock`)
    there is no share. `returns` left it by being sent back.
    """

    state: str
    title: str
    stays: Spread
    waiting: int
    oldest: int
    days: int
    share: int
    level: int
    returns: int
    by_clock: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """A procedure: cases begun in the period, come to rest in it (with how long they took), still running; its open states as the table has them."""

    key: str
    title: str
    begun: int
    rested: Spread
    running: int
    places: tuple[Place, ...]

    @property
    def slowest(self) -> Place | None:
        return next((each for each in self.places if each.level == HOT), None)

    @property
    def returns(self) -> int:
        return sum(each.returns for each in self.places)

    @property
    def days(self) -> int:
        return sum(each.days for each in self.places if not each.by_clock)


@dataclass(frozen=True, slots=True)
class Return:
    """A way back: how often a step sent cases back from a state in the period, of how many that left it."""

    procedure: str
    title: str
    state_title: str
    step_title: str
    n: int
    of: int


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Objections filed in the period, those whose end came in it by that end (pairs of a title and how many), those still open."""

    filed: int
    ends: tuple[tuple[str, int], ...]
    upheld: int
    ended: int
    running: int


@dataclass(frozen=True, slots=True)
class Desk:
    """Deadlines of a desk that fell in the period: kept, passed before somebody acted, passed and nobody has acted yet, still to come."""

    desk: str
    title: str
    kept: int
    late: int
    overdue: int
    ahead: int
    worst: int

    @property
    def due(self) -> int:
        """Those that count: the day has come, or it was done before."""
        return self.kept + self.late + self.overdue

    @property
    def missed(self) -> int:
        return self.late + self.overdue


@dataclass(frozen=True, slots=True)
class Analytics:
    """Figures of a unit and those below it (`units`: pairs of id and title) in a period, as they were known at the end of `as_of`."""

    unit: str
    unit_title: str
    units: tuple[tuple[str, str], ...]
    period: str
    first: str
    last: str
    as_of: str
    courses: tuple[Course, ...]
    returns: tuple[Return, ...]
    objections: Outcomes
    desks: tuple[Desk, ...]
