"""What has become of cases: where they lie, how they ended, objections, applications, claims for another quarter. It compares and changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from procflow.dates import Period
from procflow.facts import rules
from procflow.rehearsal.stock import Names, Reading, Stock
from procflow.wording import points


class OfCases:
    """One reading for each kind of expectation about cases."""

    def __init__(self, stock: Stock) -> None:
        self.stock = stock
        self.kinds: Mapping[str, Reading] = {
            "states": self.states, "last": self.last, "taken": self.taken, "objections": self.objections, "enrollment": self.enrollment,
            "routed": self.routed,
        }  # fmt: skip

    def states(self, wanted: Names) -> Names:
        return {name: self.stock.case(name).state for name in wanted}

    def last(self, wanted: Names) -> Names:
        """The step that each case took last: of one that is over, what ended it."""
        return {name: self.stock.steps(self.stock.case(name))[-1].step for name in wanted}

    def taken(self, wanted: Names) -> Names:
        """For each case the day on which each of its steps was first taken."""
        return {name: {step.step: step.on for step in reversed(self.stock.steps(self.stock.case(name)))} for name in wanted}

    def objections(self, wanted: Names) -> Names:
        """When each was filed, as what kind it was admitted, what was decided, and when it was closed."""
        return {name: self.objection(self.stock.case(name)) for name in wanted}

    def objection(self, row: Any) -> dict[str, Any]:
        steps = self.stock.steps(row)
        said: dict[str, Any] = {}
        for step in steps:
            said |= {name: step.form[name] for name in ("kind", "component", "result", "points") if step.form.get(name) is not None}
        again = any(step.step == "request_reconsideration" for step in steps)
        given = {"filed": steps[0].on, "closed": steps[-1].on if row.state.startswith("closed_") else "", "by": steps[-1].step,
                 "round": "2" if again else "1"}  # fmt: skip
        return {**said, "points": points(int(said.get("points", 0))), **given}

    def enrollment(self, _: Names) -> Names:
        """For each year what became of each member's application: of several, the last."""
        found: dict[str, dict[str, str]] = {}
        for row in self.stock.of("enrollment_application"):
            found.setdefault(row.period, {})[row.subject] = row.state
        return found

    def routed(self, _: Names) -> Names:
        """Each claim that counts in another period than that of its filing (A39)."""
        found = {}
        for row in self.stock.of("bonus_claim"):
            filed = next((step for step in self.stock.steps(row) if step.step == "submit"), None)
            kind = rules(self.stock.session, row.regime).value("cycle.period")
            if filed and str(Period.of(date.fromisoformat(filed.on), kind)) != row.period:
                said = {"filed": filed.on, "points": points(filed.form["points"]), "period": row.period, "state": row.state}
                found[self.stock.names.get(row.no, row.no)] = said
        return found
