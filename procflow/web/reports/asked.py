"""What a report's address asks for: the unit, the period, the day as of which, one procedure. It reads the choices and nothing of a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, request

from procflow.dates import Period
from procflow.db import now
from procflow.machines import tables
from procflow.queries import Seat
from procflow.reports.readers import periods, readable, usual
from procflow.web.auth import current
from procflow.web.here import ident, reading, today
from procflow.web.reader import period_asked, reader


@dataclass(frozen=True)
class Asked:
    """`as_of` is today where none is asked for; `procedure` "" for all."""

    unit: str
    period: Period
    as_of: date
    procedure: str
    seats: tuple[Seat, ...]
    periods: tuple[Period, ...]

    @property
    def back(self) -> bool:
        """Whether it is looked back from an earlier day."""
        return self.as_of < today()

    @property
    def moment(self) -> str:
        """What the data are of: the day looked back from, else now."""
        return self.as_of.isoformat() if self.back else now(reading())

    @property
    def address(self) -> dict[str, Any]:
        """The same, as the parts of an address."""
        return {"unit": self.unit, "period": str(self.period), "asof": self.as_of.isoformat() if self.back else None}


def asked() -> Asked:
    """Whoever reads no unit's reports, and of a unit that is not theirs, is turned away."""
    seats = readable(*reader())
    if not seats:
        abort(403)
    here = next((each for each in seats if each.unit == current().unit), seats[0])
    unit = ident(request.args["unit"]) if request.args.get("unit") else here.unit
    if unit not in {each.unit for each in seats}:
        abort(404)
    known = periods(reading(), unit, today())
    procedure = request.args.get("procedure", "")
    return Asked(unit, period_asked(usual(known, today())), looked_from(), procedure if procedure in tables() else "", seats, known)


def looked_from() -> date:
    """The day of the address; one that is none, or still to come, is today."""
    try:
        return min(date.fromisoformat(request.args.get("asof", "")), today())
    except ValueError:
        return today()
