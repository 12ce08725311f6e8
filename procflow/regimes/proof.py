"""A regime file read and checked in one go, finished or not: everything there is to say of it, with line and column; it files nothing."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from procflow.regimes.check import check
from procflow.regimes.findings import Finding
from procflow.regimes.reader import FORMAT, Draft, draft
from procflow.regimes.rulebook import Rulebook
from procflow.regimes.schema import COMPONENTS
from procflow.regimes.shapes import completed

# What the arithmetic takes for granted where an unfinished file does not say it, so that the grades can be looked at all the same.
NEUTRAL: dict[str, Any] = {
    "annual.formula": "sum_periods", "annual.floor": None, "annual.ceiling": None, "annual.period_floor": None, "annual.places": 2,
    "cycle.period": "quarter", "veto.effect": None, "grading.resolution": None, "grading.shared_bound": None, "grading.order": None,
    **{f"components.{name}.{key}": None for name in COMPONENTS if name != "veto" for key in ("cap", "per")},
    "items": [], "grades": [], "gaps": [], "components.base.mode": "accumulate", "components.base.floor": None, "components.base.carry_over": 0,
    "components.bonus.multipliers": [], "scope.classes": [], "probation.thresholds": [], "activists.thresholds": [],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A finding and where in the file it is: both counted from 1."""

    finding: Finding
    line: int
    column: int


def proof(text: str, cycle_no: int | None = None) -> list[Told]:
    """Everything wrong, doubtful or left open in a file, errors first, each in the order of the lines."""
    found = draft(text)
    told = [Told(Finding("error", flaw.code, flaw.path, flaw.sentence, flaw.inputs), flaw.line, flaw.column) for flaw in found.flaws]
    told += [Told(finding, *found.place(finding.path)) for finding in check(unfinished(found), cycle_no)] if found.tree else []
    order = ("error", "warning", "hole")
    return sorted(told, key=lambda each: (order.index(each.finding.severity), each.line, each.column))


def unfinished(found: Draft) -> Rulebook:
    """What a file says so far, as a rulebook that nobody can adopt: it has no bytes."""
    tree: dict[str, Any] = {"format": FORMAT, **deepcopy(found.tree)}
    for path, value in NEUTRAL.items():
        *stems, last = path.split(".")
        branch = tree
        for stem in stems:
            branch = branch.setdefault(stem, {})
        branch.setdefault(last, value if isinstance(value, list) else {"is": value, "by": []})
    return Rulebook(b"", completed(tree))
