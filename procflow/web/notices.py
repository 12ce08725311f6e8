"""Notices of one's own: what was told, which of it is unread, marked as read one by one or all at once. It tells nobody anything."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procflow.engine import preferences
from procflow.queries import inbox, seats
from procflow.queries.desks import Desks
from procflow.queries.notices import fresh, named, unread
from procflow.web.auth import current
from procflow.web.here import ident, reading, today, writing
from procflow.web.inbox import called, line
from procflow.web.reader import worked

NOTICE = re.compile(r"([0-9a-f]{64}):(\d{1,6})")

pages = Blueprint("notices", __name__)


@pages.get("/notices")
def index() -> ResponseReturnValue:
    after = request.args.get("after", "")
    found = inbox(reading(), current().person, today(), unit=worked(), box="cc", after=after)
    new, titles = fresh(reading(), desks()), {} if worked() else {seat.unit: seat.title for seat in found.units}
    rows = [(line(row, titles), name, name in new) for row in found.rows for name in (":".join(map(str, named(row.token))),)]
    return render_template(
        "notices.html", rows=rows, following=found.following, names=dict(called(row) for row in found.rows), fresh=len(new), after=after
    )


@pages.post("/notices/read")
def read() -> ResponseReturnValue:
    """One notice, and on to its case; or everything up to now."""
    if request.form.get("all"):
        preferences.read_all(writing(), current().person)
        return redirect(url_for("notices.index"), 303)
    said = NOTICE.fullmatch(request.form.get("notice", "")) or abort(400)
    no = ident(request.form.get("no", ""))
    preferences.read(writing(), current().person, [(said[1], int(said[2]))])
    return redirect(url_for("cases.show", no=no), 303)


@pages.app_context_processor
def count() -> dict[str, Any]:
    """How many are unread, beside the reader's name. A page that tells of a broken database asks it nothing."""
    if not g.get("who") or not g.get("now"):
        return {}
    return {"unread": unread(reading(), desks())}


def desks() -> Desks:
    return Desks.of(current().person, seats(reading(), current().person, today()).values(), worked())
