"""Forms begun and not finished, as a list shows them to their author, and where each goes on. It opens nobody else's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for

from procflow.web import drafts
from procflow.web.drafts import Place

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Left:
    """A draft: what it is about, the stamp of when it was saved, where it goes on."""

    title: str
    saved: str
    url: str


def left() -> list[Left]:
    """The newest of the reader's drafts."""
    return [Left(each.title, each.saved, url(each.place)) for each in drafts.own()[:SHOWN]]


def url(place: Place) -> str:
    """The form that a draft belongs to."""
    said: dict[str, Any] = {"about-subject": place.subject, "about-period": place.period, "about-for": place.entered_for}
    asked = {name: value for name, value in said.items() if value and not (place.no and name == "about-subject")}
    if place.no:
        return url_for("acts.form", no=place.no, step=place.step, **asked)
    asked |= {} if place.entered_for else {"self": 1}
    return url_for("start.form", procedure=place.procedure, **asked)
