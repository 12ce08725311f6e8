"""The rating board of a unit's year: places, ties, every line, and the same as the sheet that is posted. It shows what was filed and rates nobody."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from procflow import queries
from procflow.dates import Period
from procflow.queries import Board, Outcome, RatedLine
from procflow.web.here import ident
from procflow.web.leaves import leaves
from procflow.web.publicity import FORMS
from procflow.web.reader import reader

HIGH, FLOOR = 207, 252

pages = Blueprint("ratings", __name__)


@dataclass(frozen=True, slots=True)
class Column:
    """How many lie in a band; `height` of its column in a drawing."""

    band: Outcome
    count: int
    height: int
    share: float


@pages.get("/rating/<unit>/<year>")
def board(unit: str, year: str) -> ResponseReturnValue:
    """The board; with `sheet=1` the sheet for the notice board."""
    found = queries.board(*reader(), ident(unit), told(year))
    if request.args.get("sheet") and found.whole:
        days = (date.fromisoformat(found.last) - date.fromisoformat(found.first)).days + 1 if found.posted_on else 0
        return render_template("rating_sheet.html", board=found, days=days, forms=FORMS, leaves=leaves(found.lines, 2 * len(found.quotas)))
    return render_template("rating.html", board=found, columns=columns(found), open=waiting(found))


def told(year: str) -> str:
    try:
        period = Period.parse(year)
    except ValueError:
        abort(404)
    return str(period) if period.kind == "year" else abort(404)


def columns(found: Board) -> tuple[Column, ...]:
    """The bands from the lowest score to the highest, as far as bounds tell them apart."""
    many = Counter(each.band.code for each in found.lines)
    most = max(many.values(), default=1)
    bands = sorted(found.bands, key=lambda each: (each.low if each.low is not None else -1, each.high if each.high is not None else 10**9))
    return tuple(
        Column(each, many[each.code], round(HIGH * many[each.code] / most), round(100 * many[each.code] / most, 1)) for each in bands
    )


def waiting(found: Board) -> tuple[RatedLine, ...]:
    """The lines in a gap for which the rules ask for a decision that was not taken yet."""
    return tuple(each for each in found.lines if each.band.asks and each.confirmed is None)
