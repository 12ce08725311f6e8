"""Text size, language and keys of this browser, and who is signed in as what; and how to do the usual things. It keeps nothing but cookies."""

from __future__ import annotations

from flask import Blueprint, Response, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procflow.web.shell import LANGUAGES, YEAR, until
from procflow.web.told_guides import GUIDES

SIZES = {"normal": "标准字", "large": "大字版"}
TONGUES = {"zh": "中文", "en": "English"}
KEYS = {"off": "不用快捷键", "on": "用快捷键（按 ? 看有哪些；填写时不起作用）"}

pages = Blueprint("settings", __name__)


@pages.get("/settings")
def form() -> ResponseReturnValue:
    return render_template(
        "settings.html", sizes=SIZES, tongues=TONGUES, size="large" if g.large else "normal", switch=KEYS, keyed="on" if g.keys else "off"
    )


@pages.post("/settings")
def save() -> ResponseReturnValue:
    """Only what the page offers is taken; anything else leaves the setting as it is."""
    answer: Response = redirect(url_for("settings.form"))  # type: ignore[assignment]  # werkzeug's, and the same thing
    for name, known in (("size", SIZES), ("lang", LANGUAGES), ("keys", KEYS)):
        if request.form.get(name) in known:
            answer.set_cookie(name, request.form[name], max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
    return answer


@pages.get("/settings/alive")
def alive() -> ResponseReturnValue:
    """Somebody is here, as any page would show; until when the sign-in lasts now."""
    return jsonify(until=until())


@pages.get("/help")
def usage() -> ResponseReturnValue:
    return render_template("help.html", guides=GUIDES)
