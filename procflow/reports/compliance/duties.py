"""The duties of a report by what they are and by unit, with how many there were of each state: the overview of the first page. It judges none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from procflow.conformance import COUNTED, Obligation, Report


@dataclass
class Tally:
    """How many duties of each state; `due` counts those that count."""

    states: Counter[str] = field(default_factory=Counter)

    @property
    def due(self) -> int:
        return sum(self.states[state] for state in COUNTED)

    def __getitem__(self, state: str) -> int:
        return self.states[state]


@dataclass(frozen=True)
class Duty:
    """One kind of duty (`sample` is one of it): all units together, and each unit that had it."""

    key: str
    sample: Obligation
    whole: Tally
    units: dict[str, Tally]


def duties(of: Report) -> list[Duty]:
    """Those of which something was missed, late or made up for stand first; else in the report's order."""
    found: dict[str, Duty] = {}
    for each in of.obligations:
        row = found.setdefault(each.key, Duty(each.key, each, Tally(), {}))
        row.whole.states[each.state] += 1
        row.units.setdefault(each.unit, Tally()).states[each.state] += 1
    return sorted(found.values(), key=lambda each: each.whole["on_time"] == each.whole.due)


def units(of: Iterable[Duty]) -> list[str]:
    """The units that had any duty."""
    return sorted({unit for each in of for unit in each.units})
