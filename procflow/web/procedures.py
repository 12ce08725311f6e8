"""The procedures as they are declared: each as a drawing, as a table of steps, and as files for other tools. It reads tables and no case."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, g, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from procflow import diagrams, queries
from procflow.dates import Span
from procflow.grammar import NEW, Procedure, State, Step
from procflow.machines import tables
from procflow.queries import live
from procflow.queries.separations import separations
from procflow.queries.titles import roles
from procflow.queries.whatif import READERS
from procflow.web.filters import lang, say
from procflow.web.here import reading
from procflow.web.reader import reader

BRACES = re.compile(r"\{\w+\}")
RULED, RULED_DAY = "按细则或事项情况确定", "按细则规定的日期"
KINDS = {"mmd": "text/plain; charset=utf-8", "bpmn": "application/xml", "svg": "image/svg+xml"}

pages = Blueprint("procedures", __name__)


@dataclass(frozen=True, slots=True)
class Row:
    """A step in words: message ids, and sentences with the values that they would name left open."""

    title: str
    sources: tuple[str, ...]
    to: str
    by: str
    asks: tuple[str, ...]
    guards: tuple[str, ...]
    clause: str


@pages.get("/procedures")
def index() -> ResponseReturnValue:
    return render_template("procedures.html", procedures=queries.procedures(), may_suppose=bool(g.who.roles & READERS))


@pages.get("/procedures/<key>")
def procedure(key: str) -> ResponseReturnValue:
    table = known(key)
    drawing = Markup(diagrams.svg(table, lang=lang()))  # noqa: S704 - drawn by us from the declared table, every text escaped
    states = [(state, desk(state.desk), within(state)) for state in table.states]
    apart = [(BRACES.sub("…", say(each.sentence)), each) for each in separations(table)]
    rows = [row(table, each) for each in table.steps]
    counted, editions = live.counts(*reader(), key), [each for each in live.editions(reading(), key) if each != table.edition]
    return render_template(
        "procedure.html", table=table, drawing=drawing, states=states, rows=rows, apart=apart, counted=counted, editions=editions
    )


@pages.get("/procedures/<key>@<edition>")
def edition(key: str, edition: str) -> ResponseReturnValue:
    """One edition: the present one in full, an older one as it was stored when it was first used."""
    table = known(key)
    if edition == table.edition:
        return procedure(key)
    kept = live.stored(reading(), key, edition)
    return render_template("edition.html", table=kept, titles={each["name"]: each["title"] for each in kept["states"]})


@pages.get("/procedures/<key>/flow.<kind>")
def flow(key: str, kind: str) -> Response:
    """The same table for other tools."""
    table = known(key)
    if kind not in KINDS:
        abort(404)
    headers = {"Content-Type": KINDS[kind], "Content-Disposition": f'attachment; filename="{table.key}.{kind}"'}
    return Response(exported(table, kind), headers=headers)


def exported(table: Procedure, kind: str) -> str | bytes:
    if kind == "svg":
        return diagrams.svg(table, lang=lang())
    return diagrams.mermaid(table, lang()) if kind == "mmd" else diagrams.bpmn(table, lang())


def known(key: str) -> Procedure:
    found = tables().get(key)
    if found is None:
        abort(404)
    return found


def row(table: Procedure, step: Step) -> Row:
    titles = {NEW: "（开始）", **{state.name: state.title for state in table.states}}
    form = step.asks() if step.asks else None
    asks = tuple(str(each.metadata["title"]) for each in form.fields.values()) if form else ()
    guards = tuple(dict.fromkeys(BRACES.sub("…", say(each.sentence)) for each in (*step.when, *step.fits)))
    return Row(
        step.title,
        tuple(titles[name] for name in step.sources),
        titles[step.to] if step.to else "（不变）",
        desk(step.by),
        asks,
        guards,
        step.clause,
    )


def desk(said: Any) -> str:
    """Roles by title; where the rules or the case say who, that."""
    if callable(said):
        return say(RULED)
    found = roles((said,) if isinstance(said, str) else said)
    return ("、" if lang() == "zh" else ", ").join(say(each) for each in found if each)


def within(state: State) -> str:
    if state.within is None:
        return ""
    return state.within.title(lang()) if isinstance(state.within, Span) else say(RULED_DAY)
