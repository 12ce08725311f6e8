"""The slips of a case on paper, each with its code to be scanned, for whoever issues them; that they were shown is on record, no code is."""

from __future__ import annotations

import segno
from flask import Blueprint, current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from procflow.engine import note
from procflow.queries.heard import heard
from procflow.queries.slips import printed
from procflow.web import slips
from procflow.web.auth import current
from procflow.web.ballots import QUIET
from procflow.web.here import ident, writing
from procflow.web.reader import reader

SCALE = 4

pages = Blueprint("printing", __name__)


@pages.get("/cases/<no>/slips")
def show(no: str) -> ResponseReturnValue:
    """What came in so far, and the way to the paper."""
    found = printed(*reader(), ident(no))
    return render_template("slips.html", slips=found, sheets=(), heard=heard(*reader(), no))


@pages.post("/cases/<no>/slips")
def paper(no: str) -> ResponseReturnValue:
    """Every slip with its code: asked for by POST, so that opening a link shows none, and noted each time."""
    found = printed(*reader(), ident(no))
    note(writing(), kind="slips.printed", actor=current().person, data={"case": no, "count": found.count}, unit=found.unit)
    secret = str(current_app.config["SECRET_KEY"])
    codes = [slips.code(secret, no, number) for number in range(1, found.count + 1)]
    sheets = [(drawn(at), at) for at in (url_for("ballots.form", code=code, _external=True) for code in codes)]
    return render_template("slips.html", slips=found, sheets=sheets, heard=None), 200, QUIET


def drawn(address: str) -> Markup:
    """The square to be scanned, as a picture inside the page."""
    return Markup(segno.make(address, error="m", micro=False).svg_inline(scale=SCALE, light="#fff"))  # noqa: S704 - drawn here, of signs that are no markup
