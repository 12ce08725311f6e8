"""A year's rating from its entries and people: each score, and how the places were given (T12-T18, B15-B21); it decides no tie, posts nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from procflow.dates import Period
from procflow.regimes.pool import Pool
from procflow.regimes.quotas import Allotment, Tie, allot
from procflow.regimes.rated import Known, could_earn, counted, parts, rated
from procflow.regimes.rulebook import Rulebook
from procflow.regimes.scoring import AnnualFacts, Line, Score, annual, totals
from procflow.regimes.shares import data
from procflow.regimes.statement import Booked


@dataclass(frozen=True, slots=True)
class RunOff:
    """What came of a tie: `winner` has the place; "" where it was recorded as unresolved (A12)."""

    between: frozenset[str]
    winner: str = ""


@dataclass(frozen=True)
class Rating:
    """The scores of all who are rated, by member, and how the places were given; `members` is what the shares are taken of."""

    cycle_no: int
    members: int
    scores: tuple[Score, ...]
    allotment: Allotment
    pool: Pool | None = None


def rate(rulebook: Rulebook, year: Period, entries: Iterable[Booked], roster: Mapping[str, Known], cycle_no: int,
         run_offs: Sequence[RunOff] = (), pool: Pool | None = None) -> Rating:  # fmt: skip
    """The rating of a year with what its run-offs decided, each applied once, to the first tie between just these members.

    `entries` are those of the year, `roster` all people of the unit on its last day, `pool` the branches whose
    places are shared out, where the rules take their shares of the township (A7). RuleUndefinedError where the regime has no answer.
    """
    found = scores(rulebook, year, entries, roster)
    members = counted(rulebook, year, roster, found, pool)
    shared = pool if rulebook.value("quota.base") == "township_pool" else None
    barred = starless(rulebook, roster, found)
    waiting, winners, unresolved = list(run_offs), dict[str, list[str]](), set[str]()
    while True:
        given = allot(rulebook, found, members, cycle_no, winners=winners, unresolved=unresolved, barred=barred, pool=shared)
        tie = next(iter(given.ties), None)
        decided = next((each for each in waiting if tie and each.between == frozenset(tie.members)), None)
        if tie is None or decided is None:
            return Rating(cycle_no, members, found, given, shared)
        waiting.remove(decided)
        if decided.winner:
            winners.setdefault(tie.grade, []).append(decided.winner)
        else:
            unresolved.add(tie.grade)


def scores(rulebook: Rulebook, year: Period, entries: Iterable[Booked], roster: Mapping[str, Known]) -> tuple[Score, ...]:
    """The annual score of everyone who is rated, by member; a veto stands unless it was reversed (A13)."""
    booked = tuple(entries)
    vetoed = {each.member for each in booked if each.component == "veto" and not each.reversed}
    whole = totals(rulebook, booked, year)
    if rulebook.value("annual.formula") == "sum_periods":
        return tuple(
            annual(
                rulebook, AnnualFacts(member, (whole.get(member, Line()),), member in vetoed, 0, could_earn(rulebook, year, roster[member]))
            )
            for member in rated(rulebook, year, roster)
        )
    lines = {period: totals(rulebook, booked, period) for period in parts(year, rulebook.value("cycle.period"))}
    appraised = totals(rulebook, (each for each in booked if each.counts_in == str(year)), year)
    return tuple(
        annual(rulebook, AnnualFacts(member, tuple(lines[period].get(member, Line()) for period in counting), member in vetoed,
                                     appraised.get(member, Line()).appraisal))
        for member, counting in rated(rulebook, year, roster).items()
    )  # fmt: skip


def starless(rulebook: Rulebook, roster: Mapping[str, Known], scored: Iterable[Score]) -> tuple[str, ...]:
    """Those of the rated who may have no star: probationary members, where the rules say so (A22)."""
    barred = rulebook.value("quota.probationary") == "not_eligible"
    return tuple(each.member for each in scored if barred and roster[each.member].standing == "probationary")


def as_data(rating: Rating, version: int, confirmed: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The rating as it is filed: points in hundredths, members by id, grades by code; `confirmed` is "" until the committee has confirmed."""
    given, decided = rating.allotment, confirmed or {}
    return {
        "version": version, "cycle_no": rating.cycle_no, "members": rating.members,
        "lines": [
            {"member": each.member, "base": each.base, "bonus": each.bonus, "deduction": each.deduction, "appraisal": each.appraisal,
             "raw": each.raw, "score": each.effective, "veto": each.veto, "band": given.rated[each.member].band,
             "computed": given.rated[each.member].grade, "confirmed": decided.get(each.member, ""),
             "cascaded_from": list(given.rated[each.member].cascaded_from), **({} if each.tested is None else {"bonus_tested": each.tested})}
            for each in rating.scores
        ],
        "shares": [
            {"grade": each.level.grade, **data(each.level.share), "n": each.n, "places": each.places, "carried": each.carried,
             "candidates": list(each.candidates), "chosen": list(each.chosen), "excess": list(each.excess), "chosen_by": each.chosen_by,
             **({} if each.pooled is None else {"pooled": each.pooled})}
            for each in given.shares
        ],
        "ties": [tied(each) for each in given.ties],
        "unresolved": [tied(each) for each in given.unresolved],
        **({"pool": dict(sorted(rating.pool.members.items()))} if rating.pool else {}),
    }  # fmt: skip


def tied(tie: Tie) -> dict[str, Any]:
    return {"grade": tie.grade, "members": list(tie.members), "places": tie.places}
