"""A proposal of new rules as a guard sees it: what its file says, what is wrong with it, and which periods are taken already."""

from __future__ import annotations

from dataclasses import dataclass

from procflow.dates import Period
from procflow.regimes.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class ProposalSeen:
    """`rules` are None where no file could be read as such; `file` is the hash of the one that was read.

    `problems` are sentences: flaws of the file, and errors of the rules. `old` are the rules in force today. `used` are id, version and hash
    of everything that was ever adopted here; `begun` the periods that the proposal leaves alone: they have entries, or a closing that was
    compiled or is of no period of the proposed rules.
    """

    rules: Rulebook | None
    file: str
    problems: tuple[str, ...]
    old: Rulebook
    used: frozenset[tuple[str, str, str]]
    begun: tuple[Period, ...]

    @property
    def proposed(self) -> Rulebook:
        """The rules of a proposal that was handed in. LookupError for none."""
        if self.rules is None:
            raise LookupError("no rules were handed in")
        return self.rules

    def first_free(self, today: Period) -> Period:
        """The first period, from today's on, that is not compiled and has no entry under the old rules (A59)."""
        while any(today.first <= each.last and each.first <= today.last for each in self.begun):
            today = today.next()
        return today
