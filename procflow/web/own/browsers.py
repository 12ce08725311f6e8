"""The browsers in which one is signed in: listed, ended one by one or all the others at once."""

from __future__ import annotations

from flask import Blueprint, current_app, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from procflow.access import sessions as known
from procflow.engine import sessions as ending
from procflow.web import sessions
from procflow.web.auth import current
from procflow.web.filters import say
from procflow.web.here import reading, writing

WAYS = {sessions.PASSWORD: "密码", sessions.START: "起始密码", sessions.REHEARSAL: "演示里点名字", sessions.OFFICE: "单位账号"}


def install(pages: Blueprint) -> None:
    pages.get("/sessions")(index)
    pages.post("/sessions/end")(end)


def index() -> ResponseReturnValue:
    limits, at, mine = sessions.Limits.of(current_app.config), sessions.real_now(), g.session
    rows = [row for row in known.open_of(reading(), current().person) if sessions.lasts(row, limits, at)]
    return render_template("own/sessions.html", rows=[known.told(row, mine) for row in rows], hours=current_app.config["SESSION_HOURS"],
                           ways=WAYS, named=named, minutes=current_app.config["IDLE_MINUTES"])  # fmt: skip


def end() -> ResponseReturnValue:
    """The browser named, which may be this one, or all but this one."""
    wanted, person, mine = request.form.get("session", ""), current().person, g.session
    ending.end(writing(), person, person, sessions.real_now(), only=wanted, but="" if wanted else mine)
    if wanted == mine[: known.SHOWN]:
        session.clear()
        return redirect(url_for("auth.form"))
    return redirect(url_for("own.index"), 303)


def named(browser: str) -> str:
    """Its parts in the reader's language."""
    return " · ".join(say(part) for part in browser.split(" · ")) if browser else say("没有报名字的浏览器")
