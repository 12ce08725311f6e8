"""The background work for whoever administers: what waits, runs, failed, and why in words. It starts and repeats nothing."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from procflow.queries.work import work
from procflow.web.here import reading

STATES = {"failed": ("没有办成", "late"), "running": ("正在办", "now"), "queued": ("等着办", ""), "done": ("已办完", "ok")}

pages = Blueprint("admin_jobs", __name__)


@pages.get("/admin/jobs")
def index() -> ResponseReturnValue:
    return render_template("admin/jobs.html", work=work(reading()), states=STATES)
