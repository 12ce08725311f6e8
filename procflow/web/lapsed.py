"""A form whose token no longer holds, because its reader signed in anew meanwhile: given back to be looked at and sent again. It takes nothing."""

from __future__ import annotations

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from procflow.web import auth, kept
from procflow.web.safe import ours

OPEN = frozenset({"checking.compare", "checking.say"})  # anybody types there: no sign-in is lost, only the token


def given_back() -> ResponseReturnValue | None:
    """The page with what was typed; None where no page of this site sent it, or nobody is signed in who could have."""
    answer = auth.guard()  # the token is judged before anybody asks who is here
    if answer is not None:
        return answer
    theirs = request.endpoint in OPEN or (g.get("who") is not None and request.endpoint not in auth.PUBLIC | kept.SECRET)
    if not theirs or not ours():
        return None
    return render_template("kept.html", given=kept.at_hand()), 400
