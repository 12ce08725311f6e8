"""Published statements: which there are, and one as the sheet that is posted, on screen and on A4. It shows what was filed and adds nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from procflow import queries
from procflow.dates import Period
from procflow.queries import Statement, StatementLine
from procflow.queries.posting import posting
from procflow.web.here import ident, today
from procflow.web.leaves import Leaf, leaves
from procflow.web.reader import branches, reader

FORMS = {"noticeboard": "党务公开栏", "document": "书面印发", "meeting": "会议通报", "online": "内部网络"}
LONGEST_VERSION = 4

pages = Blueprint("publicity", __name__)


@dataclass(frozen=True)
class Sheet:
    """A statement in the order in which it is posted, with what can be checked at sight."""

    statement: Statement
    lines: tuple[StatementLine, ...]
    balanced: bool
    tasks: bool
    days: int
    leaves: tuple[Leaf[StatementLine], ...]
    changed: frozenset[str]

    @classmethod
    def of(cls, found: Statement) -> Sheet:
        lines = tuple(sorted(found.lines, key=lambda each: (each.place, each.group, each.member.name, each.member.id)))
        sums = all(each.total in (plain := each.base + each.bonus + each.task - each.deduction, max(0, plain)) for each in lines)
        days = (date.fromisoformat(found.last) - date.fromisoformat(found.first)).days + 1 if found.posted_on else 0
        room = 2 * len(found.corrections) + bool(found.corrections)
        changed = frozenset(each.member.id for each in found.corrections)
        return cls(found, lines, sums, any(each.task for each in lines), days, leaves(lines, room), changed)


@pages.get("/publicity")
def index() -> ResponseReturnValue:
    found = [(seat, queries.statements(*reader(), seat.unit), queries.rated_years(*reader(), seat.unit)) for seat in branches()]
    return render_template("publicity.html", units=[each for each in found if each[1] or each[2]])


@pages.get("/publicity/<unit>/<period>")
def sheet(unit: str, period: str) -> ResponseReturnValue:
    """The sheet in its last version, or in the one that the address asks for."""
    found = queries.statement(*reader(), ident(unit), told(period), number(request.args.get("version", "")))
    around = posting(*reader(), found.unit, found.period, found.case)
    return render_template("sheet.html", sheet=Sheet.of(found), forms=FORMS, around=around, today=today())


def told(period: str) -> str:
    try:
        return str(Period.parse(period))
    except ValueError:
        abort(404)


def number(version: str) -> int | None:
    if version and not (version.isascii() and version.isdigit() and len(version) <= LONGEST_VERSION and int(version)):
        abort(404)
    return int(version) if version else None
