"""With what every page asks the read door: the session, who reads, the day; the period and the branches of a page. It reads no record itself."""

from __future__ import annotations

from datetime import date

from flask import abort, request
from sqlalchemy.orm import Session

from procflow import queries
from procflow.dates import Period
from procflow.queries import Seat
from procflow.web.auth import current
from procflow.web.here import reading, today


def reader() -> tuple[Session, str, date]:
    return reading(), current().person, today()


def period_asked(otherwise: Period) -> Period:
    """The period that the address names; one that is no period is a page that there is not."""
    given = request.args.get("period", "")
    try:
        return Period.parse(given) if given else otherwise
    except ValueError:
        abort(404)


def worked() -> str:
    """The unit whose tasks are shown: the branch worked in; "" for a superior, who has those of every unit below."""
    here = next((seat for seat in queries.units(*reader()) if seat.unit == current().unit), None)
    return here.unit if here and here.kind == "branch" else ""


def branches() -> list[Seat]:
    """The unit worked in and those below it, as far as the reader sees them."""
    found = {seat.unit: seat for seat in queries.units(*reader()) if seat.standing or seat.sees}
    here = found.get(current().unit)
    return [seat for seat in found.values() if here and seat.path.startswith(here.path)]
