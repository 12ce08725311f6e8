"""The calendar: what is due in the reader's units month by month, and the same as a file for a calendar of their own. It sets no day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from flask import Blueprint, Response, abort, g, render_template, request
from flask.typing import ResponseReturnValue

from procflow import queries, wording
from procflow.access import organisation
from procflow.canon import unstamp
from procflow.dates import Calendar, Period
from procflow.models import Installation
from procflow.queries.due import Duty
from procflow.queries.duties import Duties, duties
from procflow.web import ical
from procflow.web.auth import current
from procflow.web.filters import lang, say
from procflow.web.here import ident, reading, today
from procflow.web.inbox import most_urgent
from procflow.web.month import eve_of, month
from procflow.web.reader import branches, reader
from procflow.web.reminding import reminder

YEARS = range(2000, 2100)
MOST_UNITS = 60
BACK, AHEAD = timedelta(days=31), timedelta(days=400)
WAITING = ("open", "overdue")
LINKS = {
    "申报截止": ("start.form", "bonus_claim"),
    "登记上月活动": ("start.form", "base_registration"),
    "发布公示": ("publicity.index", ""),
}
STATES = {"open": ("", ""), "done": ("已办", "ok"), "late": ("已办，迟了", "warn"), "overdue": ("逾期未办", "late"), "passed": ("已过", "")}

pages = Blueprint("calendar", __name__)


@pages.get("/calendar")
def index() -> ResponseReturnValue:
    shown = asked(request.args.get("month", ""))
    below = branches()
    units = below[:MOST_UNITS]
    found = [duties(*reader(), seat.unit, shown.first, shown.last) for seat in units]
    org = organisation(reading(), current().unit) if current().unit else None
    whole = month(shown, org.calendar() if org else Calendar(), found)
    return render_template(
        "calendar.html", month=whole, found=found, today=today(), strip=queries.deadlines(reading(), org, today()) if org else (), states=STATES,
        links=LINKS, eve_of=eve_of, urgent=most_urgent(), many=len(found) > 1, left_out=len(below) - len(units), most=MOST_UNITS,
        cut=any(each.cut for each in found), ruled=any(each.ruled for each in found),
    )  # fmt: skip


@pages.get("/calendar.ics")
def file() -> ResponseReturnValue:
    """What is still to do, and the meetings, for a year ahead; or the one day of a step that waits. It names nobody: calendars travel to clouds and locked screens."""
    if "case" in request.args:
        return sent([remembered(request.args["case"], request.args.get("step", ""))])
    first = today() - BACK
    found = [duties(*reader(), seat.unit, first, today() + AHEAD) for seat in branches()[:MOST_UNITS]]
    events = [event(of, each, many=len(found) > 1) for of in found for each in of.duties if each.state in WAITING or each.kind == "meeting"]
    return sent(events)


def remembered(no: str, step: str) -> ical.Event:
    """The day on which a step of a case can be taken; NotFound where the case is not the reader's to see."""
    return reminder(queries.case_page(reading(), current().person, today(), ident(no)), ident(step), today(), origin())


def sent(events: Iterable[ical.Event]) -> Response:
    answer = Response(ical.calendar(say("党员积分流程"), unstamp(g.now), events), mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'attachment; filename="procflow.ics"'
    return answer


def event(of: Duties, each: Duty, *, many: bool) -> ical.Event:
    about = Period.parse(each.period).title(lang()) if each.period else ""
    title = " ".join(part for part in (say(each.title), about or (say(each.step) if each.kind == "task" else "")) if part)
    said = [
        say("{n} 件：{numbers}", n=each.count, numbers=joined(no for no, _ in each.cases)) if each.kind == "task" else "",
        say("由{role}办。", role=joined(say(role) for role in each.owners)) if each.owners else "",
        say("依据 {clause}", clause=each.clause) if each.clause else "",
        f"{say(eve_of(each.day, each.eve))} {wording.day(date.fromisoformat(each.eve), lang())}" if each.eve else "",
        say("逾期未办") if each.state == "overdue" else "",
        f"{say('地点')} {each.step}" if each.kind == "meeting" and each.step else "",
    ]  # fmt: skip
    return ical.Event(f"{each.kind}.{each.key}@{origin()}", date.fromisoformat(each.day), f"{title} · {of.unit_title}" if many else title,
                      "\n".join(line for line in said if line))  # fmt: skip


def origin() -> str:
    """What tells the events of this installation from those of another."""
    row = reading().get(Installation, "log")
    return row.value if row else "procflow"


def joined(parts: Iterable[str]) -> str:
    return ("、" if lang() == "zh" else ", ").join(parts)


def asked(text: str) -> Period:
    """The month that the address names, this one by default; what is no month of our time is a page that there is not."""
    try:
        found = Period.parse(text) if text else Period.of(today(), "month")
    except ValueError:
        abort(404)
    if found.kind != "month" or found.year not in YEARS:
        abort(404)
    return found
