"""The agenda of a meeting as its page shows it, and the same step for several motions at once, each by itself at the write door."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from flask import abort
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from procflow.engine import Command
from procflow.errors import NotFound
from procflow.machines import tables
from procflow.queries import Meeting, Motion, Named, Way
from procflow.queries.deciders import VOTE
from procflow.queries.motions import offered
from procflow.web import acting, together
from procflow.web.acting import Act
from procflow.web.auth import current
from procflow.web.choices import Option
from procflow.web.fields import FieldView, describe
from procflow.web.here import ident, today

ROLL, SCHEDULE, PASS = "record_attendance", "schedule", "pass"
TOGETHER = (SCHEDULE, "open_discussion", "adjourn")


@dataclass(frozen=True)
class Page:
    """What a meeting's page offers: the steps that several motions can take, the roll, why others wait, each once, and the majority's clause."""

    together: tuple[tuple[str, str], ...]
    roll: str
    waits: tuple[Way, ...]
    majority: str


def page(meeting: Meeting) -> Page:
    ways = [way for motion in meeting.motions for way in motion.ways]
    open_ = {way.step: way.title for way in ways if way.kind == "open"}
    together = tuple((step, open_[step]) for step in TOGETHER if step in open_ and step != SCHEDULE)
    waits = {way.step: way for way in ways if way.kind in ("missing", "not_yet", "recused") and way.step not in open_}
    return Page(together, to_call(meeting) if ROLL in open_ else "", tuple(waits.values()), tables()[VOTE].rows[PASS][0].clause)


def to_call(meeting: Meeting) -> str:
    """The motion on which the roll is taken for all. Raises NotFound where none waits for it."""
    found = next((each.no for each in meeting.motions for way in each.ways if way.step == ROLL), "")
    if not found:
        raise NotFound
    return found


def absent(meeting: Meeting) -> tuple[Named, ...]:
    """Those who were due and neither came nor wrote, once the roll was taken."""
    seen = {each.id for each in (*meeting.present, *meeting.written)}
    return tuple(each for each in meeting.due if each.id not in seen) if meeting.counters.called else ()


def askable(session: Session, waiting: Iterable[Motion]) -> tuple[Motion, ...]:
    """The motions on no agenda that the reader may put on one."""
    found = [offered(session, current().person, today(), each) for each in waiting]
    return tuple(each for each in found if any(way.step == SCHEDULE and way.kind == "open" for way in each.ways))


def roll_views(act: Act, meeting: Meeting) -> list[FieldView]:
    """The fields of the roll: only voting members can be present or have written; anybody may sit in."""
    count = {each.id for each in (*meeting.due, *(person for person, _, _ in meeting.excluded))}
    voting = tuple(Option(each.value, each.label) for each in act.choices.people if each.value in count)
    others = tuple(each for each in act.choices.people if each.value not in count)
    # Presence at an earlier meeting says nothing about this one; who is left out, and why, does.
    values = act.values if meeting.counters.called or act.saved else {name: each for name, each in act.values.items() if name == "excluded"}
    views = describe(act.form.asks, replace(act.choices, people=voting), values, spare=2)  # type: ignore[arg-type]  # every form of a table is a Form
    return [replace(view, options=others) if view.name == "attending" else view for view in views]


def chosen(step: str, posted: MultiDict[str, str]) -> list[str]:
    """The motions that were ticked, each once."""
    if step not in TOGETHER:
        abort(404)
    return [ident(each) for each in dict.fromkeys(posted.getlist("motion"))][: together.MOST]


def title(step: str) -> str:
    return next(row.title for row in tables()[VOTE].rows[step])


def commands(meeting: Meeting, step: str, numbers: Iterable[str], posted: MultiDict[str, str] | None = None) -> list[Command]:
    """The step for each motion: as a draft, or as it was checked and sent."""
    form: dict[str, Any] = {"meeting": meeting.called.no} if step == SCHEDULE else {}
    return [
        Command(
            step=step, actor=current().person, case=no, form=form,
            key=together.key(acting.key(posted), no) if posted is not None else together.DRAFT, preview=together.seen(posted, no) if posted is not None else "",
        )
        for no in numbers
    ]  # fmt: skip
