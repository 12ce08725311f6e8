"""How one wants to be told by mail, and one's own stock phrases. Nobody else's are seen or set here."""

from __future__ import annotations

import re

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procflow.canon import clean
from procflow.engine import preferences as keeping
from procflow.queries import preferences
from procflow.web.auth import current
from procflow.web.here import reading, writing

ADDRESS = re.compile(r"[^\s@<>\"',;:\\()\[\]]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)+")
HOURS = tuple(f"{hour:02d}:00" for hour in range(24))
NOT_ONE = "邮箱地址写法不对，例如 li@example.cn"
MOST_PHRASES, LONGEST = 12, 40


def install(pages: Blueprint) -> None:
    pages.get("/notices")(reach)
    pages.post("/notices")(set_reach)
    pages.get("/phrases")(phrases)
    pages.post("/phrases")(set_phrases)


def reach() -> ResponseReturnValue:
    return shown(preferences.reach(reading(), current().person))


def set_reach() -> ResponseReturnValue:
    address = clean(request.form.get("address", ""))[:200]
    quiet = tuple(request.form.get(name, usual) for name, usual in zip(("from", "until"), preferences.QUIET, strict=True))
    wanted = preferences.Reach(address, bool(request.form.get("daily")), (quiet[0], quiet[1]), g.lang)
    if address and not ADDRESS.fullmatch(address):
        return shown(wanted, NOT_ONE), 422
    if not set(quiet) <= set(HOURS):
        return shown(preferences.reach(reading(), current().person)), 422
    keeping.reach(writing(), current().person, address, {"daily": wanted.daily, "quiet": list(quiet), "lang": g.lang})
    return redirect(url_for("own.reach"), 303)


def shown(said: preferences.Reach, wrong: str = "") -> str:
    return render_template("own/reach.html", said=said, wrong=wrong, hours=HOURS, posted=current_app.config["SMTP"] is not None)


def phrases() -> ResponseReturnValue:
    return render_template("own/phrases.html", phrases=own_phrases(), most=MOST_PHRASES)


def set_phrases() -> ResponseReturnValue:
    """One to a line."""
    lines = (clean(each)[:LONGEST] for each in request.form.get("phrases", "").splitlines())
    keeping.keep(writing(), current().person, "phrases", list(dict.fromkeys(each for each in lines if each))[:MOST_PHRASES])
    return redirect(url_for("own.phrases"), 303)


def own_phrases() -> tuple[str, ...]:
    return tuple(preferences.preference(reading(), current().person, "phrases") or ())
