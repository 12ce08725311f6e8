"""Objections that came through a sheet's code, for those who take them in: each on paper, and as what case it was entered. It opens no case."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procflow.engine import note
from procflow.engine.hearing import taken_in
from procflow.errors import Invalid, NotFound
from procflow.queries import Seat
from procflow.queries.received import Received, received
from procflow.reports.pdf.heard import heard
from procflow.web.auth import current
from procflow.web.fields import Fault
from procflow.web.filters import lang
from procflow.web.here import given, reading, today, writing
from procflow.web.papers import sent
from procflow.web.reader import branches, reader

pages = Blueprint("received", __name__)


@pages.get("/objections/received")
def index() -> ResponseReturnValue:
    return shown()


def shown(fault: str = "", at: str = "") -> ResponseReturnValue:
    """What waits and what was entered; that names were shown is on record, once a day."""
    found = [(seat, listed) for seat, listed in mine() if listed]
    for seat, _ in found:
        seen(seat)
    faults = [Fault(f"no-{at}", "案号", fault)] if fault else []
    return render_template("received.html", units=found, faults=faults, at=at), 422 if fault else 200


@pages.get("/objections/received/<event>.pdf")
def paper(event: str) -> ResponseReturnValue:
    seat, of = one(event)
    return sent(heard(of, seat.title, lang()), of.receipt)


@pages.post("/objections/received/<event>")
def enter(event: str) -> ResponseReturnValue:
    """That it has been entered as the case of this number."""
    seat, _ = one(event)
    try:
        taken_in(writing(), current().person, seat.unit, event, given(request.form.get("no", "").strip()))
    except Invalid as wrong:
        return shown(next(iter(wrong.errors.values()))[0], event)
    return redirect(url_for("received.index"), 303)


def words(event: str) -> dict[str, str]:
    """What the form of an objection asks, as far as the received one says it; whoever enters it sees and may change it."""
    seat, of = one(event)
    seen(seat)
    return {"about": "line", "claim": of.claim, "name": of.name, "source": "masses" if of.name else "anonymous"}


def seen(seat: Seat) -> None:
    reading().rollback()
    note(writing(), kind="sensitive_read", actor=current().person, data={"received": seat.unit}, unit=seat.unit,
         key=f"received.{seat.unit}.{today()}")  # fmt: skip


def mine() -> Iterator[tuple[Seat, tuple[Received, ...]]]:
    """The branches in which the reader takes objections in."""
    for seat in branches():
        try:
            yield seat, received(*reader(), seat.unit)
        except NotFound:
            continue


def one(event: str) -> tuple[Seat, Received]:
    return next(((seat, each) for seat, listed in mine() for each in listed if each.event == event), None) or abort(404)
