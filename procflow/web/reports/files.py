"""A report as a file in the browser's hands: workbook, PDF, JSON; each is on record with whoever took it. It gathers nothing."""

from __future__ import annotations

from flask import current_app, make_response
from flask.typing import ResponseReturnValue

from procflow.reports.xlsx.bound import Book, issued
from procflow.web.auth import current
from procflow.web.books import XLSX
from procflow.web.filters import lang
from procflow.web.here import today, writing
from procflow.web.papers import address


def workbook(of: Book) -> ResponseReturnValue:
    data = issued(writing(), current().person, of, lang(), current_app.config["SECRET_KEY"], address)
    answer = make_response(data)
    answer.headers["Content-Type"] = XLSX
    answer.headers["Content-Disposition"] = f'attachment; filename="{of.name}-{of.unit}-{of.period}-{today()}.xlsx"'
    return answer
