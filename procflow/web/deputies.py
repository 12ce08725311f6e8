"""Acting for each other, as the two people concerned see it: from when until when, and everything that was done. It names no deputy."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from procflow.queries.deputies import Deputyship, of_person, one
from procflow.web.here import ident, today
from procflow.web.reader import reader

TOLD_FOR = timedelta(days=14)  # so long after its end both are reminded to look through what was done

pages = Blueprint("deputies", __name__)


@pages.get("/deputies")
def index() -> ResponseReturnValue:
    return render_template("deputies.html", found=of_person(*reader()))


@pages.get("/deputies/<fact>")
def show(fact: str) -> ResponseReturnValue:
    found, deeds = one(*reader(), ident(fact))
    return render_template("deputy.html", one=found, deeds=deeds)


def lately() -> list[Deputyship]:
    """What runs now, or has ended within the last days: for the top of the reader's tasks."""
    since = (today() - TOLD_FOR).isoformat()
    return [each for each in of_person(*reader()) if each.state == "now" or (each.state == "over" and each.until >= since)]
