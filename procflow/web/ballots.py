"""The public page of a slip: no account, no script, once. The code comes in the address alone; it is not logged, stored, shown, or sent on to anybody."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from procflow import wording
from procflow.dates import Period
from procflow.engine import Command, advance
from procflow.errors import NotFound, Refused
from procflow.forms import Person
from procflow.queries.slips import CAST, Slip, sheet, slip
from procflow.web import slips
from procflow.web.acting import key
from procflow.web.choices import Choices
from procflow.web.fields import describe
from procflow.web.forms import Filled, fill
from procflow.web.guessing import Guesses, client
from procflow.web.here import reading, today, writing
from procflow.web.sessions import real_now

STATUS = {"open": 200, "used": 410, "closed": 410, "unknown": 404, "later": 429}
QUIET = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}

GUESSES = "procflow.guesses"
MINUTE = 60

pages = Blueprint("ballots", __name__)


@pages.record_once
def counted(state: BlueprintSetupState) -> None:
    state.app.extensions[GUESSES] = Guesses()


@pages.before_request
def patient() -> ResponseReturnValue | None:
    """Whoever handed in too many wrong codes waits, whatever the next one is."""
    wait = guesses().wait(caller(), real_now()) if "code" in (request.view_args or {}) else 0
    if not wait:
        return None
    answer = make_response(shown("later", minutes=-(-wait // MINUTE)))
    answer.headers["Retry-After"] = str(wait)
    return answer


@pages.after_request
def quiet(response: Response) -> Response:
    response.headers.update(QUIET)
    return response


@pages.get("/ballot/thanks")
def thanks() -> ResponseReturnValue:
    return shown("thanks")


@pages.get("/ballot/<code>")
def form(code: str) -> ResponseReturnValue:
    held = read(code)
    try:
        return asked(slip(reading(), held[1], today(), *held[0])) if held else unknown()
    except NotFound:
        return unknown()


@pages.post("/ballot/<code>")
def cast(code: str) -> ResponseReturnValue:
    """The answer, through the write door, under the pseudonym of the slip; whatever stands against it by now is told in plain words."""
    held = read(code)
    if held is None:
        return unknown()
    (no, number), actor = held
    try:
        found = slip(reading(), actor, today(), no, number)
    except NotFound:
        return unknown()
    if found.asks is None:
        return asked(found)
    filled = fill(found.asks, request.form, Choices())  # type: ignore[arg-type]
    if filled.data is None:
        return asked(found, filled)
    try:
        advance(writing(), Command(step=CAST, actor=actor, key=key(request.form), case=no, form=filled.values))
    except Refused:
        return asked(slip(reading(), actor, today(), no, number), filled)
    return redirect(url_for("ballots.thanks"), 303)


def unknown() -> ResponseReturnValue:
    """A code that opens nothing, which counts as a guess."""
    guesses().wrong(caller(), real_now())
    return shown("unknown")


def guesses() -> Guesses:
    found: Guesses = current_app.extensions[GUESSES]
    return found


def caller() -> str:
    return client(str(current_app.config["SECRET_KEY"]), request.remote_addr)


def read(code: str) -> tuple[tuple[str, int], str] | None:
    """The case and number that the code stands for, with the pseudonym of the slip; None for one that nobody printed."""
    secret = str(current_app.config["SECRET_KEY"])
    found = slips.read(secret, code)
    return (found, slips.pseudonym(secret, *found)) if found else None


def asked(found: Slip, filled: Filled | None = None) -> ResponseReturnValue:
    """The page of a slip: its form, or that it was used, or came too late."""
    if found.asks is None:
        return shown(found.state, found)
    name, lines = sheet(found.asks)
    person = next(key for key, field in lines.schema().fields.items() if isinstance(field, Person))
    blank = {name: [{person: one.id} for one in found.people]}
    views = describe(found.asks, Choices(), filled.values if filled else blank, filled.errors if filled else None, spare=0)  # type: ignore[arg-type]
    when = Period.parse(found.period)
    names = {one.id: one.name for one in found.people}
    return shown("open", found, views=views, names=names, wrong=bool(filled), zh_period=when.title("zh"), en_period=when.title("en"))


def shown(state: str, found: Slip | None = None, *, wrong: bool = False, **more: object) -> ResponseReturnValue:
    """Chinese first, English beside it: a phone in the village knows nothing of this site's settings."""
    english = {
        "en": lambda words, **inputs: wording.say(str(words), "en", **inputs),
        "zh": lambda words, **inputs: wording.say(str(words), "zh", **inputs),
    }
    page = render_template("ballot.html", state=state, slip=found, wrong=wrong, **english, **more)
    return make_response(page, 422 if wrong else STATUS.get(state, 200))
