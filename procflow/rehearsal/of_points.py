"""What members have: sums, the lines of their quarters, what a cap kept back. It reads ledger and statements, compares and changes nothing."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, select

from procflow.access import organisation
from procflow.dates import Period
from procflow.facts import rules
from procflow.models import LedgerEntry
from procflow.regimes.rated import counting
from procflow.rehearsal.stock import Names, Reading, Stock
from procflow.wording import points

LINE = ("base", "bonus", "deduction", "task", "score")


class OfPoints:
    """One reading for each kind of expectation about points."""

    def __init__(self, stock: Stock) -> None:
        self.stock = stock
        self.kinds: Mapping[str, Reading] = {"points": self.points, "quarters": self.quarters, "uncredited": self.uncredited}

    def points(self, wanted: Names) -> Names:
        """What counts in a quarter or, for a year, in all of it, for each member."""
        return {period: {member: points(self.sum(member, period)) for member in members} for period, members in wanted.items()}

    def sum(self, member: str, period: str) -> int:
        counted = LedgerEntry.cycle == period if len(period) == 4 else LedgerEntry.counts_in == period
        chosen = select(func.coalesce(func.sum(LedgerEntry.points), 0)).where(
            LedgerEntry.unit == self.stock.unit, LedgerEntry.member_id == member, counted
        )
        return int(self.stock.session.execute(chosen).scalar_one())

    def quarters(self, _: Names) -> Names:
        """For each member the line of every period in which anything was booked, and whether it counts (A23)."""
        return {member: {period: {**{name: points(line[name]) for name in LINE}, "counts": "yes" if line["counts"] else "no"}
                         for period, line in periods.items()} for member, periods in self.lines().items()}  # fmt: skip

    def lines(self) -> dict[str, dict[str, dict[str, int]]]:
        """The same in hundredths, as the statement filed last for each period has it."""
        stated = dict(self.stock.facts("statement"))
        booked = select(LedgerEntry.member_id, LedgerEntry.counts_in).where(LedgerEntry.unit == self.stock.unit).distinct()
        found: dict[str, dict[str, dict[str, int]]] = {}
        for member, period in sorted((row.member_id, row.counts_in) for row in self.stock.session.execute(booked)):
            line = next((row for row in stated.get(period, {}).get("lines", ()) if row[0] == member), None)
            if line:
                found.setdefault(member, {})[period] = {
                    **dict(zip(LINE, line[1:-1], strict=True)),
                    "counts": int(self.counts(member, period)),
                }
        return found

    def counts(self, member: str, period: str) -> bool:
        """Whether the member was in scope for days enough, by the rules of that period (A23)."""
        at = Period.parse(period)
        year = Period(at.year, "year")
        org = organisation(self.stock.session, self.stock.unit)
        person, adopted = org.person(member, year.last.isoformat()), org.last_adopted(at.last.isoformat())
        return bool(person and adopted and at in counting(rules(self.stock.session, str(adopted.data["sha256"])), year, person))

    def uncredited(self, _: Names) -> Names:
        """What caps kept back of what was posted, for each period and member: all of it."""
        kept = func.sum(LedgerEntry.uncredited).label("kept")
        chosen = select(LedgerEntry.counts_in, LedgerEntry.member_id, kept).where(LedgerEntry.unit == self.stock.unit)
        found: dict[str, dict[str, str]] = {}
        for row in self.stock.session.execute(chosen.group_by(LedgerEntry.counts_in, LedgerEntry.member_id)):
            if row.kept:
                found.setdefault(row.counts_in, {})[row.member_id] = points(int(row.kept))
        return found
