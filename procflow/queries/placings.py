"""A filed rating as a reader sees it: each member's line, each share with its arithmetic, the ties; by name. It reads no rights and gives no place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from procflow.grammar import PersonSeen
from procflow.queries.people import Named
from procflow.regimes.rulebook import Rulebook
from procflow.regimes.shares import of_data, shown
from procflow.shapes import Points


@dataclass(frozen=True, slots=True)
class Outcome:
    """A grade or gap of the regime: title, clause, bounds of its score in hundredths (None where open); `asks` for a decision of its own."""

    code: str
    label: str
    clause: str
    gap: bool
    star: bool
    low: Points | None
    high: Points | None
    asks: bool


@dataclass(frozen=True, slots=True)
class RatedLine:
    """A member's year in hundredths and its grades; `place` by score. `confirmed` is None before the committee has confirmed."""

    member: Named
    group: str
    place: int
    base: Points
    bonus: Points
    deduction: Points
    appraisal: Points
    raw: Points
    score: Points
    veto: bool
    band: Outcome
    computed: Outcome
    confirmed: Outcome | None
    cascaded_from: tuple[Outcome, ...]
    tied: bool
    bonus_tested: Points | None = None  # the bonus of the whole year, where grades test that instead of the mean (A25)

    @property
    def grade(self) -> Outcome:
        return self.confirmed or self.computed


@dataclass(frozen=True, slots=True)
class Quota:
    """A limited grade: `share` ("5%" or "1/3") of `n` members is `exact` hundredths of a place, `places` with those `carried` down.

    `chosen_by` is "places" (room for all), "score", "chain", "vote", "lot" or "rule"; "committee" or "meeting" where people choose, not figures (A30).
    """

    grade: Outcome
    share: str
    n: int
    exact: Points
    places: int
    carried: int
    candidates: tuple[Named, ...]
    chosen: tuple[Named, ...]
    excess: tuple[Named, ...]
    chosen_by: str
    pooled: int | None = None  # the places of all branches together, of which these are a part (A7)


@dataclass(frozen=True, slots=True)
class Tied:
    grade: Outcome
    members: tuple[Named, ...]
    places: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A lot that decided a tie: the tied in the order drawn, the day as ISO, how it was drawn and who saw it."""

    order: tuple[Named, ...]
    on: str
    method: str
    witnesses: tuple[Named, ...]


def outcome(book: Rulebook, code: str) -> Outcome:
    found = book.outcome(code)
    bounds = [test for test in found.all if test.metric == "score"]
    lows, highs = ([test.points for test in bounds if test.sign[0] == sign] for sign in "><")
    return Outcome(found.code, found.label, found.clause, found.gap, found.star, max(lows, default=None), min(highs, default=None),
                   bool(found.decided_by))  # fmt: skip


def lines(data: Mapping[str, Any], book: Rulebook, called: Mapping[str, str], people: Mapping[str, PersonSeen]) -> tuple[RatedLine, ...]:
    """From best to worst; equal scores share a place."""
    scores = sorted((int(each["score"]) for each in data["lines"]), reverse=True)
    tied = {member for tie in data["ties"] for member in tie["members"]}
    found = [rated_line(each, book, called, people, scores, tied) for each in data["lines"]]
    return tuple(sorted(found, key=lambda each: (each.place, each.group, each.member.name, each.member.id)))


def rated_line(line: Mapping[str, Any], book: Rulebook, called: Mapping[str, str], people: Mapping[str, PersonSeen], scores: list[int],
               tied: set[str]) -> RatedLine:  # fmt: skip
    who, confirmed = str(line["member"]), line["confirmed"]
    return RatedLine(
        Named(who, called[who]), people[who].group if who in people else "", scores.index(int(line["score"])) + 1, int(line["base"]),
        int(line["bonus"]), int(line["deduction"]), int(line["appraisal"]), int(line["raw"]), int(line["score"]), bool(line["veto"]),
        outcome(book, line["band"]), outcome(book, line["computed"]), outcome(book, confirmed) if confirmed else None,
        tuple(outcome(book, code) for code in line["cascaded_from"]), who in tied, line.get("bonus_tested"),
    )  # fmt: skip


def quotas(data: Mapping[str, Any], book: Rulebook, called: Mapping[str, str]) -> tuple[Quota, ...]:
    return tuple(quota(each, book, called) for each in data["shares"])


def quota(share: Mapping[str, Any], book: Rulebook, called: Mapping[str, str]) -> Quota:
    share_of, n = of_data(share), int(share["n"])
    candidates, chosen, excess = (named(share[name], called) for name in ("candidates", "chosen", "excess"))
    return Quota(outcome(book, share["grade"]), shown(share_of), n, round(share_of * n * 100), int(share["places"]), int(share["carried"]),
                 candidates, chosen, excess, str(share["chosen_by"]), share.get("pooled"))  # fmt: skip


def ties(data: Sequence[Mapping[str, Any]], book: Rulebook, called: Mapping[str, str]) -> tuple[Tied, ...]:
    return tuple(Tied(outcome(book, each["grade"]), named(each["members"], called), int(each["places"])) for each in data)


def lots(data: Mapping[str, Any], called: Mapping[str, str]) -> tuple[Drawn, ...]:
    return tuple(
        Drawn(named(each["order"], called), each["on"], each["method"], named(each["witnesses"], called)) for each in data.get("lots", ())
    )


def named(members: Sequence[str], called: Mapping[str, str]) -> tuple[Named, ...]:
    return tuple(Named(who, called[who]) for who in members)
