"""The page of a case: first what is to be done and by when, then why something cannot be done yet, then what happened. It takes no step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procflow.access import OFFICES
from procflow.dates import Period
from procflow.grammar import SYSTEM
from procflow.guards.lodging import OF_MANY
from procflow.guards.revising import REVISION
from procflow.guards.slips import SLIP
from procflow.queries import CasePage, Due, Told, Way, case_page
from procflow.queries.holdup import beside, holdup
from procflow.queries.moves import moves
from procflow.queries.revisions import revision
from procflow.queries.slips import PRINTS
from procflow.queries.view import view
from procflow.queries.ways import DeskAct
from procflow.reports.viewed import viewed
from procflow.web import acting, brief, carrying, flow, here
from procflow.web.acting import Act, Target
from procflow.web.auth import current
from procflow.web.choices import Choices, Option
from procflow.web.contested import of_case
from procflow.web.fields import Fault
from procflow.web.files import named
from procflow.web.filters import lang, say
from procflow.web.forms import Answer, answers
from procflow.web.graded import grades
from procflow.web.inbox import back
from procflow.web.outlook import outlook, wording
from procflow.web.reminding import opens
from procflow.web.voices import voices

MEMBER = ("党员",)
CHOOSE = "请先选一项，再点下一步"

pages = Blueprint("cases", __name__)


@dataclass(frozen=True, slots=True)
class Event:
    """A record as the timeline draws it."""

    title: str
    at: str
    who: str
    role: str
    words: str
    url: str
    no: int
    badge: str = ""
    struck: bool = False
    instead: str = ""  # whose deputy acted, by name


@pages.get("/cases/<no>")
def show(no: str) -> ResponseReturnValue:
    page = case_page(here.reading(), current().person, here.today(), here.ident(no))
    viewed(here.reading(), current().person, here.today(), page.no)
    return render_template("case.html", **shown(page))


def shown(page: CasePage) -> dict[str, Any]:
    labels, act = wording(page), embedded(page)
    said, of = outlook(page, labels), view(here.reading(), current().person, here.today(), page.no)
    return {
        "grades": grades(page, labels), "page": page, "heading": heading(page), "asked": said.asked, "outlook": said, "today": here.today(), "back": back(), "act": act,
        "views": carrying.described(act) if act else [], "kept": named(act.files) if act else [], "options": [option(page, each) for each in onward(page)],
        "brief": brief.view(page.open_ways, labels),
        "holdup": holdup(of), **revised(page), "opens": opens,
        "faults": [Fault("f-step", "", CHOOSE)] if request.args.get("choose") else [],
        "blocked": [each for each in page.ways if each.kind != "open" and each.step not in beside(of)],
        "events": [event(page, each, labels) for each in reversed(chosen(page))], "whole": bool(request.args.get("all")),
        "files": named(each.sha256 for each in page.files),
        "turn": turn(page), "acts": acts(page), "latest": latest(page, labels), "listed": listed(page, labels),
        "diagram": flow.diagram(page), "steps": flow.steps(page), "may_enter": may_enter(page),
        "contest": of_case(page), "names": called(page, labels), "heard": voices(page.table, page.no), "prints": PRINTS in current().roles,
    }  # fmt: skip


def revised(page: CasePage) -> dict[str, Any]:
    """What the rules that a revision proposes would change, and the last year under them."""
    found = revision(here.reading(), current().person, here.today(), page.no, lang()) if page.procedure == REVISION else None
    return {"revision": found, "tried": moves(found.tried, lang()) if found and found.tried else None}


def called(page: CasePage, labels: Choices) -> dict[str, str]:
    """The people of the unit by name, and whoever took a step."""
    takers = {
        each.by.id: say(each.by.name) if each.by.id in (SYSTEM, "") or each.by.id.startswith(SLIP) else each.by.name for each in page.events
    }
    return {each.value: each.label for each in labels.people} | takers


def heading(page: CasePage) -> str:
    about = Period.parse(page.period).title(g.lang) if page.about_unit else page.subject.name
    return f"{say(page.title)} · {about}"


def embedded(page: CasePage) -> Act | None:
    """Where it is the reader's turn and just one thing can be done, its form stands on the page at once."""
    return acting.opened(Target.case(page.no, page.open_ways[0].step)) if turn(page) and len(page.open_ways) == 1 else None


def onward(page: CasePage) -> list[Way]:
    """The open ways, those that lead on first and those that end the case last."""
    places = [state.name for state in page.table.states]
    return sorted(page.open_ways, key=lambda each: (each.ends, -places.index(each.to) if each.to in places else 0))


def turn(page: CasePage) -> bool:
    """Whether the case waits for the reader, by name or at a desk of theirs, and more than a member's own way out is open to them."""
    due = [each for each in page.waiting if mine(each)]
    return bool(due) and any(each.roles != MEMBER or "member" in {one.desk for one in due} for each in page.open_ways)


def mine(due: Due) -> bool:
    return due.person.id == current().person if due.person else due.desk in current().roles


def acts(page: CasePage) -> list[DeskAct]:
    """The desk acts that make sense to the reader now: nobody claims what is theirs by name, or urges themselves alone."""
    named = any(each.person and mine(each) for each in page.waiting)
    alone = all(mine(each) for each in page.waiting)
    idle = ({"claim"} if named else set()) | ({"nudge"} if alone else set())
    return [each for each in page.acts if each.name not in idle]


def option(page: CasePage, way: Way) -> Option:
    """A way with what it leads to."""
    if way.to == page.state:
        hint = say("仍在“{to}”", to=say(way.to_title))
    elif way.ends:
        hint = say("办到“{to}”为止", to=say(way.to_title))
    elif way.desks:
        joined = ("、" if g.lang == "zh" else ", ").join(say(each) for each in way.desks)
        hint = say("转到“{to}”，由{desks}接着办", to=say(way.to_title), desks=joined)
    else:
        hint = say("转到“{to}”", to=say(way.to_title))
    wanted = brief.wants(way)
    return Option(way.step, way.title, hint + ("；" if g.lang == "zh" else "; ") + say(wanted) if wanted else hint)


def may_enter(page: CasePage) -> bool:
    """Whether the reader may enter the member's paper in this case."""
    return not page.about_unit and page.subject.id != current().person and bool(current().roles & set(OFFICES))


def chosen(page: CasePage) -> tuple[Told, ...]:
    return page.events if request.args.get("all") else page.decisions


def event(page: CasePage, each: Told, labels: Choices) -> Event:
    badge = "未办成" if each.refused else "代录入" if each.for_whom else "补记" if each.late else "系统" if each.by.id == SYSTEM else ""
    return Event(each.title, each.at, each.by.id, "" if each.by.id == SYSTEM else each.role, words(page, each, labels),
                 url_for("acts.take", no=page.no) + f"#r{each.seq}", each.seq, badge,
                 instead=each.instead_of.name if each.instead_of else "")  # fmt: skip


def words(page: CasePage, each: Told, labels: Choices) -> str:
    """What was said in the step, or in the decision that it followed, one line for each answer; the reasons of a refusal in their stead."""
    if each.sealed:
        return say(each.sealed)
    if each.refused:
        return "\n".join(carrying.sentence(refusal) for refusal in each.refusals)
    return "\n".join(carrying.spoken(answer) for answer in filled(page, each, labels) if answer.kind != "none")


def latest(page: CasePage, labels: Choices) -> tuple[str, list[Answer]]:
    """What was last filled in, and in which step."""
    return next(((each.title, found) for each in reversed(page.decisions) if (found := filled(page, each, labels))), ("", []))


def listed(page: CasePage, labels: Choices) -> list[Answer]:
    """The lines of a sheet as they were written last: what others are to check, and what a correction is looked up in."""
    written = (filled(page, each, labels) for each in reversed(page.decisions) if page.procedure in OF_MANY)
    return next((found for said in written if (found := [each for each in said if each.kind == "lines" and each.value])), [])


def filled(page: CasePage, each: Told, labels: Choices) -> list[Answer]:
    said = page.because.get(each.event, each)
    return answers(said.asks, said.form, labels) if said.asks else []
