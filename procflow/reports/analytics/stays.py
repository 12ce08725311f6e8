"""Where a case lay from when to when, read off the steps that it took; what came after the day as of which is told is left out. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Step:
    """A step that a case took: its name, the day it was recorded, the state that it left the case in."""

    name: str
    on: str
    state: str


@dataclass(frozen=True, slots=True)
class Stay:
    """A state in which the case lay, from the day it came to the day it left; `until` is "" while it lies there, `left_by` names the step."""

    state: str
    since: str
    until: str = ""
    left_by: str = ""

    def days(self, as_of: str) -> int:
        """How long it lasted, or has lasted; 0 where it came and left on one day."""
        return between(self.since, self.until or as_of)

    def within(self, first: str, last: str) -> int:
        """How many of its days lie in this stretch."""
        since, until = max(self.since, first), min(self.until or last, last)
        return between(since, until) if since < until else 0


def stays(steps: Iterable[Step], as_of: str) -> Iterator[Stay]:
    """In their order; a step that leaves the case where it lies ends no stay."""
    state = since = ""
    for step in steps:
        if step.on > as_of:
            break
        if step.state != state:
            if state:
                yield Stay(state, since, step.on, step.name)
            state, since = step.state, step.on
    if state:
        yield Stay(state, since)


def between(since: str, until: str) -> int:
    return (date.fromisoformat(until) - date.fromisoformat(since)).days
