"""How long procedures took and where they waited, as a page and a workbook; the slow states coloured on the drawing. It works nothing out."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from procflow import diagrams
from procflow.machines import tables
from procflow.reports.analytics import Analytics, Course
from procflow.reports.analytics import analytics as worked_out
from procflow.reports.analytics.spread import written
from procflow.reports.xlsx.times import NOTES, TITLE, book
from procflow.web.drawings.bars import long
from procflow.web.filters import lang
from procflow.web.reader import reader
from procflow.web.reports.asked import Asked, asked
from procflow.web.reports.files import workbook


def install(pages: Blueprint) -> None:
    pages.get("/analytics")(analytics)
    pages.post("/analytics.xlsx")(analytics_book)


def analytics() -> ResponseReturnValue:
    """Of all procedures, and of one with its drawing: the one asked for, else where most time went."""
    given = asked()
    found = gathered(given)
    shown = next((each for each in found.courses if each.key == given.procedure), None) or busiest(found.courses)
    drawing = Markup(drawn(shown)) if shown else ""  # noqa: S704 - drawn by us from the declared table, every text escaped
    most = max((each.rested.median for each in found.courses), default=0)
    return render_template(
        "reports/analytics.html", title=TITLE, asked=given, found=found, shown=shown, drawing=drawing, written=written, notes=NOTES,
        long=lambda value: long(value, most), totals=totals(found),
    )  # fmt: skip


def analytics_book() -> ResponseReturnValue:
    given = asked()
    return workbook(book(gathered(given), given.moment, lang()))


def gathered(of: Asked) -> Analytics:
    session, actor, day = reader()
    return worked_out(session, actor, day, of.unit, of.period, of.as_of)


def busiest(courses: Iterable[Course]) -> Course | None:
    return max((each for each in courses if each.days), key=lambda each: each.days, default=None)


def drawn(of: Course) -> str:
    return diagrams.svg(tables()[of.key], lang=lang(), slow={each.state: each.level for each in of.places if each.level})


def totals(of: Analytics) -> dict[str, int]:
    """The figures at the top: sums over procedures and desks."""
    return {
        "rested": sum(each.rested.n for each in of.courses), "running": sum(each.running for each in of.courses),
        "returns": sum(each.n for each in of.returns), "missed": sum(each.missed for each in of.desks), "due": sum(each.due for each in of.desks),
    }  # fmt: skip
