"""One's own password: changed by whoever knows the present one, which ends every other browser. It shows none."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procflow.access import accounts
from procflow.access.passwords import LEAST, SAME, wrong
from procflow.db import db
from procflow.engine import accounts as changing
from procflow.engine import note
from procflow.web import sessions
from procflow.web.auth import current, doors
from procflow.web.filters import say
from procflow.web.here import reading, writing

FAILED = "authn_password_change_fail"
DIFFERENT = "两次填的新密码不一样"
NOT_IT = "现在的密码不对，还可以试 {left} 次"
TOO_OFTEN = "连续 5 次没有对上，先停一会儿，过一刻钟再改"


def install(pages: Blueprint) -> None:
    pages.get("/password")(password)
    pages.post("/password")(change)


def password() -> ResponseReturnValue:
    return shown({})


def change() -> ResponseReturnValue:
    """The new password is judged first: a try with the old one counts, and should not be spent on a slip of the pen."""
    given = {name: request.form.get(name, "") for name in ("old", "new", "again")}
    login, person, at = own(), current().person, sessions.real_now()
    found = judged(given, login)
    if found:
        return shown(found, 422)
    answer = doors.knock(writing(), login, given["old"], at)
    if not answer.person:
        note(db.session(), kind=FAILED, actor=person, data={"left": answer.left}, outcome="refused")
        return shown({"old": say(NOT_IT, left=answer.left) if answer.left else say(TOO_OFTEN)}, 422)
    changing.change(db.session(), person, given["new"], at, here=g.session)
    return redirect(url_for("own.password", changed=1), 303)


def judged(given: dict[str, str], login: str) -> dict[str, str]:
    if given["new"] != given["again"]:
        return {"again": say(DIFFERENT)}
    if given["new"] == given["old"]:
        return {"new": say(SAME)}
    found = wrong(given["new"], login)
    return {"new": say(found)} if found else {}


def shown(faults: dict[str, str], status: int = 200) -> ResponseReturnValue:
    start = g.way == sessions.START
    return render_template(
        "own/password.html", login=own(), faults=faults, least=LEAST, start=start, changed="changed" in request.args
    ), status


def own() -> str:
    """One's own login; "" for somebody who has no password here."""
    row = accounts.of(reading(), current().person)
    return row.login if row is not None and row.password else ""
