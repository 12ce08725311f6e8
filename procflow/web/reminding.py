"""On which day a step that waits for its time can be taken, told from its refusals, and a note of that day for a calendar of one's own. It sets no day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from flask import url_for

from procflow.dates import Period
from procflow.errors import NotFound
from procflow.queries import CasePage, Way
from procflow.web import ical
from procflow.web.filters import lang, say

AFTER = ("last", "due", "until")  # the last day of what must be over first
UPON = ("first", "on")  # the day itself


def opens(way: Way, today: date) -> date | None:
    """The first day on which nothing of time stands against the step; None where only other things do, where its time is over, or no day is named."""
    if any(each.code == "OUT_OF_WINDOW" for each in way.refusals):
        return None
    found = [day for each in way.refusals if each.code == "TOO_EARLY" if (day := free(each.inputs)) is not None]
    return max(found) if way.kind == "not_yet" and found and max(found) > today else None


def free(inputs: Mapping[str, Any]) -> date | None:
    """The day from which one refusal falls away; None where waiting does not help, as with a meeting that was called for too early a day."""
    begun = [day for name in UPON if (day := read(inputs.get(name))) is not None]
    over = [day + timedelta(days=1) for name in AFTER if (day := read(inputs.get(name))) is not None]
    if "notified" in inputs or (begun and "until" in inputs):
        return None
    return min(begun or over, default=None)


def read(said: object) -> date | None:
    try:
        return date.fromisoformat(str(said))
    except ValueError:
        return None


def reminder(page: CasePage, step: str, today: date, origin: str) -> ical.Event:
    """The step under the number of its case and its period: it names nobody, as calendars travel. NotFound where nothing waits for a day."""
    way = next((each for each in page.ways if each.step == step), None)
    day = opens(way, today) if way else None
    if way is None or day is None:
        raise NotFound
    about = Period.parse(page.period).title(lang()) if page.period and page.about_unit else page.no
    title = say("今天起可以办：{step}（{procedure} {about}）", step=say(way.title), procedure=say(page.title), about=about)
    return ical.Event(f"remind.{page.no}.{step}@{origin}", day, title, url_for("cases.show", no=page.no, _external=True))
