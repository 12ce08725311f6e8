"""People: who belongs to the unit on a day and as what; one person with the whole past. What can be filed stands in `belonging`."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from procflow.queries.memberships import one, roll
from procflow.queries.posts import posts
from procflow.queries.transfers import arrivals, handed_over
from procflow.web.admin import flow
from procflow.web.admin.belonging import ACTS
from procflow.web.admin.given import asof, may
from procflow.web.auth import current
from procflow.web.here import ident
from procflow.web.reader import reader

pages = Blueprint("admin_people", __name__)


@pages.get("/admin/people")
def index() -> ResponseReturnValue:
    day = asof()
    found = roll(*reader(), current().unit, day.on)
    waiting = arrivals(*reader(), current().unit)
    return render_template("admin/people.html", found=found, waiting=waiting, asof=day, may=may("membership"))


@pages.get("/admin/people/<person>")
def person(person: str) -> ResponseReturnValue:
    day, unit = asof(), current().unit
    who, past = one(*reader(), unit, ident(person), day.on)
    held = [each for each in posts(*reader(), unit, day.on).posts if each.person.id == person]
    return render_template(
        "admin/person.html", one=who, past=past, held=held, brought=handed_over(*reader(), unit, person), asof=day, may=may("membership")
    )


flow.routes(pages, ACTS)
