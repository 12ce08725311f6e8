"""The same product for programs: one table of operations, from which routes, checks and the OpenAPI document come. It holds no rule."""

from __future__ import annotations

from flask import Blueprint, Flask
from flask_wtf import CSRFProtect

from procflow.web.api import callers, problems
from procflow.web.api.operations import Operation, bound
from procflow.web.api.spec import document

ROOT = "/api/v1"


def operations() -> tuple[Operation, ...]:
    """Every operation, in the order of the document; a new part is named here."""
    from procflow.web.api import cases, clock, duties, events, evidence, facts, inbox, log, points, procedures, tokens, units, webhooks

    parts = (cases, inbox, duties, points, units, procedures, facts, evidence, events, webhooks, log, tokens, clock)
    return tuple(each for part in parts for each in part.operations())


def install(app: Flask, csrf: CSRFProtect) -> None:
    """The routes of every operation. No cookie opens them, so none of them needs a form's token."""
    pages = Blueprint("api", __name__, url_prefix=ROOT)
    every = operations()
    for each in every:
        pages.add_url_rule(each.path, each.name, bound(each), methods=[each.method])
    pages.add_url_rule("/openapi.json", "document", lambda: document(every), methods=["GET"])
    csrf.exempt(pages)
    app.extensions["operations"] = {f"api.{each.name}": each for each in every}
    callers.install(pages)
    app.register_blueprint(pages)
    problems.install(app, ROOT)
