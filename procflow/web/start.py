"""What a reader may begin, in words of the trade, and the first step of it: whom it is about, its form, its check. It permits nothing."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from procflow import queries
from procflow.access import organisation
from procflow.dates import Period
from procflow.errors import NotFound
from procflow.machines import tables
from procflow.queries import Startable, start
from procflow.web import acting, carrying, drafting, here
from procflow.web.acting import Target
from procflow.web.auth import current
from procflow.web.beginnings import asked_for, wanted
from procflow.web.contested import OBJECTION
from procflow.web.prefilled import entered, prefilled
from procflow.web.received import words
from procflow.web.resuming import left
from procflow.web.standing import CLAIMS

pages = Blueprint("start", __name__)


@pages.get("/start")
def index() -> ResponseReturnValue:
    found = offered()
    return render_template(
        "start.html",
        open=[each for each in found if startable(each)],
        others=[each for each in found if not startable(each)],
        drafts=left(),
        wanted=wanted,
        asked_for=asked_for,
        last=last_day(),
        today=here.today(),
    )


@pages.get("/start/<procedure>")
def form(procedure: str) -> ResponseReturnValue:
    """First whom and which period it is about, where that is open; then the form itself."""
    said = the(procedure)
    if unsaid(said):
        return render_template(
            "begin.html", each=said, periods=[(each, Period.parse(each).title(g.lang)) for each in around(said)], chosen=asked(said)
        )
    if procedure == OBJECTION and "heard" in request.args:
        known = words(here.ident(request.args["heard"]))
        return carrying.form(entered(acting.opened(target(said)), known))
    return carrying.form(prefilled(acting.opened(target(said)), request.args))


def last_day() -> queries.Deadline | None:
    """Until when a claim still counts for the period in hand; None where the rules set no day."""
    org = organisation(here.reading(), current().unit) if current().unit else None
    dated = queries.deadlines(here.reading(), org, here.today()) if org else ()
    return next((each for each in dated if each.title == CLAIMS), None)


def asked(said: Startable) -> str:
    """The period that a link came with, else the likeliest."""
    return here.period(request.args.get("about-period", "")) or said.period


def around(said: Startable) -> list[str]:
    """The periods to choose from: those around today, and the one that a link came with; no sheet is posted for a month."""
    return list(dict.fromkeys([each for each in (asked(said), *said.periods) if not said.for_period or Period.parse(each).kind != "month"]))


@pages.post("/start/<procedure>")
def again(procedure: str) -> ResponseReturnValue:
    """Back from the check: the form with everything that was typed."""
    return carrying.form(acting.sent(target(the(procedure)), request.form), typed=True)


@pages.post("/start/<procedure>/draft")
def keep(procedure: str) -> ResponseReturnValue:
    return drafting.keep(begun(procedure))


@pages.post("/start/<procedure>/undraft")
def drop(procedure: str) -> ResponseReturnValue:
    return drafting.drop(begun(procedure))


@pages.post("/start/<procedure>/check")
def check(procedure: str) -> ResponseReturnValue:
    return carrying.check(target(the(procedure)))


@pages.post("/start/<procedure>/begin")
def take(procedure: str) -> ResponseReturnValue:
    return carrying.take(begun(procedure))


def offered(only: str = "") -> list[Startable]:
    return list(start(here.reading(), current().person, here.today(), current().unit, only=only))


def the(procedure: str) -> Startable:
    """The procedure of this name, as this reader may begin it; NotFound if people begin none of that name here."""
    name = here.ident(procedure)
    found = offered(name)
    if not found:
        raise NotFound
    return found[0]


def startable(each: Startable) -> bool:
    """Whether the reader may begin it at all: for themselves, or by entering a member's paper."""
    return each.way.kind == "open" or bool(each.for_whom)


def unsaid(each: Startable) -> bool:
    """Whether something is still to be chosen before the form can be shown."""
    wants_member = bool(each.subjects) and not request.args.get("about-subject")
    wants_paper = bool(each.for_whom) and not ({"about-for", "self"} & set(request.args))
    wants_period = (each.about != "member" or each.for_period) and not request.args.get("about-period")
    return startable(each) and (wants_member or wants_paper or wants_period)


def target(each: Startable) -> Target:
    return of(each.about, Target.begun(each.procedure, each.way.step))


def begun(procedure: str) -> Target:
    """The step that a form of ours names; whether the reader may begin with it is asked when it is read and when it is taken."""
    table = tables().get(here.ident(procedure))
    if table is None:
        raise NotFound
    return of(table.about, Target.begun(procedure, request.form.get("step", "")))


def of(about: str, found: Target) -> Target:
    """What is about the unit or a period has the unit for its subject."""
    return found if about == "member" else replace(found, subject=found.unit)
