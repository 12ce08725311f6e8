"""Signing in and out; without it nothing but the pages named here is shown. It says who is here, never what they may do."""

from __future__ import annotations

from typing import Any, cast

from flask import Blueprint, Flask, abort, current_app, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.local import LocalProxy

from procflow.canon import stamp
from procflow.db import db, moment
from procflow.engine import founding, note
from procflow.engine import sessions as presence
from procflow.models import Account
from procflow.web import browsers, here, identities, kept, people, sessions, shell
from procflow.web.passwords import Answer, Doors
from procflow.web.people import Who
from procflow.web.safe import local, ours

PUBLIC = frozenset(
    {
        "static",
        "shell.show",
        "auth.form",
        "auth.sign_in",
        "auth.as_person",
        "ballots.form",
        "ballots.cast",
        "ballots.thanks",
        "checking.index",
        "checking.show",
        "checking.compare",
        "checking.form",
        "checking.say",
        "guides.accessibility",
        "office.begin",
        "office.back",
        "setup.index",
        "setup.code",
        "setup.first",
    }
)
UNCHANGED = PUBLIC | {"own.password", "own.change", "auth.sign_out"}  # where a start password leads until it is changed
STRANGER = "stranger"

pages = Blueprint("auth", __name__)
doors = cast("Doors", LocalProxy(lambda: current_app.extensions["doors"]))

UNATTENDED = frozenset({"meetings_live.counters"})  # a page asks by itself: nobody need sit before it


def install(app: Flask) -> None:
    app.extensions["doors"] = Doors()
    app.before_request(guard)
    app.register_blueprint(pages)


def current() -> Who:
    """Who is signed in; only to be asked on pages that are not public."""
    return cast("Who", g.who)


def guard() -> ResponseReturnValue | None:
    """Denied unless signed in. A POST that came too late is kept for its author.

    The frame reads in a transaction that takes no write lock; a page that only reads goes on in it, an act begins its own.
    """
    if request.endpoint == "static" or request.blueprint == "api":  # programs show a token: web/api/callers.py
        return None
    db.session.connection(execution_options={"read_only": True})
    present = moment(db.session())
    g.now = present.at
    g.rehearsal = present.at if present.clock == "rehearsal" else None
    row = sessions.find(db.session(), session, sessions.Limits.of(current_app.config))
    if row is not None:
        enter(row)
        if row.way == sessions.START and request.endpoint not in UNCHANGED:
            return redirect(url_for("own.password"), 303)
    elif request.endpoint and request.endpoint not in PUBLIC:
        return turn_away()
    if request.method not in ("GET", "HEAD"):
        db.session.rollback()
    return None


def enter(row: Any) -> None:
    """Who is here; what they are and may do is read anew at each request."""
    g.session, g.way, g.proved = row.token_hash, row.way, row.proved
    if request.endpoint not in UNATTENDED:
        sessions.touch(session)
    if sessions.due(row) and request.endpoint not in UNATTENDED:
        presence.seen(here.writing(), row.token_hash, sessions.real_now())
        here.reading()
    g.who = Who(here.reading, row.person, session.get("unit", ""))


def turn_away() -> ResponseReturnValue:
    person = session.get(sessions.PERSON, "")
    if request.method == "POST" and (person or ours()):  # another site's form comes without our cookie, and is not ours to keep
        return render_template("login.html", **offered() | {"again": True, "kept": kept.seal(person)}), 401
    here = request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else "/"
    return redirect(url_for("auth.form", back=here if here != "/" else None, again=1 if person else None))


@pages.get("/login")
def form() -> ResponseReturnValue:
    if founding.awaited(here.reading()):
        return redirect(url_for("setup.index"))
    return redirect(shell.first_page()) if g.who else render_template("login.html", **offered())


@pages.post("/login")
def sign_in() -> ResponseReturnValue:
    login, at = request.form.get("login", "").strip()[:80], sessions.real_now()
    answer = doors.knock(db.session(), login, request.form.get("password", "")[:200], at)
    if answer.person:
        identities.confirm(db.session(), request.form.get(identities.FIELD, ""), answer.person, at)
        return welcome(answer.person, sessions.START if answer.start else sessions.PASSWORD)
    known = db.session.get(Account, login)
    data: dict[str, Any] = {
        "account": known.person if known else "",
        "left": answer.left,
        "until": stamp(answer.until) if answer.until else "",
    } | {name: True for name in ("stale", "shut") if getattr(answer, name)}
    note(db.session(), kind="sign_in", actor=STRANGER, data=data, outcome="refused")
    return render_template("login.html", **offered() | {"answer": answer, "login": login}), 429 if answer.until else 401


@pages.post("/login/as")
def as_person() -> ResponseReturnValue:
    """One click, in a rehearsal only: its people are invented and its clock is not the real one."""
    person = request.form.get("person", "")
    if not g.rehearsal or person not in {each.person for each in people.everybody(db.session())}:
        abort(404)
    return welcome(person, sessions.REHEARSAL)


@pages.post("/logout")
def sign_out() -> ResponseReturnValue:
    row = sessions.find(db.session(), session, sessions.Limits.of(current_app.config))
    if row is not None:
        sessions.end(db.session(), row.token_hash, session)
        note(db.session(), kind="sign_out", actor=row.person, data={})
    return redirect(url_for("auth.form"))


@pages.post("/unit")
def unit() -> ResponseReturnValue:
    """Work in another unit of one's own."""
    wanted = request.form.get("unit", "")
    if wanted not in {each for each, _ in current().units}:
        abort(404)
    session["unit"] = wanted
    return redirect(url_for("shell.home"))


def welcome(person: str, by: str) -> ResponseReturnValue:
    """Signed in, on record, and back to where they were going, with what they had typed."""
    row = sessions.begin(db.session(), session, person, by, browsers.rough(request.user_agent.string))
    note(db.session(), kind="sign_in", actor=person, data={"by": by, "session": row.token_hash})
    g.who = Who(here.reading, person)
    given = kept.unseal(request.form.get(kept.FIELD, ""), person)
    if given:
        if given.unit in {each for each, _ in current().units}:
            session["unit"] = given.unit
            g.who = Who(here.reading, person, given.unit)
        return render_template("kept.html", given=given)
    return redirect(local(request.form.get("back", ""), shell.first_page()))


def offered() -> dict[str, Any]:
    """What the sign-in page shows besides its two fields."""
    return {
        "everybody": people.everybody(db.session()) if g.rehearsal else [],
        "helpers": people.helpers(here.reading()),
        "office": current_app.config["OIDC"] is not None,
        "answer": Answer(),
        "login": "",
        "again": bool(request.args.get("again")),
        "kept": request.form.get(kept.FIELD, ""),
        "back": local(request.values.get("back", ""), ""),
    }
