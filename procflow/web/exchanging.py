"""A unit's cases taken for the tools of process mining, by POST because it is on record. It gathers nothing."""

from __future__ import annotations

from flask import Blueprint, abort, make_response, request
from flask.typing import ResponseReturnValue

from procflow.dates import Period
from procflow.reports.interchange.taking import FORMATS, taken
from procflow.web.auth import current
from procflow.web.here import ident, today, writing
from procflow.web.publicity import told

MEDIA = {"xes": "application/xml", "ocel": "application/json"}

pages = Blueprint("exchanging", __name__)


@pages.post("/audit/export/<form>")
def take(form: str) -> ResponseReturnValue:
    if form not in FORMATS:
        abort(404)
    unit, period = ident(request.form.get("unit", "")), Period.parse(told(request.form.get("period", "")))
    made = taken(writing(), current().person, today(), unit, period, form, named=bool(request.form.get("names")))
    answer = make_response(made.data)
    answer.headers["Content-Type"] = MEDIA[form]
    answer.headers["Content-Disposition"] = f'attachment; filename="{unit}-{period}.{form}{".json" if form == "ocel" else ""}"'
    return answer
