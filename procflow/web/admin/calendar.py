"""The working calendar: what is on file for each year, the notice read in from a sheet, an estimate where there is none yet. It counts no days."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from procflow.access import Fact, organisation
from procflow.importing.calendars import Holidays, guess
from procflow.importing.flow import CHECK, begin
from procflow.queries.estimates import guessed
from procflow.sheets.holidays import COLUMNS
from procflow.sheets.opened import Table
from procflow.web import here
from procflow.web.admin.imports import Import, drafts
from procflow.web.auth import current

YEARS_BEFORE, YEARS_AHEAD = 1, 2
KIND = Holidays()


def shown() -> dict[str, Any]:
    """The years around this one: whether on file, from where, and month by month what differs from plain weeks."""
    org, this = organisation(here.reading(), current().unit), here.today().year
    filed: dict[str, Fact] = {}
    for kept in (org.higher, org.own):
        filed |= {subject: facts[-1] for subject, facts in kept.get("calendar", {}).items()}
    years = []
    for year in range(this - YEARS_BEFORE, this + YEARS_AHEAD + 1):
        fact = filed.get(str(year))
        days = sorted((str(on), bool(works)) for on, works in (fact.data["days"] if fact else ()))
        months = [(month, [on for on, works in days if on[:7] == month and not works], [on for on, works in days if on[:7] == month and works])
                  for month in dict.fromkeys(on[:7] for on, _ in days)]  # fmt: skip
        state = "none" if fact is None else "estimated" if fact.data.get("estimated") else "filed"
        years.append({"year": year, "state": state, "source": fact.data["source"] if fact else "", "months": months})
    return {"years": years, "this": this}


pages = Import(KIND, "/admin/calendar", shown).install(Blueprint("admin_calendar", __name__))


@pages.app_template_global()
def estimated(day: date | str) -> bool:
    """Whether a day lies in a year whose notice is not on file, where a calendar is kept at all: a due day shown there is an estimate."""
    who = g.get("who")
    if who is None or not who.unit:
        return False
    if "keeps" not in g:
        g.keeps = organisation(here.reading(), who.unit)
    return guessed(g.keeps, day if isinstance(day, str) else day.isoformat())


@pages.post("/admin/calendar/estimate")
def estimate() -> ResponseReturnValue:
    """A year without notice, from the law on holidays: checked and confirmed like a sheet, and marked as an estimate."""
    year = request.form.get("year", "")
    if year not in {str(here.today().year + ahead) for ahead in range(YEARS_AHEAD + 1)}:
        abort(404)
    rows = tuple((int(number), tuple(cells)) for number, cells in guess(int(year)))
    draft = drafts().new(KIND.key, current().person, current().unit, "", Table(tuple(each.title for each in COLUMNS), rows))
    draft.places, draft.choices = {each.key: at for at, each in enumerate(COLUMNS)}, {"estimated": True}
    begin(here.writing(), drafts(), KIND, draft, CHECK)
    return redirect(url_for("admin_calendar.show", ident=draft.id), 303)
