"""Taking a step in a case: form, check, confirmation, and what came of it. The write door previews and decides; these pages carry."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procflow.queries import case_page
from procflow.reports.viewed import viewed
from procflow.web import acting, brief, carrying, drafting, here
from procflow.web.acting import Target
from procflow.web.auth import current
from procflow.web.inbox import back, most_urgent

pages = Blueprint("acts", __name__)


@pages.post("/cases/<no>/do")
def choose(no: str) -> ResponseReturnValue:
    """One of the ways that the case page offers was chosen."""
    step = request.form.get("step", "")
    if not step:
        return redirect(url_for("cases.show", no=here.ident(no), choose=1) + "#decide", 303)
    target = Target.case(no, step)
    act, said = acting.opened(target), request.form.get(brief.SAID, "").strip()
    whole = request.form if not act.form.asks else brief.posted(act, said)
    return carrying.form(brief.taken_up(act, said), typed=bool(said)) if whole is None else carrying.check(target, whole)


@pages.get("/cases/<no>/do/<step>")
def form(no: str, step: str) -> ResponseReturnValue:
    return carrying.form(acting.opened(Target.case(no, step)))


@pages.post("/cases/<no>/do/<step>")
def again(no: str, step: str) -> ResponseReturnValue:
    """Back from the check: the form with everything that was typed."""
    return carrying.form(acting.sent(Target.case(no, step), request.form), typed=True)


@pages.post("/cases/<no>/do/<step>/draft")
def keep(no: str, step: str) -> ResponseReturnValue:
    return drafting.keep(Target.case(no, step))


@pages.post("/cases/<no>/do/<step>/undraft")
def drop(no: str, step: str) -> ResponseReturnValue:
    return drafting.drop(Target.case(no, step))


@pages.post("/cases/<no>/do/<step>/check")
def check(no: str, step: str) -> ResponseReturnValue:
    return carrying.check(Target.case(no, step))


@pages.post("/cases/<no>/steps")
def take(no: str) -> ResponseReturnValue:
    return carrying.take(Target.case(no, request.form.get("step", "")))


@pages.get("/cases/<no>/done/<event>")
def done(no: str, event: str) -> ResponseReturnValue:
    """What came of it, read back from the store."""
    page = case_page(here.reading(), current().person, here.today(), here.ident(no))
    told = next((each for each in page.events if each.event == event), None)
    if told is None:
        return redirect(url_for("cases.show", no=no))
    viewed(here.reading(), current().person, here.today(), page.no)
    return render_template("done.html", page=page, told=told, today=here.today(), urgent=most_urgent(page.no), back=back())
