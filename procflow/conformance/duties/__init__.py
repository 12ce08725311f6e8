"""The duties of a unit's period, each with its day and what was done: gathered here from the calendars beside it; none of them is judged by the engine."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.conformance.duties import filings, postings, registers, yearly
from procflow.conformance.duties.tasks import of_case
from procflow.conformance.duties.told import findings
from procflow.conformance.seen import Unit
from procflow.conformance.shapes import Obligation
from procflow.dates import Period

__all__ = ["findings", "of_case", "of_unit"]


def of_unit(unit: Unit, period: Period, chains: list[str]) -> Iterator[Obligation]:
    """What the calendar asks of the unit, then what each case gave somebody to do."""
    yield from registers.duties(unit, period)
    yield from postings.duties(unit, period)
    yield from filings.duties(unit, period, chains)
    yield from yearly.duties(unit, period)
    for chain in chains:
        yield from of_case(unit, chain)
