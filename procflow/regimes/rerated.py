"""A year rated under rules other than its own, once for each set of them: everybody's place. It compares nothing and gives no reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from procflow.dates import Period
from procflow.regimes.diff import Change, apply
from procflow.regimes.pool import Pool
from procflow.regimes.quotas import Rated
from procflow.regimes.rated import Known
from procflow.regimes.rating import Rating, RunOff, rate
from procflow.regimes.recount import Posted, recounted
from procflow.regimes.rulebook import Rulebook, RuleUndefinedError
from procflow.regimes.scoring import Score


@dataclass(frozen=True)
class Year:
    """What is rated again: entries of the year, everyone of the unit on its last day, the number of its cycle, what its run-offs decided.

    `pool` is there where old or new rules take their shares of one.
    """

    period: Period
    entries: Sequence[Posted]
    roster: Mapping[str, Known]
    cycle_no: int
    run_offs: Sequence[RunOff] = ()
    pool: Pool | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A member's score and grade under one set of rules; `score` None and `grade` "" for who is not rated under them."""

    member: str
    score: Score | None = None
    rated: Rated | None = None

    @property
    def grade(self) -> str:
        return self.rated.grade if self.rated else ""

    @property
    def points(self) -> int:
        return self.score.effective if self.score else 0


@dataclass
class Ratings:
    """The year rated under as many rules as are asked for, each once."""

    old: Rulebook
    year: Year
    known: dict[frozenset[str], Mapping[str, Place]] = field(default_factory=dict)

    def rating(self, new: Rulebook) -> Rating:
        year = self.year
        return rate(
            new, year.period, recounted(self.old, new, year.entries, year.roster), year.roster, year.cycle_no, year.run_offs, year.pool
        )

    def under(self, changes: Iterable[Change]) -> Mapping[str, Place]:
        """Everybody's place with these changes made; empty where the rules then have no answer."""
        chosen = tuple(changes)
        key = frozenset(f"{each.kind} {each.path}" for each in chosen)
        if key not in self.known:
            try:
                self.known[key] = places(self.rating(apply(self.old, chosen)))
            except (RuleUndefinedError, LookupError, ValueError):  # half a change may name a grade or item that is not there yet
                self.known[key] = {}
        return self.known[key]


def places(rating: Rating) -> dict[str, Place]:
    return {each.member: Place(each.member, each, rating.allotment.rated[each.member]) for each in rating.scores}


def differs(one: Place | None, two: Place | None) -> bool:
    return one is None or two is None or (one.grade, one.points) != (two.grade, two.points)
