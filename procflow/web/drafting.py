"""Saving a form half filled in, and throwing the draft away: what the pages of any act do. It judges nothing that was typed."""

from __future__ import annotations

from dataclasses import replace

from flask import jsonify, redirect, request
from flask.typing import ResponseReturnValue

from procflow.errors import NotFound
from procflow.web import acting, carrying, drafts, resuming
from procflow.web.acting import Act, Target
from procflow.web.filters import clock, say
from procflow.web.forms import Filled


def keep(target: Target) -> ResponseReturnValue:
    """Saved as it is: a script is told when, a browser without one gets the same form again. Files are stored before."""
    act, wrong = carrying.received(target, request.form)
    at = drafts.keep(target.place, about(act), act.files)
    if request.headers.get("X-Part"):
        return jsonify(said=say("草稿已存 {time}", time=clock(at)) if at else say(drafts.TOO_LONG))
    act = replace(act, filled=Filled(act.values), saved=at)
    wrong = wrong or ("" if at else drafts.TOO_LONG)
    return carrying.form(act, typed=True, status=422 if wrong else 200, wrong=wrong)


def drop(target: Target) -> ResponseReturnValue:
    """Not wanted any more: the form as it is first shown."""
    if not acting.visible(target):
        raise NotFound
    drafts.drop(target.place)
    return redirect(resuming.url(target.place), 303)


def about(act: Act) -> str:
    """What a draft is about, in the words that its author reads."""
    form = act.form
    return f"{say(form.procedure_title)} · {form.subject.name if form.subject.id != form.unit else form.period} · {say(form.title)}"
