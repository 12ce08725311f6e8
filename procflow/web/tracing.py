"""From a score down to what it rests on, and from a decision up to whose points it changed. It shows what the read door tells."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from procflow.queries.changed import changed as changed_by
from procflow.queries.score import score as score_of
from procflow.reports.viewed import viewed
from procflow.web import records, standing
from procflow.web.asof import asof
from procflow.web.here import ident, reading
from procflow.web.publicity import told
from procflow.web.reader import reader

pages = Blueprint("tracing", __name__)


@pages.get("/audit/cases/<no>/points")
def changed(no: str) -> ResponseReturnValue:
    """Whose points the case, or one record of it, changed."""
    said = request.args.get("record", "")
    seq = int(said) if said.isdecimal() and len(said) < 9 else None
    return render_template("changed.html", changed=changed_by(*reader(), ident(no), seq=seq, asof=asof()), asof=asof())


@pages.get("/audit/scores/<unit>/<year>/<member>")
def score(unit: str, year: str, member: str) -> ResponseReturnValue:
    """Why the year of a member stands where it stands, in one document."""
    found = score_of(*reader(), ident(unit), told(year), ident(member), asof=asof())
    for case in found.cases:
        viewed(*reader(), case)
    chains = {}
    for source in (source for each in found.components for source in each.sources):
        events = zip(source.chain, records.shown(reading(), "", (each.event for each in source.chain)), strict=True)
        chains[source.case] = [each for each in events if standing.matters(*each)]
    return render_template("score.html", score=found, chains=chains, asof=asof())
