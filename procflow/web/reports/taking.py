"""The compliance report to take along: PDF, workbook, JSON. Each is on record with whoever took it, and says the same figures as the page."""

from __future__ import annotations

import json

from flask import Blueprint, make_response
from flask.typing import ResponseReturnValue

from procflow import shapes
from procflow.engine import note
from procflow.reports.compliance.book import book
from procflow.reports.compliance.paper import paper
from procflow.web.auth import current
from procflow.web.filters import lang
from procflow.web.here import writing
from procflow.web.papers import sent
from procflow.web.reports.asked import asked
from procflow.web.reports.compliance import gathered
from procflow.web.reports.files import workbook


def install(pages: Blueprint) -> None:
    pages.get("/compliance.pdf")(compliance_pdf)
    pages.post("/compliance.xlsx")(compliance_xlsx)
    pages.post("/compliance.json")(compliance_json)


def compliance_pdf() -> ResponseReturnValue:
    given = asked()
    return sent(paper(gathered(given), given.moment, lang()), f"{given.unit}-{given.period}")


def compliance_xlsx() -> ResponseReturnValue:
    given = asked()
    return workbook(book(gathered(given), given.moment, lang()))


def compliance_json() -> ResponseReturnValue:
    """As the API gives it; that it was taken is on record."""
    given = asked()
    found = gathered(given).report
    said = {"report": "compliance", "unit": given.unit, "period": str(given.period), "format": "json"}
    note(writing(), kind="report.exported", actor=current().person, data=said, unit=given.unit)
    answer = make_response(json.dumps(shapes.dump(found, lang()), ensure_ascii=False, indent=1))
    answer.headers["Content-Type"] = "application/json"
    answer.headers["Content-Disposition"] = f'attachment; filename="compliance-{given.unit}-{given.period}.json"'
    return answer
