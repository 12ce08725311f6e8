"""The public page of a check code: what was printed under it, whether the paper in hand is that one. It names nobody and keeps no file."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from procflow.canon import sha256
from procflow.engine.hearing import hear
from procflow.errors import Invalid
from procflow.forms import Count, Form, Points, Text
from procflow.queries.issued import Issued, issued
from procflow.queries.received import RECEIPT
from procflow.reports.pdf.codes import typed
from procflow.web.acting import key
from procflow.web.choices import Choices
from procflow.web.fields import describe, faults
from procflow.web.forms import Filled, fill
from procflow.web.guessing import Guesses, client
from procflow.web.here import reading, today, writing
from procflow.web.sessions import real_now
from procflow.wording import points

HEARD, GUESSES = "heard", "procflow.codes"
MINUTE = 60

pages = Blueprint("checking", __name__)


class Saying(Form):
    """An objection from whoever stands before the board."""

    claim = Text("异议内容", most=1000, rows=5, hint="写明哪里不对、应当是多少、有什么依据")
    line = Count("公示表的第几行", most=5000, required=False, hint="不清楚的可以不填")
    name = Text("您的姓名", most=40, rows=1, required=False, hint="不填就是匿名；只有受理的人看得到")
    contact = Text("怎样答复您", most=80, rows=1, required=False, hint="电话或地址，可以不填；匿名的，答复公开张贴")


class Read(Form):
    """What somebody reads on the paper in hand."""

    lines = Count("纸上有多少行", most=5000, required=False)
    total = Points("各行合计相加是多少", required=False)


@pages.record_once
def counted(state: BlueprintSetupState) -> None:
    state.app.extensions[GUESSES] = Guesses()


@pages.get("/v")
def index() -> ResponseReturnValue:
    """Where a code is typed that cannot be scanned."""
    given = request.args.get("code", "")
    if code := typed(given):
        return redirect(url_for("checking.show", code=code))
    return render_template("checking.html", paper=None, given=given, wait=0), 404 if given else 200


@pages.get("/v/<code>")
def show(code: str) -> ResponseReturnValue:
    return found(code) or page(paper(code))


@pages.post("/v/<code>")
def compare(code: str) -> ResponseReturnValue:
    """What was read, and the file that was sent, beside what was issued; the file is not kept."""
    if none := found(code):
        return none
    of = paper(code)
    upload, read = request.files.get("file"), fill(Read, request.form, Choices())
    data = upload.read() if upload and upload.filename else b""
    said = read.data or {}
    same = {
        "lines": None if said.get("lines") is None else said["lines"] == of.lines,
        "total": None if said.get("total") is None else points(said["total"]) == of.total,
        "file": sha256(data) in of.files if data else None,
    }
    return page(of, same=same, read=read)


@pages.get("/v/<code>/objection")
def form(code: str) -> ResponseReturnValue:
    return found(code) or asked(paper(code), Filled({}))


@pages.post("/v/<code>/objection")
def say(code: str) -> ResponseReturnValue:
    """Taken down while the window runs; afterwards the office is to be asked."""
    if none := found(code):
        return none
    of = paper(code)
    filled = fill(Saying, request.form, Choices())
    if not of.open:
        return page(of)
    if filled.data is None:
        return asked(of, filled, 422)
    texts = {name: filled.data[name] for name in ("claim", "name", "contact") if filled.data[name]}
    try:
        record = hear(writing(), of.code, of.unit, key(request.form), texts, filled.data["line"] or 0)
    except Invalid as full:
        return asked(of, Filled(filled.values, None, full.errors), 429)
    session[HEARD] = f"{of.code} {record.hash[:RECEIPT].upper()}"
    return redirect(url_for("checking.show", code=of.code), 303)


def found(code: str) -> ResponseReturnValue | None:
    """What is answered to a code that nobody issued, and to whoever tried too many; None for a good one."""
    wait = guesses().wait(caller(), real_now())
    if wait:
        return render_template("checking.html", paper=None, given="", wait=-(-wait // MINUTE)), 429, {"Retry-After": str(wait)}
    right = typed(code)
    if right and issued(reading(), today(), right):
        return None if right == code else redirect(url_for("checking.show", code=right))
    guesses().wrong(caller(), real_now())
    return render_template("checking.html", paper=None, given=code, wait=0), 404


def paper(code: str) -> Issued:
    of = issued(reading(), today(), code)
    if of is None:
        raise LookupError(code)  # `found` has asked
    return of


def page(of: Issued, same: dict[str, bool | None] | None = None, read: Filled | None = None) -> ResponseReturnValue:
    heard = str(session.pop(HEARD, "")).partition(" ")
    views = describe(Read, Choices(), read.values if read else {}, read.errors if read else None)
    return render_template(
        "checking.html", paper=of, same=same, views=views, faults=faults(views), receipt=heard[2] if heard[0] == of.code else ""
    )


def asked(of: Issued, filled: Filled, status: int = 200) -> ResponseReturnValue:
    views = describe(Saying, Choices(), filled.values, filled.errors)
    return render_template("objecting_here.html", paper=of, views=views, faults=faults(views)), status


def guesses() -> Guesses:
    here: Guesses = current_app.extensions[GUESSES]
    return here


def caller() -> str:
    return client(str(current_app.config["SECRET_KEY"]), request.remote_addr)
