"""One's own tokens for programs: made, shown once, withdrawn. One that may act is made by whoever has just shown who they are."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procflow.access import tokens as known
from procflow.access.tokens import ACT, SCOPES
from procflow.canon import clean, stamp
from procflow.engine import tokens as giving
from procflow.web import acting, proving
from procflow.web.auth import current
from procflow.web.here import ident, reading, writing
from procflow.web.sessions import real_now

LONGEST = 80
TERMS = {"7": "7 天", "30": "30 天", "90": "90 天", "366": "一年"}
USUAL = "90"


def install(pages: Blueprint) -> None:
    pages.get("/tokens")(tokens)
    pages.post("/tokens")(make)
    pages.post("/tokens/end")(withdraw)


def tokens() -> ResponseReturnValue:
    return shown()


def make() -> ResponseReturnValue:
    """Only what the page offers is taken."""
    title, scope, days = clean(request.form.get("title", ""))[:LONGEST], request.form.get("scope", ""), request.form.get("days", "")
    if scope not in SCOPES or days not in TERMS:
        abort(400)
    if not title:
        return shown(missing=True), 422
    page = proving.asked() if scope == ACT else None
    if page is not None:
        return page
    issued = giving.give_once(writing(), current().person, title, scope, int(days), real_now(), key=acting.key(request.form))
    if issued is None:
        return shown(again=True), 409
    return render_template("own/token.html", issued=issued, scopes=SCOPES)


def withdraw() -> ResponseReturnValue:
    giving.end(writing(), current().person, ident(request.form.get("token", "")), real_now())
    return redirect(url_for("own.tokens"), 303)


def shown(*, missing: bool = False, again: bool = False) -> str:
    now, found = stamp(real_now()), [known.told(row) for row in known.of_person(reading(), current().person)]
    open_ = [each for each in found if not each.ended and each.expires > now]
    over = [each for each in found if each not in open_][:20]
    return render_template(
        "own/tokens.html", tokens=open_, over=over, scopes=SCOPES, terms=TERMS, usual=USUAL, missing=missing, again=again
    )
