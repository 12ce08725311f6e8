"""Meetings: which there are, and one with its agenda, its roll and its two counters; a new one is called here. It counts and decides nothing."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procflow import queries
from procflow.engine import enter
from procflow.forms import EXCLUSIONS
from procflow.web import acting, agenda, calling, live, together
from procflow.web.acting import Target
from procflow.web.auth import current
from procflow.web.fields import faults
from procflow.web.forms import Filled, fill
from procflow.web.here import ident, reading, today, writing
from procflow.web.reader import branches, reader

pages = Blueprint("meetings", __name__)


@pages.get("/meetings")
def index() -> ResponseReturnValue:
    return listed(Filled({"notified_on": today().isoformat()}))


@pages.post("/meetings")
def call() -> ResponseReturnValue:
    """A meeting called: filed as a dated fact under a number of its own."""
    started = calling.calling(*reader())
    filled = fill(calling.Called, request.form, started.choices)
    if filled.data is None:
        return listed(filled, 422)
    filing = started.filing(filled.values, acting.key(request.form))
    enter(writing(), filing)
    return redirect(url_for("meetings.meeting", no=filing.subject), 303)


@pages.get("/meetings/<no>")
def meeting(no: str) -> ResponseReturnValue:
    if request.args.get("big"):
        return live.show(no)
    found = queries.meeting(*reader(), ident(no))
    waiting = queries.meetings(*reader(), found.called.unit).unscheduled if not found.called.over else ()
    return render_template(
        "meeting.html", meeting=found, page=agenda.page(found), waiting=agenda.askable(reading(), waiting), reasons=EXCLUSIONS,
        absent=agenda.absent(found),
    )  # fmt: skip


@pages.get("/meetings/<no>/roll")
def roll(no: str) -> ResponseReturnValue:
    """Who came: the form of the step, with the voting members to be ticked. It is checked and confirmed like any other step."""
    found = queries.meeting(*reader(), ident(no))
    act = acting.opened(Target.case(agenda.to_call(found), agenda.ROLL))
    return render_template("roll.html", meeting=found, act=act, views=agenda.roll_views(act, found))


@pages.post("/meetings/<no>/all/<step>/check")
def check_all(no: str, step: str) -> ResponseReturnValue:
    """The same step for several motions: what each would bring about, before any takes effect."""
    found = queries.meeting(*reader(), ident(no))
    rows = together.foreseen(agenda.commands(found, step, agenda.chosen(step, request.form)))
    return render_template("together.html", **around(found, step), rows=rows, action=url_for("meetings.take_all", no=no, step=step))


@pages.post("/meetings/<no>/all/<step>")
def take_all(no: str, step: str) -> ResponseReturnValue:
    """Each motion by itself: its own record, and its own refusal."""
    found = queries.meeting(*reader(), ident(no))
    rows = together.taken(agenda.commands(found, step, agenda.chosen(step, request.form), request.form))
    return render_template("taken.html", **around(found, step), rows=rows)


def around(found: queries.Meeting, step: str) -> dict[str, Any]:
    """What stands around the same step for several motions."""
    away = url_for("meetings.meeting", no=found.called.no)
    return {
        "step": agenda.title(step),
        "about": found.called.title,
        "away": away,
        "away_words": "返回会议",
        "field": "motion",
        "today": today(),
    }


def listed(filled: Filled, status: int = 200) -> ResponseReturnValue:
    views = calling.calling(*reader()).views(filled) if calling.may_call() else []
    found = [queries.meetings(*reader(), seat.unit) for seat in branches()]
    shown = [each for each in found if each.meetings or each.unscheduled or each.unit == current().unit]
    return render_template("meetings.html", units=shown, views=views, faults=faults(views)), status
