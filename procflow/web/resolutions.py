"""Resolutions: what a body decided and who was there, filed by the keeper of its minutes; steps then name it. Who may file is the write door's to say."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procflow import queries
from procflow.engine import enter
from procflow.engine.noted import Filing
from procflow.filing import ResolutionForm
from procflow.forms import Choice, Day, Form
from procflow.web import acting
from procflow.web.auth import current
from procflow.web.calling import calling
from procflow.web.fields import faults
from procflow.web.forms import Filled, describe, fill
from procflow.web.here import today, writing
from procflow.web.reader import reader
from procflow.web.safe import local

pages = Blueprint("resolutions", __name__)


@pages.get("/resolutions")
def index() -> ResponseReturnValue:
    return listed(Filled({"on": today().isoformat()}))


@pages.post("/resolutions")
def file() -> ResponseReturnValue:
    """A resolution filed as a dated fact, under a number of its own; then back to the step that needs it."""
    start = calling(*reader())
    filled = fill(asked(), request.form, start.choices)
    if filled.data is None:
        return listed(filled, 422)
    on = str(filled.values["on"])
    again = sum(1 for one in queries.resolutions(*reader(), current().unit) if one.on == on)
    form = {name: value for name, value in filled.values.items() if name != "on"}
    subject = f"{start.code}-JY-{on}-{again + 1}"
    enter(writing(), Filing(current().person, acting.key(request.form), current().unit, "resolution", subject, form, since=on))
    return redirect(local(request.form.get("back", ""), url_for("resolutions.index")), 303)


def asked() -> type[Form]:
    """The form, with the bodies whose minutes this person keeps and the day of the resolution."""
    bodies = queries.kept_bodies(*reader(), current().unit)
    fields = {"body": Choice("作出决议的组织", bodies), "on": Day("决议日期")}
    return type("Decided", (ResolutionForm,), fields)


def listed(filled: Filled, status: int = 200) -> ResponseReturnValue:
    found = queries.resolutions(*reader(), current().unit)
    mine = queries.kept_bodies(*reader(), current().unit)
    views = describe(asked(), calling(*reader()).choices, filled.values, filled.errors) if mine else []
    back = local(request.values.get("back", ""), "")
    return render_template("resolutions.html", found=found, views=views, faults=faults(views), back=back), status
