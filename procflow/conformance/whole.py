"""All that a report is made of, before it is laid out in parts: the units, the chains that belong to the period, findings and duties. It counts nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from procflow.conformance.reading import Reading
from procflow.conformance.records import Line
from procflow.conformance.seen import Unit
from procflow.conformance.shapes import COUNTED, Finding, Obligation
from procflow.dates import Period


@dataclass(frozen=True)
class Whole:
    """`wanted` are the chains of each unit that belong to the period."""

    reading: Reading
    period: Period
    units: tuple[Unit, ...]
    wanted: Mapping[str, list[str]]
    findings: tuple[Finding, ...]
    duties: tuple[Obligation, ...]

    def chains(self) -> Iterator[tuple[Unit, str, list[Line]]]:
        for unit in self.units:
            for chain in self.wanted[unit.id]:
                yield unit, chain, unit.chains[chain]

    def lines(self) -> Iterator[Line]:
        for _, _, lines in self.chains():
            yield from lines

    def refused_in(self) -> Iterator[tuple[Unit, Line]]:
        """Every refused attempt of the period: on the cases that belong to it, and on the streams of those who might not see the case."""
        for unit, _, lines in self.chains():
            yield from ((unit, line) for line in lines if not line.done)
        first, last = self.period.first.isoformat(), self.period.last.isoformat()
        for unit in self.units:
            yield from ((unit, line) for line in unit.refused if first <= line.on <= last)

    def refused(self) -> Iterator[Line]:
        yield from (line for _, line in self.refused_in())

    @property
    def due(self) -> int:
        """How many duties count."""
        return sum(each.state in COUNTED for each in self.duties)


def within(unit: Unit, chain: str, period: Period) -> bool:
    """Whether a case belongs to the period: its own period lies inside, or it has none so short and began in those days."""
    lines = unit.chains[chain]
    own = parsed(str(lines[-1].body["period"] or ""))
    if own and period.first <= own.first and own.last <= period.last:
        return True
    longer = own is None or (own.first <= period.first and period.last <= own.last)
    return longer and period.first.isoformat() <= lines[0].on <= period.last.isoformat()


def parsed(text: str) -> Period | None:
    try:
        return Period.parse(text)
    except ValueError:
        return None
