"""The rating board of a unit's year: what is missing, places, spread, every line, and the sheet that is posted. It shows what was filed and rates nobody."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from procflow import queries
from procflow.dates import Period
from procflow.errors import NotFound
from procflow.queries.outside import outside
from procflow.queries.unrated import unrated
from procflow.web.admin.given import may
from procflow.web.drawings.slots import slots
from procflow.web.due_next import Next, due_next, undecided
from procflow.web.here import ident
from procflow.web.leaves import leaves
from procflow.web.publicity import FORMS
from procflow.web.ranking import ranking
from procflow.web.reader import reader
from procflow.web.spread import spread

pages = Blueprint("ratings", __name__)


@pages.get("/rating/<unit>/<year>")
def board(unit: str, year: str) -> ResponseReturnValue:
    """The board, or what a year that was not added up yet still waits for; with `sheet=1` the sheet for the notice board."""
    try:
        found = queries.board(*reader(), ident(unit), told(year))
    except NotFound:
        return render_template("unrated.html", of=unrated(*reader(), unit, told(year)))
    if request.args.get("sheet") and found.whole:
        days = (date.fromisoformat(found.last) - date.fromisoformat(found.first)).days + 1 if found.posted_on else 0
        return render_template("rating_sheet.html", board=found, days=days, forms=FORMS, leaves=leaves(found.lines, 2 * len(found.quotas)))
    return render_template(
        "rating.html", board=found, ranking=ranking(found, request.args), spread=spread(found), open=undecided(found), slots=slots, may_file=may("receipt"),
        next=due_next(found.case) if found.case and found.office else Next(),
        outside=outside(*reader(), found.unit, found.year, {each.member.id for each in found.lines}) if found.whole else (),
    )  # fmt: skip


def told(year: str) -> str:
    try:
        period = Period.parse(year)
    except ValueError:
        abort(404)
    return str(period) if period.kind == "year" else abort(404)
