"""Which acts ask for the password once more, and how it is asked without losing what was typed. Who may act is not said here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procflow.access import accounts
from procflow.canon import unstamp
from procflow.db import db
from procflow.engine import note
from procflow.engine import sessions as presence
from procflow.web import kept, sessions
from procflow.web.auth import current, doors
from procflow.web.here import reading, writing
from procflow.web.passwords import Answer

VALID = timedelta(minutes=10)

# The one list of them: what binds everybody for long, or is not undone. Acts that are no steps call `asked` themselves.
# Programs cannot be asked: whoever makes a token that acts proves it then.
STEPS: Mapping[str, frozenset[str]] = {
    "rule_revision": frozenset({"adopt", "file"}),
    "annual_rating": frozenset({"approve", "finalize"}),
}

pages = Blueprint("proving", __name__)


def due(procedure: str, step: str) -> bool:
    return step in STEPS.get(procedure, ()) and not fresh()


def asked() -> ResponseReturnValue | None:
    """The page that asks, with the POST at hand kept in it; None where it was asked a moment ago."""
    return None if fresh() else ask(kept.seal(current().person))


def fresh() -> bool:
    """Whether this browser proved who is there less than ten minutes ago; a rehearsal's people are invented and prove nothing."""
    if g.way == sessions.REHEARSAL:
        return True
    return bool(g.proved) and sessions.real_now() - unstamp(g.proved) <= VALID


@pages.post("/login/again")
def again() -> ResponseReturnValue:
    """The password once more: right, and what was kept can be sent again; wrong, and it counts like any other try."""
    sealed, person, own, at = request.form.get(kept.FIELD, ""), current().person, login(), sessions.real_now()
    answer = doors.knock(writing(), own, request.form.get("password", "")[:200], at)
    if not answer.person:
        note(db.session(), kind="sign_in", actor=person, data={"by": "again", "left": answer.left}, outcome="refused")
        return ask(sealed, answer)
    presence.prove(db.session(), person, g.session, at)
    given = kept.unseal(sealed, person)
    return render_template("kept.html", given=given) if given else redirect(url_for("shell.home"), 303)


def login() -> str:
    """One's own; whoever has no password here has none, and fails like a stranger."""
    return str(getattr(accounts.of(reading(), current().person), "login", ""))


def ask(sealed: str, answer: Answer | None = None) -> ResponseReturnValue:
    return render_template("again.html", kept=sealed, given=kept.unseal(sealed, current().person), answer=answer, office=g.way == sessions.OFFICE,
                           login=login(), minutes=int(VALID.total_seconds() // 60)), 401  # fmt: skip
