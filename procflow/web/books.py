"""Every list as a workbook, asked for by POST, because who took which list is on record. It gathers no rows and lays out nothing."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, make_response, request
from flask.typing import ResponseReturnValue

from procflow import queries
from procflow.dates import Period
from procflow.reports.viewed import viewed
from procflow.reports.xlsx import Export, exported
from procflow.reports.xlsx import points as of_points
from procflow.reports.xlsx import searched as of_search
from procflow.reports.xlsx import work as of_work
from procflow.web import searching
from procflow.web.admin.given import asof, may
from procflow.web.asof import asof as back_to
from procflow.web.auth import current
from procflow.web.filters import lang
from procflow.web.here import ident, today, writing
from procflow.web.inbox import Asked
from procflow.web.papers import address
from procflow.web.publicity import number, told
from procflow.web.reader import period_asked, reader, worked

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

pages = Blueprint("books", __name__)


@pages.post("/inbox.xlsx")
def inbox() -> ResponseReturnValue:
    """The box with its filters, whole."""
    asked, units = Asked.of(request.args), queries.units(*reader())
    if not units:
        abort(404)
    seat = next((each for each in units if each.unit == current().unit), units[0])
    return sent(of_work.inbox(*reader(), seat, worked(), asked.box, asked.filters, lang()))


@pages.post("/members/<member>/points.xlsx")
def ledger(member: str) -> ResponseReturnValue:
    return sent(of_points.ledger(*reader(), ident(member), str(period_asked(Period.of(today(), "quarter"))), lang()))


@pages.post("/publicity/<unit>/<period>.xlsx")
def notice(unit: str, period: str) -> ResponseReturnValue:
    return sent(of_points.notice(*reader(), ident(unit), told(period), number(request.args.get("version", "")), lang()))


@pages.post("/rating/<unit>/<year>.xlsx")
def rating(unit: str, year: str) -> ResponseReturnValue:
    return sent(of_points.grades(*reader(), ident(unit), told(year), lang()))


@pages.post("/registers/<unit>/<year>/<name>.xlsx")
def register(unit: str, year: str, name: str) -> ResponseReturnValue:
    member = request.args.get("member", "")
    return sent(of_points.register(*reader(), ident(unit), name, told(year), ident(member) if member else "", lang()))


@pages.post("/meetings/<no>.xlsx")
def meeting(no: str) -> ResponseReturnValue:
    return sent(of_work.meeting(*reader(), ident(no), lang()))


@pages.post("/cases/<no>/steps.xlsx")
def trace(no: str) -> ResponseReturnValue:
    made = of_work.trace(*reader(), ident(no), lang(), back_to())
    viewed(*reader(), no)
    return sent(made)


@pages.post("/audit.xlsx")
def audit() -> ResponseReturnValue:
    """What a search found, every page of it."""
    asked = searching.Asked.of(request.args)
    listed = of_search.acts if asked.view == searching.RECORDS else of_search.cases
    return sent(listed(*reader(), asked.sought, current().unit, current().unit_title, lang()))


@pages.post("/coverage.xlsx")
def coverage() -> ResponseReturnValue:
    return sent(of_work.clauses(current().unit, current().unit_title, lang()))


@pages.post("/admin/people.xlsx")
def people() -> ResponseReturnValue:
    """For those who have the page of the administration beside it."""
    if not may("membership"):
        abort(403)
    return sent(of_work.people(*reader(), current().unit, current().unit_title, asof().on, lang()))


def sent(of: Export) -> ResponseReturnValue:
    data = exported(writing(), current().person, of, lang(), current_app.config["SECRET_KEY"], address)
    answer = make_response(data)
    answer.headers["Content-Type"] = XLSX
    answer.headers["Content-Disposition"] = f'attachment; filename="{of.name}-{today()}.xlsx"'
    return answer
