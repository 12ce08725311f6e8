"""The pages of any act, in a case or to begin one: its form, the check of what it would do, and the refusal it may meet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from procflow import wording
from procflow.access import organisation
from procflow.db import db
from procflow.engine import Command, Record, advance, preview
from procflow.errors import Invalid, NotFound, Refusal, Refused
from procflow.models import Case
from procflow.queries import explain
from procflow.queries.choices import people
from procflow.web import acting, drafts, here, kept, proving
from procflow.web.acting import Act, Target
from procflow.web.auth import current
from procflow.web.errors import STATUS, kind_of
from procflow.web.fields import Fault, FieldView
from procflow.web.files import named, store
from procflow.web.filters import lang, points, say
from procflow.web.forms import Answer, Filled, answers, describe, faults, filled_in, wants_more_lines
from procflow.web.inbox import back
from procflow.web.outcome import outcome
from procflow.web.own.reach import own_phrases
from procflow.web.voices import voices

DRAFT = "draft"


def form(act: Act, *, typed: bool = False, status: int = 200, wrong: str = "", refusals: Sequence[Refusal] = ()) -> ResponseReturnValue:
    """The form of an act. `wrong` is what is wrong with a file; `refusals` what the write door would say, with all text kept."""
    views = described(act)
    found = [*faults(views), *([Fault("f-files", "附件", wrong)] if wrong else [])]
    shown = typed or act.form.kind == "open" or bool(act.target.entered_for)
    return render_template(
        "act.html", act=act, views=views, faults=found, wrong=wrong, kept=named(act.files), shown=shown, refusals=by_kind(refusals), back=back(),
        names=called(act) if refusals or act.form.refusals else {}, heard=voices(act.form.table, act.target.no),
    ), status  # fmt: skip


def check(target: Target, posted: MultiDict[str, str] | None = None) -> ResponseReturnValue:
    """What the act would do, before anything takes effect; or the form again, with what is wrong. `posted` is the form where another page sent it."""
    act, wrong = received(target, request.form if posted is None else posted)
    if "store" in request.form or wants_more_lines(request.form):  # only kept and shown again, not judged
        return form(replace(act, filled=Filled(act.values)), typed=True, status=422 if wrong else 200, wrong=wrong)
    if grid := filled_in(
        request.form
    ):  # a paste is looked over in its grid: what is wrong there is told, the rest of the form not judged yet
        only = {name: each for name, each in act.filled.errors.items() if name == grid}
        return form(replace(act, filled=Filled(act.values, None, only)), typed=True, status=422 if only else 200)
    if wrong or act.filled.errors:
        return form(act, typed=True, status=422, wrong=wrong)
    here.writing()  # SQLite's writer must not wait for this page's own reading
    record = preview(db.session(), act.command(DRAFT, version=acting.version(request.form)))
    if record.refused:
        refusals = refusals_of(record)
        return form(act, typed=True, status=STATUS.get(refusals[0].code, 422), refusals=refusals)
    return checked(act, record)


def checked(act: Act, record: Record) -> ResponseReturnValue:
    told = outcome(explain(here.reading(), current().person, here.today(), record))
    said = answers(act.form.asks, act.filled.data or {}, act.choices) if act.form.asks else []
    recused = any(guard.code == "SELF_DEALING" for row in act.form.rows for guard in row.when)
    return render_template(
        "check.html", act=act, told=told, answers=said, files=named(act.files), digest=record.body["preview"], recused=recused,
        conditions=len(record.body["guards"]), today=here.today(),
    )  # fmt: skip


def take(target: Target) -> ResponseReturnValue:
    """The confirmed act, through the write door: done once, or refused on record with everything that was typed."""
    key = acting.key(request.form)
    try:
        act = acting.sent(target, request.form)
    except NotFound:
        return astray(target, key)
    if act.filled.errors:
        return form(act, typed=True, status=422)
    if proving.due(act.form.table.key, target.step):
        return proving.ask(kept.seal(current().person))
    command = act.command(key, version=acting.version(request.form), preview=acting.preview(request.form))
    try:
        record = advance(here.writing(), command)
    except Refused as refused:
        return stopped(act, refused)
    drafts.drop(target.place)
    return redirect(url_for("acts.done", no=target.no or number(record), event=record.event_id), 303)


def astray(target: Target, key: str) -> ResponseReturnValue:
    """A step that is not there, or a case out of sight: the attempt goes on record, and tells no more than the reader may know."""
    visible = acting.visible(target)
    command = Command(
        step=target.step, actor=current().person, key=key, case=target.no, procedure=target.procedure, unit=target.unit,
        subject=target.subject, period=target.period, entered_for=target.entered_for,
    )  # fmt: skip
    try:
        advance(here.writing(), command)
    except Refused:
        if visible:
            raise
    raise NotFound


def stopped(act: Act, refused: Refused) -> ResponseReturnValue:
    """Nothing has changed but the record of the attempt; the form can be gone back to as it was."""
    status, stale = STATUS.get(refused.code, 422), refused.code in ("STALE_VERSION", "KEY_REUSED")
    said = answers(act.form.asks, act.filled.data or {}, act.choices) if act.form.asks else []
    return render_template(
        "stopped.html", act=act, refusals=by_kind(refused.refusals), answers=said, files=named(act.files), stale=stale, status=status,
        names=called(act),
    ), status  # fmt: skip


def received(target: Target, posted: MultiDict[str, str]) -> tuple[Act, str]:
    """What was sent, with the files stored first, so that no later error loses them; and what is wrong with a file."""
    act, wrong = acting.sent(target, posted), ""
    try:
        stored = store()
    except Invalid as problem:
        stored, wrong = (), problem.errors["files"][0]
    return replace(act, files=tuple(dict.fromkeys((*act.files, *stored)))), wrong


def described(act: Act) -> list[FieldView]:
    if not act.form.asks:
        return []
    views = describe(act.form.asks, act.choices, act.values, act.filled.errors, fixed=act.fixed)  # type: ignore[arg-type]
    views = [replace(view, told="yes") if view.kind == "lines" and f"{view.name}-fill" in request.form else view for view in views]
    own = own_phrases()
    return [
        replace(view, phrases=(*own, *act.form.phrases.get(view.name, view.phrases))) if view.kind == "textarea" else view for view in views
    ]


def called(act: Act) -> dict[str, str]:
    """The people of the unit by name, for the refusals that name some; nobody of another unit is told by an id that was typed."""
    session = here.reading()
    return {each.value: each.label for each in people(session, organisation(session, act.form.unit), here.today().isoformat())}


def by_kind(refusals: Iterable[Refusal]) -> list[tuple[str, Refusal]]:
    return [(kind_of(each), each) for each in refusals]


def refusals_of(record: Record) -> list[Refusal]:
    reasons = record.body["refusal"]["reasons"]
    return [Refusal(each["code"], each["sentence"], each["inputs"], each["guard"], each["clause"]) for each in reasons]


def sentence(refusal: Refusal) -> str:
    return say(refusal.sentence, **refusal.inputs)


def spoken(answer: Answer) -> str:
    """An answer in one line of plain text."""
    match answer.kind:
        case "points":
            value = points(answer.value)
        case "day":
            value = wording.day(date.fromisoformat(answer.value), lang())
        case "yes":
            value = say("是")
        case "lines":
            value = say("{n} 行", n=len(answer.value))
        case "several" | "cases":
            value = ("、" if lang() == "zh" else ", ").join(answer.value)
        case "choice":
            value = say(answer.value)
        case _:
            value = str(answer.value)
    return f"{say(answer.title)}{'：' if lang() == 'zh' else ': '}{value}"


def number(record: Record) -> str:
    """The number of the case that this record began."""
    found = here.reading().scalar(select(Case.no).where(Case.case_id == record.case_id))
    if found is None:
        raise NotFound
    return str(found)
