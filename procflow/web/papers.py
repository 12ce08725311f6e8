"""Documents as PDF: each address gives the one that the page beside it shows, with its code, and puts on record that it was issued. It lays out nothing."""

from __future__ import annotations

from flask import Blueprint, current_app, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procflow.dates import Period
from procflow.reports.pdf import Paper, Press
from procflow.reports.pdf import approval as approvals
from procflow.reports.pdf.issuing import Desk, printed
from procflow.reports.pdf.marking import marked
from procflow.reports.pdf.minutes import minutes
from procflow.reports.pdf.notice import notice
from procflow.reports.pdf.printed import A3, A4
from procflow.reports.pdf.rating import rating
from procflow.reports.pdf.register import register
from procflow.reports.pdf.statement import statement
from procflow.reports.viewed import viewed
from procflow.web.auth import current
from procflow.web.filters import lang
from procflow.web.here import ident, reading, today, writing
from procflow.web.publicity import number, told
from procflow.web.reader import period_asked, reader

pages = Blueprint("papers", __name__)


@pages.get("/publicity/<unit>/<period>.pdf")
def of_statement(unit: str, period: str) -> ResponseReturnValue:
    """The notice of a quarter's points, on A4 or, to be posted, on A3."""
    version = number(request.args.get("version", ""))
    return sent(notice(*reader(), ident(unit), told(period), version, lang()), f"{unit}-{period}")


@pages.get("/rating/<unit>/<year>.pdf")
def of_rating(unit: str, year: str) -> ResponseReturnValue:
    return sent(rating(*reader(), ident(unit), told(year), lang()), f"{unit}-{year}")


@pages.get("/cases/<no>.pdf")
def of_case(no: str) -> ResponseReturnValue:
    """The form of a case; that what is sealed was read with it is on record, as on its page."""
    made = approvals.paper(*reader(), ident(no), lang())
    viewed(*reader(), no)
    return sent(made, no)


@pages.get("/cases/<no>/print")
def case(no: str) -> ResponseReturnValue:
    """The same form on screen, to be printed by the browser."""
    found = approvals.approval(*reader(), ident(no), lang())
    viewed(*reader(), no)
    of = max((each.at for each in found.page.events), default=found.page.since)
    return render_template("approval.html", approval=found, checkpoint=marked(reading(), of, lang()))


@pages.get("/meetings/<no>.pdf")
def of_meeting(no: str) -> ResponseReturnValue:
    return sent(minutes(*reader(), ident(no), lang()), no)


@pages.get("/members/<member>/points.pdf")
def of_member(member: str) -> ResponseReturnValue:
    period = period_asked(Period.of(today(), "quarter"))
    return sent(statement(*reader(), ident(member), str(period), lang()), f"{member}-{period}")


@pages.get("/registers/<unit>/<year>/<name>.pdf")
def of_register(unit: str, year: str, name: str) -> ResponseReturnValue:
    member = request.args.get("member", "")
    return sent(register(*reader(), ident(unit), name, told(year), ident(member) if member else "", lang()), f"{unit}-{year}-{name}")


def sent(paper: Paper, name: str) -> ResponseReturnValue:
    """The file; it opens in the browser, and is called by what it is of."""
    press = Press(current_app.config["FONT_DIR"], A3 if request.args.get("size") == "A3" else A4)
    made = printed(writing(), current().person, paper, press, Desk(current_app.config["SECRET_KEY"], address))
    answer = make_response(made.data)
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{paper.kind}-{name}.pdf"'
    return answer


def address(code: str) -> str:
    return url_for("checking.show", code=code, _external=True)
