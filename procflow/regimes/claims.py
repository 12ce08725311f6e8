"""For which period a claim counts, by the day it was filed and the day of the deed (A21, A39); it knows no calendar of holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from procflow.dates import Kind, Period


@dataclass(frozen=True)
class Claims:
    """`cycle_by` deed or filing; `cutoff_day` in a period's last month (None: its last day); `last_cutoff` for a year's last period."""

    kind: Kind
    cycle_by: str
    cutoff_day: int | None
    last_cutoff: str | None
    late: str

    def cutoff(self, period: Period) -> date:
        """Last day of filing for a period."""
        if self.last_cutoff and period.last == date(period.year, 12, 31):
            month, day = self.last_cutoff.split("-")
            return date(period.year + 1, int(month), int(day))
        return period.last if self.cutoff_day is None else period.last.replace(day=min(self.cutoff_day, period.last.day))

    def period(self, filed: date, deed: date) -> Period | None:
        """None for a deed in the future, and for one whose cycle takes no more claims."""
        if deed > filed:
            return None
        found = Period.of(filed, self.kind)
        if self.late == "next_period" and filed > self.cutoff(found):
            found = found.next()
        if self.cycle_by == "filing" or deed.year == found.year:
            return found
        last = Period.of(date(deed.year, 12, 31), self.kind)
        return last if filed <= self.cutoff(last) else None
