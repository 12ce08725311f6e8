"""Who gets the places of a limited grade: shares, score order, tie chain, run-off, cascade (A7-A12); it guesses no winner."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from types import MappingProxyType

from procflow.regimes.grading import grade
from procflow.regimes.parts import Grade, Level
from procflow.regimes.pool import Pool
from procflow.regimes.rulebook import Rulebook, RuleUndefinedError
from procflow.regimes.scoring import Score

CHAIN = {
    "higher_bonus": lambda score: -score.bonus,
    "lower_deduction": lambda score: score.deduction,
    "higher_base": lambda score: -score.base,
    "higher_appraisal": lambda score: -score.appraisal,
}
CHOSEN_BY = {"score": "vote", "committee": "committee", "vote": "meeting"}  # where figures leave several alike, or none is asked (A30)
TIE_BY = {"member_meeting_vote": "vote", "lot": "lot"}
NO_WINNERS: Mapping[str, Sequence[str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Tie:
    """Members with nothing left to tell them apart at the edge of a grade, and the `places` that are left between them."""

    grade: str
    members: tuple[str, ...]
    places: int


@dataclass(frozen=True, slots=True)
class Room:
    """A limited grade before anybody is placed: its share, the number of members that it is taken of, places carried down."""

    level: Level
    n: int
    carried: int
    pool: Pool | None = None
    cycle_no: int = 1


@dataclass(frozen=True, slots=True)
class Share:
    """The arithmetic of one limited grade: share of n members, places, who stood for them, who got one, who moved on.

    `carried` are unused places of higher grades (A10). `chosen_by` is "places" (room for all), "score", "chain", "vote", "lot" or
    "rule"; "committee" or "meeting" where people choose (A30).
    """

    level: Level
    n: int
    places: int
    carried: int
    candidates: tuple[str, ...]
    chosen: tuple[str, ...]
    excess: tuple[str, ...]
    chosen_by: str
    pooled: int | None = None  # the places of all branches together, of which these are a part


@dataclass(frozen=True, slots=True)
class Rated:
    """A member's band by score alone, the grade that came of it, and the full grades in between, best first."""

    member: str
    band: str
    grade: str
    cascaded_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Allotment:
    """`ties` still wait for a run-off; until then, and where recorded `unresolved`, no tied member has the place (A12)."""

    rated: Mapping[str, Rated]
    shares: tuple[Share, ...]
    ties: tuple[Tie, ...]
    unresolved: tuple[Tie, ...]


def allot(
    rulebook: Rulebook,
    scores: Collection[Score],
    total_members: int,
    cycle_no: int,
    *,
    winners: Mapping[str, Sequence[str]] = NO_WINNERS,
    unresolved: Collection[str] = (),
    barred: Collection[str] = (),
    pool: Pool | None = None,
) -> Allotment:
    """Grades for all scores of a unit.

    `total_members` is the number that the quota's base counts (A7); `winners` are the members that carried a run-off, by grade;
    `unresolved` the grades whose tie was recorded as unresolved, `barred` those who may have no star (A22). With a
    `pool` the places are those of the pool, of which the unit has its part (A7).
    """
    by_member = {score.member: score for score in scores}
    if len(by_member) != len(scores):
        raise ValueError("a member stands twice among the scores")
    bands = {member: grade(rulebook, by_member[member]) for member in sorted(by_member)}
    bands |= {member: _gap(rulebook) for member in barred if bands[member].star}
    rated = {member: Rated(member, band.code, band.code) for member, band in bands.items()}
    shares: list[Share] = []
    ties: list[Tie] = []
    waiting: list[str] = []  # members for whom a better grade had no place
    carried = 0
    for level in rulebook.grades:
        waiting = _halted(rulebook, level, bands, rated, waiting)
        filed = rulebook.quota(level.code, cycle_no)
        if filed is None:
            waiting = _settle(rated, level.code, waiting)
            continue
        candidates = [by_member[member] for member in (*waiting, *(each for each, band in bands.items() if band == level))]
        share, tie = _fill(rulebook, Room(filed, total_members, carried, pool, cycle_no), candidates, winners.get(level.code, ()))
        shares.append(share)
        ties += [tie] if tie else []
        _settle(rated, level.code, share.chosen)
        waiting = list(share.excess)
        for member in waiting:
            rated[member] = replace(rated[member], cascaded_from=(*rated[member].cascaded_from, level.code))
        carried = max(0, share.places - len(candidates)) if rulebook.value("quota.carry_unused") else 0
    if waiting:
        _settle(rated, _gap(rulebook, asks=rulebook.value("quota.excess") == "over_quota_review").code, waiting)
    pending, recorded = ([tie for tie in ties if (tie.grade in unresolved) == known] for known in (False, True))
    return Allotment(MappingProxyType(rated), tuple(shares), tuple(pending), tuple(recorded))


def places(rulebook: Rulebook, level: Level, members: int) -> int:
    """How many places a share gives among so many members (A8): the share is a ceiling unless the rules round otherwise."""
    exact = level.share * members
    by_rule = {"floor": floor(exact), "half_up": floor(exact + Fraction(1, 2)), "ceil": ceil(exact)}
    return max(int(rulebook.value("quota.min_slots")), by_rule[rulebook.value("quota.rounding")])


def _halted(rulebook: Rulebook, level: Grade, bands: Mapping[str, Grade], rated: dict[str, Rated], waiting: list[str]) -> list[str]:
    """Those who may go on to this level; a star's excess never ends in a grade that is no star (A9), and `none` lets nobody go on."""
    excess = rulebook.value("quota.excess")
    halts = {member: excess != "cascade" or (bands[member].star and not level.star) for member in waiting}
    if any(halts.values()):
        _settle(rated, _gap(rulebook, asks=excess == "over_quota_review").code, [member for member in waiting if halts[member]])
    return [member for member in waiting if not halts[member]]


def _fill(rulebook: Rulebook, open_to: Room, candidates: list[Score], winners: Sequence[str]) -> tuple[Share, Tie | None]:
    level = open_to.level
    whole = places(rulebook, level, open_to.n)
    room = (open_to.pool.part(whole, open_to.cycle_no) if open_to.pool else whole) + open_to.carried
    ordered = sorted(candidates, key=lambda score: (_merit(rulebook, score), score.member))
    names = [score.member for score in ordered]
    chosen, chosen_by, tie = names[:room], "places", None
    if len(names) > room:
        edge = ordered[room]
        people = CHOSEN_BY[rulebook.value("quota.choice")]
        by_figures = "chain" if room and ordered[room - 1].effective == edge.effective else "score"
        chosen_by = by_figures if people == "vote" else people
        tied = [score.member for score in ordered if _merit(rulebook, score) == _merit(rulebook, edge)]
        if room and ordered[room - 1].member in tied:
            chosen, tie = _run_off(level, names, tied, room, winners)
            chosen_by = tie_by(rulebook)
            if chosen_by == "rule":
                chosen, tie = _by_rule(rulebook, names, tied), None
    taken = set(chosen)
    excess = tuple(name for name in names if name not in taken)
    pooled = whole if open_to.pool else None
    return Share(level, open_to.n, room, open_to.carried, tuple(names), tuple(chosen), excess, chosen_by, pooled), tie


def tie_by(rulebook: Rulebook) -> str:
    """Who decides where figures do not: "vote", "lot" or "rule" (A12); "committee" or "meeting" where people choose anyway (A30)."""
    people = CHOSEN_BY[rulebook.value("quota.choice")]
    return people if people != "vote" else TIE_BY.get(rulebook.value("tie.final"), "rule")


def _run_off(level: Level, names: list[str], tied: list[str], room: int, winners: Sequence[str]) -> tuple[list[str], Tie | None]:
    """Those before the tie, then the tied in the order in which the meeting chose them; what is left is still tied."""
    sure = names[: names.index(tied[0])]
    left = room - len(sure)
    won = [member for member in winners if member in tied][:left]
    rest = tuple(member for member in tied if member not in won)
    tie = Tie(level.grade, rest, left - len(won)) if len(won) < left else None
    return [*sure, *won], tie


def _by_rule(rulebook: Rulebook, names: list[str], tied: list[str]) -> list[str]:
    """Where the rules hold no vote and draw no lot: all of the tied have the place, or none of them."""
    first = names.index(tied[0])
    return names[: first + (len(tied) if rulebook.value("tie.final") == "all_in" else 0)]


def _merit(rulebook: Rulebook, score: Score) -> tuple[int, ...]:
    """What comes first; where people choose, all who stand are alike (A30)."""
    if rulebook.value("quota.choice") != "score":
        return ()
    return (-score.effective, *(CHAIN[key](score) for key in rulebook.tie_chain()))


def _settle(rated: dict[str, Rated], code: str, members: Collection[str]) -> list[str]:
    """Writes the grade of these members; nobody of them waits any more."""
    for member in members:
        rated[member] = replace(rated[member], grade=code)
    return []


def _gap(rulebook: Rulebook, *, asks: bool = False) -> Grade:
    """The hole that takes those who have no place; with `asks` the one that somebody must decide."""
    found = next((each for each in rulebook.gaps if bool(each.decided_by) or not asks), None)
    if found is None:
        raise RuleUndefinedError("quota.excess")
    return found
