"""Text size and language of this browser, and who is signed in as what; and how to do the usual things. It keeps nothing but two cookies."""

from __future__ import annotations

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procflow.web.shell import LANGUAGES, YEAR

SIZES = {"normal": "标准字", "large": "大字版"}
TONGUES = {"zh": "中文", "en": "English"}

pages = Blueprint("settings", __name__)


@pages.get("/settings")
def form() -> ResponseReturnValue:
    return render_template("settings.html", sizes=SIZES, tongues=TONGUES, size="large" if g.large else "normal")


@pages.post("/settings")
def save() -> ResponseReturnValue:
    """Only what the page offers is taken; anything else leaves the setting as it is."""
    answer: Response = redirect(url_for("settings.form"))  # type: ignore[assignment]  # werkzeug's, and the same thing
    for name, known in (("size", SIZES), ("lang", LANGUAGES)):
        if request.form.get(name) in known:
            answer.set_cookie(name, request.form[name], max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
    return answer


@pages.get("/help")
def usage() -> ResponseReturnValue:
    return render_template("help.html")
