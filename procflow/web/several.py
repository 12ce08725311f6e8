"""Several cases of the inbox in one go: which step they can take together, what it would do to each, what came of each. Each is its own decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procflow.engine import note
from procflow.queries.view import view
from procflow.web import acting, drafts, here, shared, together
from procflow.web.acting import Target
from procflow.web.auth import current
from procflow.web.fields import faults
from procflow.web.here import ident
from procflow.web.inbox import Asked, back, whole
from procflow.web.listed import workbook
from procflow.web.shared import Shared

FIELD = "case"

pages = Blueprint("several", __name__)


@dataclass(frozen=True)
class Alike:
    """Cases of one procedure that lie at the same step: their titles, their numbers, and what can be done with all of them."""

    title: str
    state: str
    numbers: tuple[str, ...]
    acts: tuple[Shared, ...]
    singly: bool


@pages.post("/inbox/several")
def choose() -> ResponseReturnValue:
    """What can be done with the cases that were ticked, for each kind and step by itself."""
    return render_template("several.html", groups=alike(ticked()), back=back(), most=together.MOST, many=len(request.form.getlist(FIELD)))


@pages.post("/inbox/several/<step>/check")
def check(step: str) -> ResponseReturnValue:
    """What the step would do to each, before any takes effect; the form again where something in it is missing."""
    numbers, asked = ticked(), here.ident(step)
    found = the(numbers, asked)
    wrong = faults(found.views) if found else []
    if found is None or wrong:
        groups = alike(numbers, found)
        return render_template(
            "several.html", groups=groups, back=back(), faults=wrong, most=together.MOST, many=len(numbers)
        ), 422 if found else 200
    rows = together.foreseen(shared.commands(found, numbers))
    return render_template("together.html", **around(found), rows=rows, shared=found.pairs, action=url_for("several.take", step=step))


@pages.post("/inbox/several/<step>")
def take(step: str) -> ResponseReturnValue:
    """Each by itself: its own record, its own key, and its own refusal."""
    numbers, key, asked = ticked(), acting.key(request.form), here.ident(step)
    if not numbers or any(asked not in shared.named(seen(no).table) for no in numbers):
        abort(404)
    found = shared.sent(numbers[0], asked, request.form)
    rows = together.taken(shared.commands(found, numbers, key, request.form))
    for each in rows:
        if not each.refusals:
            drafts.drop(Target.case(each.no, step).place)
    return render_template("taken.html", **around(found), rows=rows)


@pages.post("/inbox/export")
def export() -> ResponseReturnValue:
    """The cases that were ticked, or the whole box as it is filtered, as a workbook; that it was taken is on record."""
    asked, chosen = Asked.of(request.form), set(ticked())
    rows = [each for each in whole(asked) if not chosen or each.no in chosen]
    note(here.writing(), kind="inbox.exported", actor=current().person, data={"box": asked.box, "rows": len(rows)}, unit=current().unit)
    answer = make_response(workbook(rows))
    answer.headers["Content-Type"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    answer.headers["Content-Disposition"] = 'attachment; filename="inbox.xlsx"'
    return answer


def ticked() -> list[str]:
    """The cases, each once, at most fifty."""
    return [ident(each) for each in dict.fromkeys(request.form.getlist(FIELD))][: together.MOST]


def the(numbers: list[str], step: str) -> Shared | None:
    """The step with what was sent for all of them; None where it is none that these can take together, or nothing is ticked."""
    kinds = {(of.table, of.row.state) for of in (seen(no) for no in numbers)}
    if len(kinds) != 1 or step not in shared.steps(*kinds.pop()):
        return None
    found = shared.sent(numbers[0], step, request.form)
    return found if found.open else None


def alike(numbers: list[str], sent: Shared | None = None) -> list[Alike]:
    """The cases by procedure and step, in the order in which they were ticked; what can be done is asked of the first of each."""
    groups: dict[tuple[str, str], list[str]] = {}
    for no in numbers:
        groups.setdefault((seen(no).table.key, seen(no).row.state), []).append(no)
    found = []
    for (_, state), each in groups.items():
        table = seen(each[0]).table
        acts = [shared.opened(each[0], step) for step in shared.steps(table, state)]
        acts = [sent if sent and sent.step == one.step else one for one in acts]
        found.append(Alike(table.title, table.by_name[state].title, tuple(each), tuple(one for one in acts if one.open), table.singly))
    return found


def seen(no: str) -> Any:
    return view(here.reading(), current().person, here.today(), no)


def around(found: Shared) -> dict[str, Any]:
    """What stands around the same step for several cases."""
    names = {each.value: each.label for each in found.act.choices.people}
    return {
        "step": found.act.form.title, "about": found.act.form.procedure_title, "away": back(), "away_words": "返回待办", "field": FIELD,
        "today": here.today(), "names": names,
    }  # fmt: skip
