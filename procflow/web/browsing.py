"""The programming interface as a page to browse and try: the document of this installation, nothing loaded from elsewhere."""

from __future__ import annotations

from flask import Blueprint, make_response, render_template
from flask.typing import ResponseReturnValue

from procflow.web.headers import POLICY

DRAWN = "img-src 'self' data:"  # an arrow stands in its stylesheet; no other page needs this

pages = Blueprint("browsing", __name__)


@pages.get("/api")
def index() -> ResponseReturnValue:
    answer = make_response(render_template("api.html"))
    answer.headers["Content-Security-Policy"] = POLICY.replace("img-src 'self'", DRAWN)
    return answer
