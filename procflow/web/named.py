"""Views of the inbox under names: kept for oneself, or by an official for everybody of the unit. It shows no task."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from flask import Blueprint, g, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from procflow.canon import clean
from procflow.engine import preferences as keeping
from procflow.queries import preferences
from procflow.web.auth import current
from procflow.web.here import reading, writing
from procflow.web.inbox import Asked, back
from procflow.web.shell import OFFICIAL

LONGEST = 20
MOST = 20

pages = Blueprint("named", __name__)


@dataclass(frozen=True, slots=True)
class View:
    """A name with where it leads, whether it is the one at hand, and whether the reader may drop it."""

    ident: str
    title: str
    url: str
    shared: bool
    here: bool
    own: bool


@pages.post("/inbox/filters")
def keep() -> ResponseReturnValue:
    """The filter at hand under a name; a unit's only from somebody who holds an office there."""
    asked, title = Asked.of(request.form), clean(request.form.get("title", ""))[:LONGEST]
    unit = current().unit if request.form.get("shared") and current().roles & OFFICIAL else ""
    mine = [each for each in kept() if each.owner == current().person]
    query = asked.url().partition("?")[2]
    again = any((each.title, each.query, each.unit) == (title, query, unit) for each in mine)
    if title and asked.filtered and not again and len(mine) < MOST:
        keeping.file_filter(writing(), current().person, unit, title, query)
    return redirect(asked.url(), 303)


@pages.post("/inbox/filters/drop")
def drop() -> ResponseReturnValue:
    """One's own alone."""
    keeping.drop_filter(writing(), current().person, request.form.get("filter", ""))
    return redirect(back(), 303)


@pages.app_context_processor
def offered() -> dict[str, Any]:
    """What the inbox shows above its rows."""
    return (
        {"named": views(), "may_share": bool(current().roles & OFFICIAL)}
        if request.endpoint == "inbox.index" and g.get("who") and g.get("now")
        else {}
    )


def views() -> list[View]:
    at = Asked.of(request.args).url()
    found = []
    for each in kept():
        url = Asked.of(MultiDict(parse_qsl(each.query))).url()
        found.append(View(each.ident, each.title, url, bool(each.unit), url == at, each.owner == current().person))
    return found


def kept() -> list[preferences.Filter]:
    return preferences.filters(reading(), current().person, [unit for unit, _ in current().units if unit == current().unit])
