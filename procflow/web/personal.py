"""One's own data to take along: what is in it, and the archive, which is noted. Nobody gets anybody else's."""

from __future__ import annotations

from flask import Blueprint, make_response, render_template
from flask.typing import ResponseReturnValue

from procflow.engine import note
from procflow.reports.personal import KIND, PARTS, archive, gathered
from procflow.web.auth import current
from procflow.web.here import reading, writing

pages = Blueprint("personal", __name__)


@pages.get("/me/data")
def index() -> ResponseReturnValue:
    found = gathered(reading(), current().person)
    return render_template("personal.html", parts=[(PARTS[name], len(rows)) for name, rows in found.items()])


@pages.post("/me/data")
def take() -> ResponseReturnValue:
    found = gathered(reading(), current().person)
    note(writing(), kind=KIND, actor=current().person, data={"subject": current().person, "rows": sum(map(len, found.values()))})
    answer = make_response(archive(found))
    answer.headers["Content-Type"] = "application/zip"
    answer.headers["Content-Disposition"] = f'attachment; filename="procflow-{current().person}.zip"'
    return answer
