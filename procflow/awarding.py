"""What the steps of a year's rating bring about: the rating filed anew, the tie taken to the meeting, the result posted; it decides nothing."""

from __future__ import annotations

from procflow.consequences import posting
from procflow.grammar import Facts, File, Start, reads
from procflow.guards import choosing, committee, grades, motions, options_of, ratings, winner
from procflow.regimes.rating import RunOff, as_data


@reads("entries roster cycle_no links")
def totalled(facts: Facts) -> File:
    """The year as it adds up now, under its next version number, with what earlier run-offs decided."""
    return rated(facts, len(facts.taken("total")) + 1)


@reads("entries roster cycle_no links")
def placed(facts: Facts) -> File:
    """The winner of the run-off has the place."""
    motion = motions(facts)[-1]
    return rated(facts, len(facts.taken("total")), RunOff(frozenset(options_of(motion.taken)), winner(motion)))


@reads("entries roster cycle_no links")
def chosen(facts: Facts) -> File:
    """Those whom the committee chose have the places (A30)."""
    return rated(facts, len(facts.taken("total")), *choosing.picked(facts.form))


@reads("entries roster cycle_no links")
def left_open(facts: Facts) -> File:
    """None of the tied has the place."""
    return rated(facts, len(facts.taken("total")), RunOff(frozenset(options_of(motions(facts)[-1].taken))))


def rated(facts: Facts, version: int, *more: RunOff) -> File:
    return File("rating", facts.case.period, as_data(ratings.rating(facts, *more), version), key=facts.case.period)


@reads("rating bodies")
def run_off(facts: Facts) -> Start:
    """The first tie goes to the members' meeting: the tied members are the options, the ballot is secret (A12)."""
    form = {"kind": "runoff", "adverse": "no", "options": facts.rating["ties"][0]["members"], "put_by": committee(facts)}
    return Start("member_meeting_vote", facts.subject, facts.case.period, form)


@reads("rating")
def confirmed(facts: Facts) -> File:
    """The grades as the committee has them."""
    found = grades.confirmed(facts)
    lines = [{**line, "confirmed": found[line["member"]]} for line in facts.rating["lines"]]
    return File("rating", facts.case.period, {**facts.rating, "lines": lines}, key=facts.case.period)


@reads("period rating")
def shown(facts: Facts) -> File:
    """The result as it was posted today."""
    return posting(facts, int(facts.rating["version"]))
