"""Moving the clock of a rehearsal on, so that notices and deadlines can be lived through; a real clock has no such page."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from flask import Blueprint, abort, g, redirect, request
from flask.typing import ResponseReturnValue

from procflow import clock
from procflow.canon import stamp, unstamp
from procflow.dates import ZONE
from procflow.errors import Invalid
from procflow.queries import inbox
from procflow.web import errors, shell
from procflow.web.auth import current
from procflow.web.here import reading, today, writing
from procflow.web.safe import local

MORNING = time(9)
FARTHEST = timedelta(days=366)
BACKWARDS = "演示时钟只能向前，一次最多前进一年；请选今天以后的日期。"
NOTHING_DUE = "没有查到以后到期的事；请按天前进，或者选一个日期。"

pages = Blueprint("clock", __name__)


@pages.post("/clock/forward")
def forward() -> ResponseReturnValue:
    if not g.rehearsal:
        abort(404)
    try:
        to = wanted(request.form.get("by", ""), request.form.get("to", ""), unstamp(g.rehearsal))
    except Invalid as wrong:
        return errors.page(422, wrong.errors["to"][0])
    clock.forward(writing(), stamp(to))
    return redirect(local(request.form.get("back", ""), shell.first_page()), 303)


def wanted(by: str, to: str, now: datetime) -> datetime:
    """The moment to go to. Raises Invalid."""
    match by:
        case "day":
            return now + timedelta(days=1)
        case "due":
            return due(now)
        case "date":
            return on(day(to), now)
    raise Invalid({"to": [BACKWARDS]})


def due(now: datetime) -> datetime:
    """The morning of the next day on which something is due: at the reader's desks, or by the unit's calendar."""
    found = inbox(reading(), current().person, today(), unit=current().unit)
    days = [each for each in (*(row.due for row in found.rows), *(one.day for one in found.deadlines)) if each > today().isoformat()]
    if not days:
        raise Invalid({"to": [NOTHING_DUE]})
    return on(date.fromisoformat(min(days)), now)


def on(when: date, now: datetime) -> datetime:
    moment = datetime.combine(when, MORNING, ZONE)
    if not now < moment <= now + FARTHEST:
        raise Invalid({"to": [BACKWARDS]})
    return moment


def day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Invalid({"to": [BACKWARDS]}) from None
