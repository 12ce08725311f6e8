"""The clauses of the two documents as a page for everybody signed in: what carries each, what cites it. It reads tables and no case."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from procflow.machines import tables
from procflow.reports.coverage import coverage
from procflow.reports.coverage.told import SUMMARY, carriers, register_titles
from procflow.web.filters import lang, say

pages = Blueprint("coverage", __name__)


@pages.get("/coverage")
def index() -> ResponseReturnValue:
    found = coverage()
    rows = [
        (each, [(one, titles(one.key, one.steps)) for one in carriers(each, lang())], register_titles(each, lang())) for each in found.rows
    ]
    whole = bool(request.args.get("open"))  # a browser that prints no folded part can open them all first
    return render_template(
        "coverage.html", rows=rows, whole=whole, summary=say(SUMMARY).format(covered=found.covered, count=len(found.rows))
    )


def titles(key: str, steps: tuple[str, ...]) -> list[str]:
    """The steps by their labels, each once: rows that share a step may be called differently."""
    return list(dict.fromkeys(row.title for step in steps for row in tables()[key].rows[step])) if key else []
