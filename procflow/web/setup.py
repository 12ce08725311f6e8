"""Setting a new installation up in the browser: by whoever has the one-time code, then by the administrator, step by step, at any time."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, abort, current_app, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from procflow.canon import clean
from procflow.db import db, setting
from procflow.engine import enter, founding, note
from procflow.engine.founding import Founding
from procflow.engine.noted import Filing
from procflow.errors import Refused
from procflow.filing import UNIT_KINDS
from procflow.queries.setting_up import progress
from procflow.regimes.rulebook import bundled, load
from procflow.rehearsal.trial import trial as played
from procflow.web import acting, auth, proving, sessions, tasks_of_setup
from procflow.web.auth import STRANGER, current
from procflow.web.filters import say
from procflow.web.here import reading, today, writing

HELD = "setup"
FIELDS = ("title", "kind", "code", "name", "login", "password", "again")
OF_FIELD = {"unit-title": "title", "unit-kind": "kind", "unit-code": "code", "unit": "code", "admin-name": "name", "admin": "login"}
DIFFERENT = "两次填的密码不一样"
DONE_ALREADY = "刚才已经有人建立了管理员，请用那个账号登录。"

pages = Blueprint("setup", __name__)


@pages.get("/setup")
def index() -> ResponseReturnValue:
    """The code, then the administrator, then the list of what is left."""
    awaited = founding.awaited(reading())
    if not awaited:
        return listed() if g.who else redirect(url_for("auth.form", back=url_for("setup.index")))
    if session.get(HELD) != awaited:
        return render_template("setup/code.html", wrong=False)
    return first_form({}, {"kind": "branch"})


@pages.post("/setup/code")
def code() -> ResponseReturnValue:
    """The code as it stands on the terminal; a wrong one is on record, and nothing is told of the right one."""
    if not founding.awaited(reading()):
        return redirect(url_for("auth.form"))
    if not founding.opens(reading(), request.form.get("code", "")[:80]):
        note(writing(), kind="sign_in", actor=STRANGER, data={"by": "setup"}, outcome="refused")
        return render_template("setup/code.html", wrong=True), 401
    session.clear()
    session[HELD] = founding.awaited(reading())
    return redirect(url_for("setup.index"), 303)


@pages.post("/setup/first")
def first() -> ResponseReturnValue:
    """The first unit and its administrator, who is signed in at once."""
    if not founding.awaited(reading()):
        return redirect(url_for("auth.form"))
    if session.get(HELD) != founding.awaited(reading()):
        return redirect(url_for("setup.index"))
    given = {name: clean(request.form.get(name, "")) for name in FIELDS[:5]} | {name: request.form.get(name, "") for name in FIELDS[5:]}
    of = Founding(
        given["code"].lower(),
        given["title"],
        given["kind"],
        given["code"],
        given["login"],
        given["name"],
        given["login"],
        given["password"],
    )
    faults = {OF_FIELD.get(name, name): say(said[0]) for name, said in founding.wrong(of).items()}
    if given["password"] != given["again"]:
        faults["again"] = say(DIFFERENT)
    if faults:
        return first_form(faults, given), 422
    try:
        founding.found(writing(), of, today())
    except Refused:
        abort(409, DONE_ALREADY)
    auth.welcome(of.admin, sessions.PASSWORD)
    return redirect(url_for("setup.index"), 303)


@pages.get("/setup/regime")
def regime() -> ResponseReturnValue:
    administrator()
    return render_template("setup/regime.html", regimes=offered(), chosen="", unit=current().unit_title)


@pages.post("/setup/regime")
def adopt() -> ResponseReturnValue:
    """Checked first, then in force in this unit and below from the first day of the year."""
    administrator()
    chosen = request.form.get("regime", "")
    if chosen not in bundled():
        return render_template("setup/regime.html", regimes=offered(), chosen="", unit=current().unit_title), 422
    since = f"{today().year}-01-01"
    if "confirmed" not in request.form:
        return render_template("setup/regime.html", regimes=offered(), chosen=chosen, since=since, unit=current().unit_title)
    question = proving.asked()
    if question is not None:
        return question
    rules = load(chosen)
    form = {"version": rules.version, "sha256": rules.sha256}
    enter(writing(), Filing(current().person, acting.key(request.form), current().unit, "adoption", rules.id, form, since, rules=rules))
    return redirect(url_for("setup.index"), 303)


@pages.get("/setup/trial")
def trial() -> ResponseReturnValue:
    administrator()
    return render_template("setup/trial.html", steps=[], whole=False)


@pages.post("/setup/trial")
def try_it() -> ResponseReturnValue:
    administrator()
    db.session.rollback()
    steps, whole = played()
    if whole:
        founding.tried(writing(), current().person, today().isoformat())
    return render_template("setup/trial.html", steps=steps, whole=whole)


def first_form(faults: dict[str, str], given: dict[str, str]) -> str:
    return render_template("setup/first.html", faults=faults, given=given, kinds=UNIT_KINDS, tasks=tasks_of_setup.tasks(None, today(), ""),
                           states=tasks_of_setup.STATES)  # fmt: skip


def listed() -> ResponseReturnValue:
    administrator()
    found = tasks_of_setup.tasks(progress(reading(), today()), today(), setting(reading(), founding.TRIED))
    shown = [each if each.endpoint in current_app.view_functions else replace(each, endpoint="") for each in found]
    ready = all(each.state in (tasks_of_setup.DONE, tasks_of_setup.SPARE) for each in shown)
    next_ = next((each for each in shown if each.state in (tasks_of_setup.OPEN, tasks_of_setup.PART) and each.endpoint), None)
    return render_template("setup/tasks.html", tasks=shown, states=tasks_of_setup.STATES, ready=ready, next=next_)


def administrator() -> None:
    if "sysadmin" not in current().roles:
        abort(403)


def offered() -> dict[str, str]:
    """The rules that come with the system, by the title that they bear."""
    return {name: str(load(name).title) for name in bundled()}
