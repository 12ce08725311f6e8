"""The twelve parts of the report, in their order: each a file of its own beside this one. None judges; all count the same findings and duties."""

from __future__ import annotations

from procflow.conformance.parts import (
    chains,
    coverage,
    deadlines,
    filings,
    inspections,
    machines,
    meetings,
    points,
    publicity,
    ratings,
    refusals,
    rules,
)
from procflow.conformance.shapes import Part
from procflow.conformance.whole import Whole

ORDER = (coverage, machines, meetings, deadlines, publicity, points, ratings, filings, inspections, refusals, rules, chains)


def parts(whole: Whole) -> tuple[Part, ...]:
    return tuple(each.part(whole, no) for no, each in enumerate(ORDER, 1))
