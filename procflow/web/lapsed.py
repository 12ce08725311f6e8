"""A form whose token no longer holds, because its reader signed in anew meanwhile: given back to be looked at and sent again. It takes nothing."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from procflow.web import auth, kept


def given_back() -> ResponseReturnValue | None:
    """The page with what was typed; None where no page of this site sent it, or nobody is signed in who could have."""
    answer = auth.guard()  # the token is judged before anybody asks who is here
    if answer is not None:
        return answer
    if g.get("who") is None or request.endpoint in auth.PUBLIC or not ours():
        return None
    return render_template("kept.html", given=kept.at_hand()), 400


def ours() -> bool:
    """Whether a browser says that the request came from a page of this very site."""
    return any(urlsplit(request.headers.get(name, "")).netloc == request.host for name in ("Origin", "Referer"))
