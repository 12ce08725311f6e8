"""Erasing what is held about somebody who has left: asked for by the administrator, carried out on the approval of the committee above. It erases nothing itself."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from procflow.engine import erasing
from procflow.errors import Refusal, Refused
from procflow.queries import names
from procflow.queries.people import Member, people
from procflow.web import here, proving
from procflow.web.auth import current
from procflow.web.errors import STATUS
from procflow.web.here import reading, today, writing
from procflow.web.reader import reader

ANYBODY = frozenset({erasing.APPLICANT}) | erasing.APPROVERS
LEFT = frozenset({"gone", "left", "removed", "cancelled"})

pages = Blueprint("admin_erasure", __name__)


@dataclass(frozen=True, slots=True)
class Deed:
    """What is about to be done: an application for somebody on a basis, or the approval of the one that this record holds."""

    subject: str
    basis: str
    event: str = ""


@pages.get("/admin/erasure")
def index() -> ResponseReturnValue:
    return listed()


def listed(status: int = 200) -> ResponseReturnValue:
    """The applications as they stand now; with 422 what was sent fits none of them, or nobody who has left."""
    asked = seen()
    called = names(reading(), {name for each in asked for name in (each.subject, each.by)})
    roles = current().roles
    return render_template("admin/erasure.html", asked=asked, called=called, bases=erasing.BASES, approves=bool(roles & erasing.APPROVERS),
                           candidates=candidates(asked) if erasing.APPLICANT in roles else None, stale=status != 200), status  # fmt: skip


@pages.post("/admin/erasure/check")
def check() -> ResponseReturnValue:
    what = deed()
    return checked(what) if what else listed(422)


@pages.post("/admin/erasure/do")
def do() -> ResponseReturnValue:
    """Done once, after the password was given once more; what the rules refuse is on record and told."""
    what = deed()
    if what is None:
        return listed(422)
    question = proving.asked()
    if question is not None:
        return question
    name = called(what.subject)
    try:
        if what.event:
            erasing.approve(writing(), current().person, what.event, f"approve.{what.event}")
        else:
            erasing.apply(writing(), current().person, what.subject, what.basis, f"erase.{what.subject}.{today()}")
    except Refused as refused:
        return checked(what, refused.refusals)
    return render_template("admin/erasure_done.html", deed=what, name=called(what.subject) if what.event else name, bases=erasing.BASES)


def checked(what: Deed, refusals: tuple[Refusal, ...] = ()) -> ResponseReturnValue:
    status = STATUS.get(refusals[0].code, 422) if refusals else 200
    known = {what.subject: called(what.subject)}
    return render_template("admin/erasure_check.html", deed=what, name=known[what.subject], bases=erasing.BASES, clause=erasing.CLAUSE,
                           texts=erasing.texts(reading(), what.subject), refusals=refusals, names=known), status  # fmt: skip


def deed() -> Deed | None:
    """What the form names, as far as the reader may know of it; None where it is done already, or was never offered."""
    event = here.given(request.form.get("event", ""))
    if event:
        found = next((each for each in seen() if each.event == event and not each.erased), None)
        return Deed(found.subject, found.basis, event) if found else None
    subject, basis = here.given(request.form.get("subject", "")), request.form.get("basis", "")
    offered = basis in erasing.BASES and subject in {each.id for each in candidates(seen())}
    return Deed(subject, basis) if offered else None


def seen() -> list[erasing.Request]:
    """The applications about people whose every unit is the reader's."""
    return [each for each in erasing.requests(reading()) if erasing.over(reading(), current().person, each.subject, ANYBODY)]


def candidates(asked: list[erasing.Request]) -> list[Member]:
    """Who has left the unit worked in and is not asked for already."""
    pending = {each.subject for each in asked}
    return [each for each in people(*reader(), current().unit) if each.standing in LEFT and each.id not in pending]


def called(person: str) -> str:
    return names(reading(), [person]).get(person, person)
