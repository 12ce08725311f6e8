"""The registers by unit and year: a list, each on screen and on paper, and as a file that is noted on the log. It shows what the reports gather."""

from __future__ import annotations

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procflow.db import now
from procflow.engine import note
from procflow.errors import NotFound
from procflow.reports import registers
from procflow.reports.pdf.marking import marked
from procflow.reports.registers.paper import STYLE, page
from procflow.reports.registers.told import as_csv, cell, footer
from procflow.web.auth import current
from procflow.web.filters import lang
from procflow.web.here import ident, reading, today, writing
from procflow.web.reader import branches, reader

SHOWN = 200

pages = Blueprint("registers", __name__)


@pages.get("/registers")
def index() -> ResponseReturnValue:
    """Every branch that the reader sees, its years, and what may be read of each."""
    found = []
    for seat in branches():
        if seat.kind == "branch":
            years = registers.known_years(*reader(), seat.unit)
            found.append((seat, [(year, registers.titles(*reader(), seat.unit, year)) for year in years]))
    return render_template("registers.html", units=[each for each in found if each[1]])


@pages.get("/registers/<unit>/<year>/<name>")
def show(unit: str, year: str, name: str) -> ResponseReturnValue:
    sheet = asked(unit, year, name)
    rows = [[(one, cell(one, value, lang())) for one, value in zip(sheet.columns, row, strict=True)] for row in sheet.rows[:SHOWN]]
    below = [footer(each, lang()) for each in sheet.footers]
    return render_template("register.html", sheet=sheet, rows=rows, footers=below, left=len(sheet.rows) - len(rows))


@pages.get("/registers/<unit>/<year>/<name>/paper")
def paper(unit: str, year: str, name: str) -> ResponseReturnValue:
    """The whole of it as a page for the printer; that it was taken is on record, once a day."""
    sheet = asked(unit, year, name)
    exported(sheet, "paper", f"paper.{sheet.unit}.{sheet.year}.{sheet.id}.{sheet.member}.{today()}")
    return page(sheet, lang(), url_for("registers.style"), marked(reading(), now(reading()), lang()))


@pages.post("/registers/<unit>/<year>/<name>/csv")
def export(unit: str, year: str, name: str) -> ResponseReturnValue:
    """The whole of it as a file; who took it is on record."""
    sheet = asked(unit, year, name)
    exported(sheet, "csv")
    answer = make_response(as_csv(sheet, lang()))
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="{sheet.unit}-{sheet.year}-{sheet.id}.csv"'
    return answer


def exported(sheet: registers.Sheet, form: str, key: str = "") -> None:
    """On record: who took which register, of whom, in what form."""
    said = {"register": sheet.id, "year": sheet.year, "member": sheet.member, "format": form}
    note(writing(), kind="register.exported", actor=current().person, data=said, unit=sheet.unit, key=key)


@pages.get("/registers/paper.css")
def style() -> Response:
    return Response(STYLE.read_text(encoding="utf-8"), mimetype="text/css")


def asked(unit: str, year: str, name: str) -> registers.Sheet:
    """The register of the address, of one member alone where the address names one."""
    member = request.args.get("member", "")
    if not (len(year) == 4 and year.isascii() and year.isdigit()):
        abort(404)
    try:
        return registers.register(*reader(), ident(unit), name, year, ident(member) if member else "")
    except NotFound:
        abort(404)
