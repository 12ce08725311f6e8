"""Evidence to take away: the bundle of a case for whoever may see all of it, one's own score for oneself. It checks nothing: verify.py does."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procflow import jobs, queries
from procflow.errors import NotFound
from procflow.proof import heads
from procflow.proof.bundle import Bundle, bundle, covered, granted, handed, whole
from procflow.proof.keys import State
from procflow.proof.scores.own import provable, score, taken
from procflow.proof.signer import Signer
from procflow.queries.checkpoints import last_checkpoint
from procflow.queries.view import view
from procflow.reports.viewed import viewed
from procflow.web.auth import current
from procflow.web.here import ident, reading, today, writing
from procflow.web.reader import reader

NUMBER = "填纸上检查点第二行的数字，例如 1280"
LONGEST = 12

pages = Blueprint("evidence", __name__)


@pages.get("/cases/<no>/evidence")
def show(no: str) -> ResponseReturnValue:
    return page(no)


@pages.post("/cases/<no>/evidence")
def take(no: str) -> ResponseReturnValue:
    """The file; that it was taken is on record."""
    granted(*reader(), ident(no))
    try:
        printed = sizes(request.form.get("printed", ""))
    except ValueError:
        return page(no, NUMBER), 422
    try:
        made = bundle(*reader(), no, keys(), printed=printed)
    except NotFound:  # nothing of it is signed yet: the page says so, and offers to have it done
        return page(no), 409
    handed(writing(), current().person, no, made)
    viewed(reading(), current().person, today(), no)
    return archive(made)


@pages.post("/cases/<no>/evidence/now")
def bring_up(no: str) -> ResponseReturnValue:
    """Have the newest records sealed, stated and signed: the background work does it, within seconds."""
    granted(*reader(), ident(no))
    jobs.renew(writing(), heads.STATES, 0)
    return redirect(url_for("evidence.show", no=no, asked=1), 303)


@pages.get("/me/scores")
def scores() -> ResponseReturnValue:
    """The closed periods of which one's own line can be proved."""
    return own_scores("")


@pages.post("/me/scores")
def prove() -> ResponseReturnValue:
    """One's own line of one period, alone; that it was taken is on record."""
    period = request.form.get("period", "")
    if period not in provable(reading(), current().person):
        abort(404)
    try:
        printed = sizes(request.form.get("printed", ""))
    except ValueError:
        return own_scores(NUMBER), 422
    made = score(reading(), current().person, period, keys(), printed=printed)
    taken(writing(), current().person, period, made)
    return archive(made)


def own_scores(fault: str) -> str:
    periods = provable(reading(), current().person)
    given = request.form.get("printed", "")[:LONGEST]
    return render_template("scores.html", periods=periods, person=current().person, fault=fault, given=given)


def archive(made: Bundle) -> Response:
    answer = make_response(made.data)
    answer.headers["Content-Type"] = "application/zip"
    answer.headers["Content-Disposition"] = f'attachment; filename="{made.name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def page(no: str, fault: str = "") -> str:
    of = view(*reader(), ident(no))
    called = queries.names(reading(), [of.row.subject])
    return render_template(
        "evidence.html",
        no=of.row.no,
        title=of.table.title,
        about=called.get(of.row.subject, of.org.unit.title),
        records=of.row.seq,
        whole=whole(of),
        checkpoint=last_checkpoint(reading()),
        covered=covered(reading(), of.row.case_id),
        fault=fault,
        given=request.form.get("printed", "")[:LONGEST],
        asked=request.args.get("asked", ""),
    )


def sizes(text: str) -> tuple[int, ...]:
    """The size that was typed, none for nothing. Raises ValueError."""
    found = text.strip()
    if found and not (found.isascii() and found.isdigit() and len(found) <= LONGEST):
        raise ValueError(found)
    return (int(found),) if found else ()


def keys() -> State:
    """Raises NotFound before anything was signed."""
    signer = Signer(current_app.config["SIGNER"])
    if not signer.there:
        raise NotFound
    return signer.state
