"""The rules as pages: who is governed by which since when, one version clause by clause, what was booked by a clause. It holds no rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procflow.filing.titles import TITLES
from procflow.machines import tables
from procflow.queries import rulings, used
from procflow.queries.rulings import Ruling
from procflow.queries.whatif import READERS
from procflow.regimes.cited import cited, place
from procflow.regimes.diff import diff
from procflow.regimes.rulebook import Rulebook
from procflow.regimes.told import Told, labels, told
from procflow.reports.coverage.catalogue import clauses
from procflow.web.auth import current
from procflow.web.citing import CLAUSE
from procflow.web.filters import lang
from procflow.web.here import reading, today
from procflow.web.reader import branches, reader

KINDS = {"A": "原文没有规定，由本细则补定", "N": "党内法规和上级规定", "§": "程序说明"}

pages = Blueprint("rulings", __name__)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a version: what it says (a message id), what it sets in words, the procedures whose steps rest on it, the lines booked by it."""

    id: str
    says: str
    sets: tuple[Told, ...]
    procedures: tuple[tuple[str, str], ...]
    lines: int


@pages.get("/regimes")
def index() -> ResponseReturnValue:
    return render_template("rulings.html", rulings=known(), may_suppose=bool(current().roles & READERS))


@pages.get("/regimes/<key>@<number>")
def version(key: str, number: str) -> ResponseReturnValue:
    """One version: where and when in force, each clause, and what differs from the one before."""
    book, asked = rulings.version(reading(), key, number), request.args.get("clause", "")
    listed, before = known(), rulings.former(reading(), known(), book)
    called = {**TITLES, **labels(book, *([before] if before else []))}
    found = shown(book, called, used.lines(*reader(), key, number))
    missing = bool(asked) and asked not in {each.id for each in found}
    return render_template(
        "ruling.html", book=book, rulings=[each for each in listed if each.adopted.sha256 == book.sha256], versions=versions(listed), clauses=found,
        former=before, changes=told(diff(before, book), lang(), called) if before else (), asked=asked, missing=missing,
        since=rulings.first_with(reading(), listed, asked) if missing and CLAUSE.fullmatch(asked) else None,
    )  # fmt: skip


@pages.get("/regimes/<key>@<number>/used/<clause>")
def uses(key: str, number: str, clause: str) -> ResponseReturnValue:
    """The cases that booked points by a clause."""
    if not CLAUSE.fullmatch(clause):
        abort(404)
    book = rulings.version(reading(), key, number)
    return render_template("ruled.html", book=book, clause=clause, says=says(clause), found=used.cases(*reader(), key, number, clause))


@pages.get("/regimes/clause/<clause>")
def clause(clause: str) -> ResponseReturnValue:
    """Where a citation leads that names no version: to the rules then in force in the unit worked in."""
    if not CLAUSE.fullmatch(clause):
        abort(404)
    try:
        on = date.fromisoformat(request.args.get("on", "")).isoformat()
    except ValueError:
        on = today().isoformat()
    mine = [each for each in known() if each.unit == current().unit] or known()
    there = [each for each in mine if each.adopted.since <= on] or mine[:1]
    if not there:
        return redirect(url_for("rulings.index"))
    book = there[-1].adopted
    return redirect(url_for("rulings.version", key=book.id, number=book.version, clause=clause, _anchor=clause))


def known() -> tuple[Ruling, ...]:
    return rulings.rulings(reading(), branches(), today().isoformat())


def versions(listed: tuple[Ruling, ...]) -> list[Ruling]:
    """Each version once, oldest first."""
    return list({each.adopted.sha256: each for each in sorted(listed, key=lambda each: each.adopted.since, reverse=True)}.values())[::-1]


def shown(book: Rulebook, called: dict[str, str], lines: dict[str, int]) -> list[Clause]:
    """What the version rests on, and of the same document the clauses that procedures alone carry."""
    sets = cited(book)
    document = max("TB", key=lambda stem: sum(clause.startswith(stem) for clause in sets))
    carried = {each.id for each in clauses() if each.id.startswith(document)}
    return [
        Clause(each, says(each), told(sets.get(each, ()), lang(), called), resting(each), lines.get(each, 0))
        for each in sorted({*sets, *carried}, key=place)
    ]  # fmt: skip


def says(clause: str) -> str:
    texts = {each.id: each.says for each in clauses()}
    return texts.get(clause) or KINDS.get(clause[:1], "")


def resting(clause: str) -> tuple[tuple[str, str], ...]:
    return tuple((table.key, table.title) for table in tables().values() if any(clause in row.clause.split() for row in table.steps))
