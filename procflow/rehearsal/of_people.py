"""What became of people's membership: standing, term of probation, scope. It compares and changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from procflow.access import organisation
from procflow.canon import unstamp
from procflow.dates import local_day
from procflow.db import now
from procflow.rehearsal.stock import Names, Reading, Stock


class OfPeople:
    """One reading for each kind of expectation about people."""

    def __init__(self, stock: Stock) -> None:
        self.stock = stock
        self.kinds: Mapping[str, Reading] = {"terms": self.terms}

    def terms(self, wanted: Names) -> Names:
        """Each person's standing today, the last day of a probation and how often it was lengthened, first and last day in scope."""
        today: date = local_day(unstamp(now(self.stock.session)))
        people = organisation(self.stock.session, self.stock.unit).people(today.isoformat())
        return {name: {"standing": one.standing, "group": one.group, "probation_until": one.probation_until, "extensions": one.extensions,
                       "scope_from": one.scope_from, "scope_until": one.scope_until} for name, one in people.items() if name in wanted}  # fmt: skip
