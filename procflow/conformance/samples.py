"""A sample of a unit's cases that anyone can draw again: the population frozen at an instant, put in order by a seed. It chooses no seed and records nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

from procflow import canon
from procflow.conformance.reading import Reading, organisation
from procflow.conformance.seen import units
from procflow.conformance.whole import within


@dataclass(frozen=True)
class Sample:
    """A drawing as it stands on record: of which cases, as of which instant, with which seed, and what it gave.

    `population` are the numbers of the cases, in order; `digest` the hash over them that was recorded with the seed; `size` and `root`
    say where the sealed log was. `event_id` and `by` name the record and who drew.
    """

    event_id: str
    by: str
    at: str
    unit: str
    period: str
    wanted: int
    seed: str
    digest: str
    size: int
    root: str
    population: tuple[str, ...]

    @property
    def drawn(self) -> tuple[str, ...]:
        return drawn(self.seed, self.population, self.wanted)

    @property
    def agrees(self) -> bool:
        """Whether the population found now is the one that was recorded."""
        return self.digest == canon.digest(list(self.population))


def drawn(seed: str, population: Iterable[str], wanted: int) -> tuple[str, ...]:
    """The first of the cases in the order of SHA-256(seed, newline, number): nobody chooses, and `sha256sum` gives the same."""
    return tuple(sorted(population, key=lambda no: (sha256(f"{seed}\n{no}".encode()).digest(), no))[:wanted])


def population(reading: Reading, unit: str, at: str) -> tuple[str, ...]:
    """The unit's cases of the period that had a record before this instant, by number."""
    if reading.period is None:
        return ()
    (seen,) = units(replace(reading, instant=at), [organisation(replace(reading, instant=at), unit)])
    return tuple(sorted(seen.no(chain) for chain in seen.chains if within(seen, chain, reading.period)))
