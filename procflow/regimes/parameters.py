"""The single answers of a regime: any parameter by its path, with clause, deadline and note; it never guesses what the rules leave out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from procflow import canon
from procflow.dates import Span
from procflow.regimes import tree
from procflow.regimes.parts import Choice, Policy


class RuleUndefinedError(LookupError):
    """The rules give no answer (domain code RULE_UNDEFINED); `path` says to which question."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(path)


@dataclass(frozen=True)
class Parameters:
    """Equal when the canonical bytes are equal; those are what is stored, hashed and filed."""

    canonical: bytes
    _tree: dict[str, Any] = field(compare=False, repr=False)

    @property
    def id(self) -> str:
        return str(self._tree["id"])

    @property
    def version(self) -> str:
        return str(self._tree["version"])

    @property
    def title(self) -> str:
        return str(self._tree["title"])

    @property
    def example(self) -> bool:
        """Whether this is a published plan that shows how one is written, for nobody to adopt as it stands."""
        return bool(self._tree.get("example", False))

    @cached_property
    def sha256(self) -> str:
        return canon.sha256(self.canonical)

    def value(self, path: str) -> Any:
        """What stands at a path, e.g. "annual.floor": points in hundredths, lists as tuples, tables as the tuple of their codes."""
        if path not in self._known:
            self._known[path] = tree.value(self._tree, path)
        return self._known[path]

    @cached_property
    def _known(self) -> dict[str, Any]:
        """Values asked for before: a rating asks the same few for every member."""
        return {}

    def clause(self, path: str) -> str:
        """The clauses and policies that a value stands on, e.g. "T8 A4"."""
        return tree.clause(self._tree, path)

    def binding(self, path: str) -> str:
        """H for a hard deadline, S for a soft one, empty for a value that is no deadline."""
        return tree.binding(self._tree, path)

    def span(self, path: str) -> Span:
        return tree.span(str(self._given(path)))

    def day(self, path: str, year: int) -> date:
        """A fixed day such as "annual.due" in a calendar year."""
        month, day = str(self._given(path)).split("-")
        return date(year, int(month), int(day))

    def policies(self) -> tuple[Policy, ...]:
        """Every single parameter in force, in the order of the schema."""
        return tree.policies(self._tree)

    def choices(self, path: str) -> tuple[Choice, ...]:
        """The entries of a list of reasons or forms: "voting.exclusions", "disposal.grounds", "forms"."""
        return tree.choices(self._tree, path)

    def figures(self, path: str) -> dict[str, int]:
        """A table of figures by code in hundredths: "appraisal.values"."""
        return tree.figures(self._tree, path)

    def weights(self, path: str) -> dict[str, Fraction]:
        """A table of shares by code: "appraisal.weights"."""
        return tree.weights(self._tree, path)

    def holder(self, role: str) -> str:
        """Who acts as a superior role here (A61); the role itself where nobody else is named."""
        return next((str(row["held_by"]) for row in self._tree["roles"] if row["role"] == role), role)

    def addressee(self, what: str) -> str | None:
        """To whom something is filed; None where the rules ask for no filing."""
        return next((str(row["to"]) for row in self._tree["filing"] if row["what"] == what), None)

    def _given(self, path: str) -> Any:
        found = self.value(path)
        if found is None:
            raise RuleUndefinedError(path)
        return found
