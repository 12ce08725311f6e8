"""A meeting while it is held: its two counters, who comes in, the count of the motion it is at. The write door decides; this page passes on."""

from __future__ import annotations

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procflow import queries
from procflow.engine import Command, advance
from procflow.errors import Invalid, Refused
from procflow.forms import Sentence
from procflow.queries import Meeting
from procflow.web import acting, agenda, carrying, entrance, floor
from procflow.web.acting import Target
from procflow.web.auth import current
from procflow.web.here import ident, writing
from procflow.web.reader import reader

pages = Blueprint("meetings_live", __name__)


@pages.get("/meetings/<no>/live")
def show(no: str) -> ResponseReturnValue:
    found = queries.meeting(*reader(), ident(no), acts=not request.args.get("big"))
    return shown(found)


@pages.get("/meetings/<no>/counters")
def counters(no: str) -> ResponseReturnValue:
    """The figures of both counters, and as they stand on the page; asked every few seconds, so nothing else is worked out."""
    found = queries.meeting(*reader(), ident(no), acts=False)
    big, motion = bool(request.args.get("big")), floor.at(found)
    c = found.counters
    return jsonify(
        called=c.called, due=c.due, present=c.present, written=c.written, least_present=c.least_present, missing=c.missing,
        least_in_favour=c.least_in_favour, motion=motion.no if motion else None, state=motion.state if motion else None,
        tally=dict(motion.tally) if motion else {}, stage=floor.stage(found), said=entrance.said(found),
        html=render_template("live_counters.html", meeting=found, counted=floor.counted(found), clauses=floor.clauses(found), big=big),
    )  # fmt: skip


@pages.post("/meetings/<no>/live/here")
def check_in(no: str) -> ResponseReturnValue:
    """Those named came, wrote, sit in, or are not there after all: the whole roll anew, on record as the step that it is."""
    found = queries.meeting(*reader(), ident(no))
    act = acting.opened(Target.case(agenda.to_call(found), agenda.ROLL))
    entry = entrance.read(request.form, found, act)
    if entry.wrong:
        return shown(found, entry, status=422)
    command = Command(
        step=agenda.ROLL,
        actor=current().person,
        key=acting.key(request.form),
        case=act.target.no,
        form=entry.roll,
        version=act.form.version,
    )
    try:
        advance(writing(), command)
    except Invalid:
        return shown(found, entrance.Entry(entry.who, entry.way, wrong=(Sentence("名单上至少要有一人到会"),)), status=422)
    except Refused as refused:
        return shown(queries.meeting(*reader(), ident(no)), entry.refused(refused.refusals), status=409)
    return redirect(url_for("meetings_live.show", no=found.called.no) + "#here", 303)


@pages.post("/meetings/<no>/live/count")
def count(no: str) -> ResponseReturnValue:
    """The ballots of the motion at hand, to the check page of whichever result the write door takes them for."""
    found = queries.meeting(*reader(), ident(no))
    return carrying.check(Target.case(motion := floor.counting(found), floor.result(motion, request.form)))


def shown(found: Meeting, entry: entrance.Entry = entrance.NOBODY, status: int = 200) -> ResponseReturnValue:
    motion = floor.at(found)
    said = {
        "meeting": found,
        "motion": motion,
        "counted": floor.counted(found),
        "clauses": floor.clauses(found),
        "stage": floor.stage(found),
    }
    if request.args.get("big"):
        return render_template("projected.html", **said)
    return render_template(
        "live.html", **said, page=agenda.page(found), entry=entry, ballot=floor.ballot(found), absent=entrance.expected(found),
        place=[each.no for each in found.motions].index(motion.no) + 1 if motion else 0, following=floor.following(found), ways=entrance.WAYS,
    ), status  # fmt: skip
