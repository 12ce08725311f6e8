"""A member's points: the sum and where it stands, every line, and where one line comes from. It shows what the read door tells."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from procflow import queries
from procflow.dates import Period
from procflow.errors import NotFound
from procflow.queries.outside import apart
from procflow.reports.viewed import viewed
from procflow.web import figures, records, standing
from procflow.web.auth import current
from procflow.web.contested import of_line
from procflow.web.here import ident, reading, today
from procflow.web.reader import period_asked, reader

pages = Blueprint("points", __name__)


@pages.get("/me")
def mine() -> ResponseReturnValue:
    """One's own points; whoever is on no branch's roll is told so."""
    try:
        return shown(current().person)
    except NotFound:
        return render_template("unlisted.html")


@pages.get("/members/<member>")
def member(member: str) -> ResponseReturnValue:
    return shown(ident(member))


@pages.get("/members/<member>/points")
def ledger(member: str) -> ResponseReturnValue:
    """Every line of a period, or those of one component or item; it prints as a statement of account."""
    period = period_asked(Period.of(today(), "quarter"))
    found = queries.points(*reader(), ident(member), str(period))
    only, item = request.args.get("component", ""), request.args.get("item", "")
    lines = [each for each in found.lines if only in ("", each.component) and item in ("", each.item)][::-1]
    return render_template(
        "ledger.html", ledger=found, lines=lines, only=only, item=item, trend=figures.trend(found, today()),
        own=found.member.id == current().person, periods=standing.periods(period),
    )  # fmt: skip


@pages.get("/entries/<entry>")
def entry(entry: str) -> ResponseReturnValue:
    """Where one line comes from, in few lines: evidence, checks, vote, entry."""
    origin = queries.entry(*reader(), ident(entry))
    if origin.chain:
        viewed(*reader(), origin.case)
    events = list(zip(origin.chain, records.shown(reading(), "", (each.event for each in origin.chain)), strict=True))
    return render_template(
        "entry.html", origin=origin, contest=of_line(origin), events=events, few=[each for each in events if standing.matters(*each)]
    )


def shown(member: str) -> ResponseReturnValue:
    """The page of one member: of the quarter asked for, or else of this one or the last one that has a line."""
    found = queries.points(*reader(), member, str(period_asked(standing.latest(*reader(), member))))
    own, bars = member == current().person, figures.bars(found)
    return render_template(
        "member.html", ledger=found, own=own, bars=bars, trend=figures.trend(found, today()), radar=figures.around(bars),
        around=request.args.get("view") == "radar", chance=standing.chance(*reader(), found), outside=apart(*reader(), found.unit, member),
        today=today(), waiting=standing.to_check(*reader(), found) if own else (), claims=standing.claims(*reader()) if own else (),
        due=standing.todo(*reader(), found.unit) if own else None,
    )  # fmt: skip
