"""What the steps of a year's rating bring about: the rating filed anew, the tie taken to the meeting, the result posted; it decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from procflow.consequences import posting
from procflow.grammar import Facts, File, Start, reads
from procflow.guards import choosing, committee, grades, lots, motions, options_of, ratings, winner
from procflow.regimes.rating import RunOff, as_data


@reads("entries roster cycle_no links pool")
def totalled(facts: Facts) -> File:
    """The year as it adds up now, under its next version number, with what earlier run-offs decided."""
    return rated(facts, len(facts.taken("total")) + 1)


@reads("entries roster cycle_no links pool")
def placed(facts: Facts) -> File:
    """The winner of the run-off has the place."""
    motion = motions(facts)[-1]
    return rated(facts, len(facts.taken("total")), RunOff(frozenset(options_of(motion.taken)), winner(motion)))


@reads("entries roster cycle_no links pool")
def chosen(facts: Facts) -> File:
    """Those whom the committee chose have the places (A30)."""
    return rated(facts, len(facts.taken("total")), *choosing.picked(facts.form))


@reads("entries roster cycle_no links pool")
def left_open(facts: Facts) -> File:
    """None of the tied has the place."""
    return rated(facts, len(facts.taken("total")), RunOff(frozenset(options_of(motions(facts)[-1].taken))))


@reads("entries roster cycle_no links pool")
def drawn(facts: Facts) -> File:
    """The tied have the places in the order that they drew."""
    return rated(facts, len(facts.taken("total")), *lots.chosen(lots.order(facts.form)), lot=facts.form)


def rated(facts: Facts, version: int, *more: RunOff, lot: Mapping[str, Any] | None = None) -> File:
    """With every lot that was drawn, so that who reads the rating sees how the places fell."""
    said = [*(each.form for each in facts.taken("draw_lots")), *([lot] if lot else [])]
    data = as_data(ratings.rating(facts, *more), version) | ({"lots": [lots.data(each) for each in said]} if said else {})
    return File("rating", facts.case.period, data, key=facts.case.period)


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
