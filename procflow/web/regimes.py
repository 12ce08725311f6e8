"""A year rated again under other rules, as a page: who moves, why, which parameter does it, who stays. Nothing that is asked here is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procflow.config import MEBIBYTE
from procflow.errors import NotFound, Refused
from procflow.forms import Sentence
from procflow.importing import trials
from procflow.queries import Seat
from procflow.queries.moves import Moves, moves
from procflow.queries.whatif import READERS, Supposed, rules_of, supposed, weight, years
from procflow.regimes.overrides import BadOverrideError, overridden
from procflow.regimes.rulebook import RegimeError, Rulebook, bundled, load, read
from procflow.web.admin.imports import drafts
from procflow.web.auth import current
from procflow.web.fields import Fault
from procflow.web.filters import lang
from procflow.web.here import given, writing
from procflow.web.reader import branches, reader
from procflow.web.spread import before_and_after

MOST, AT_ONCE = MEBIBYTE, 5_000  # changes times people: some two seconds
TOO_LARGE, NO_TEXT = "细则文件须小于 1 MB", "不是 UTF-8 文本"
NO_UNIT = "没有您可以查看评定的支部"

pages = Blueprint("regimes", __name__)


@dataclass(frozen=True)
class Asked:
    """What is asked for, as it was typed: unit, year, rules by name ("" for those of the year), values set over them, a file's text."""

    unit: str
    year: str
    regime: str
    typed: str
    text: str = ""
    name: str = ""

    @property
    def lines(self) -> list[str]:
        return [line for line in self.typed.replace("＝", "=").splitlines() if line.strip()]


@dataclass(frozen=True, slots=True)
class Tried:
    """Where and for which year something was worked out before."""

    unit_title: str
    year: str


@pages.route("/regimes/whatif", methods=["GET", "POST"])
def whatif() -> ResponseReturnValue:
    """The form, and below it what would come of the rules asked for; a file is sent, an address is enough for the rest."""
    seats = choosing()
    asked, faults = taken(seats)
    known = years(*reader(), asked.unit)
    if asked.year not in known:
        asked = replace(asked, year=known[min(1, len(known) - 1)] if known else "")  # the last year that is over
    found, shown, later = None, None, False
    if asked.year and not faults and "unit" in request.values:
        new, faults = rules_asked(asked)
        later = new is not None and weight(*reader(), asked.unit, asked.year, new) > AT_ONCE
        if new is not None and later and request.method == "POST":
            return redirect(url_for("regimes.tried", ident=queued(asked, new)), 303)
        if new is not None and not later:
            found, faults = answered(asked, new)
            shown = moves(found, lang()) if found else None
    return page(seats, known, asked, faults, found, shown, later), 422 if faults else 200


@pages.get("/regimes/whatif/<ident>")
def tried(ident: str) -> ResponseReturnValue:
    """A trial that takes long: how far it is, then what came of it, for whoever asked and may still see a rating there."""
    draft = drafts().find(ident, trials.KIND, current().person)
    known = years(*reader(), draft.unit)
    if draft.job:
        return render_template("whatif_waits.html", address=url_for("regimes.tried", ident=ident))
    asked = Asked(draft.unit, str(draft.choices["year"]), **draft.choices["asked"])
    faults = [Fault("f-regime", "", Sentence(sentence, **inputs)) for sentence, inputs in draft.fault]
    found = Tried(str(draft.result["unit_title"]), asked.year) if draft.result else None
    shown = trials.answer(draft, lang()) if found else None
    return page(choosing(), known, asked, faults, found, shown), 422 if faults else 200


def queued(asked: Asked, new: Rulebook) -> str:
    typed = {"regime": asked.regime, "typed": asked.typed, "name": asked.name}
    return trials.ask(writing(), drafts(), current().person, asked.unit, asked.year, new, typed).id


def choosing() -> list[Seat]:
    """The branches whose rating the reader may see. Raises NotFound where there is none."""
    seats = [seat for seat in branches() if seat.kind == "branch" and seat.sees & READERS]
    if not seats:
        raise NotFound(NO_UNIT)
    return seats


def taken(seats: list[Seat]) -> tuple[Asked, list[Fault]]:
    wanted = given(request.values.get("unit", ""))
    unit = wanted if wanted in {seat.unit for seat in seats} else seats[0].unit
    asked = Asked(
        unit, given(request.values.get("year", "")), given(request.values.get("regime", "")), request.values.get("set", "")[:4000]
    )
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return asked, []
    data = sent.read(MOST + 1)
    sent.close()
    if len(data) > MOST:
        return asked, [Fault("f-file", "", TOO_LARGE)]
    try:
        return replace(asked, text=data.decode(), name=sent.filename), []
    except UnicodeDecodeError:
        return asked, [Fault("f-file", "", NO_TEXT)]


def rules_asked(asked: Asked) -> tuple[Rulebook | None, list[Fault]]:
    """The rules meant, or what is wrong with them."""
    try:
        return overridden(base(asked), asked.lines), []
    except RegimeError as problem:
        return None, [Fault("f-file", "", Sentence(flaw.sentence, **flaw.inputs), flaw.line) for flaw in problem.errors[:20]]
    except BadOverrideError as bad:
        return None, [Fault("f-set", bad.typed, Sentence(bad.sentence, **bad.inputs))]


def answered(asked: Asked, new: Rulebook) -> tuple[Supposed | None, list[Fault]]:
    """What would come of it, or why these rules have no answer."""
    try:
        return supposed(*reader(), asked.unit, asked.year, new), []
    except Refused as refused:
        return None, [
            Fault("f-set" if asked.typed else "f-regime", "", Sentence(each.sentence, **each.inputs)) for each in refused.refusals
        ]


def base(asked: Asked) -> Rulebook:
    if asked.text:
        return read(asked.text, asked.name)
    return load(asked.regime) if asked.regime in bundled() else rules_of(*reader(), asked.unit, asked.year)


def page(seats: list[Seat], known: tuple[str, ...], asked: Asked, faults: list[Fault], found: Supposed | Tried | None, shown: Moves | None,
         later: bool = False) -> str:  # fmt: skip
    named = {name: load(name).title for name in bundled()}
    return render_template(
        "whatif.html",
        seats=seats,
        years=known,
        asked=asked,
        faults=faults,
        found=found,
        shown=shown,
        regimes=named,
        grades=before_and_after(shown) if shown else (),
        later=later,
    )
