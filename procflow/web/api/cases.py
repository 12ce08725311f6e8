"""Cases for programs: begin one, see it, take its steps, or only see what would happen. The write door decides."""

from __future__ import annotations

from typing import Any

from flask import url_for

from procflow.engine import Command, Record, advance, preview
from procflow.errors import Invalid, Refused
from procflow.forms import Code, Count, Form, Words
from procflow.queries import CasePage, Plan, Trace, case_page, explain, trace
from procflow.queries.beginning import beginning
from procflow.queries.done import Done, done
from procflow.queries.files import usable
from procflow.queries.listing import Cases, cases
from procflow.queries.view import view
from procflow.reports.viewed import viewed
from procflow.web.acting import NOT_SENT
from procflow.web.api import steps
from procflow.web.api.operations import Answer, Ask, Operation

DRAFT = "draft"
PAGE, MOST = 50, 1000


def operations() -> tuple[Operation, ...]:
    part = "cases"
    return (
        Operation("POST", "/cases", "begin", "发起一件事", begin, Done, steps.CaseAsked, 201, keyed=True, refusable=True, part=part, bodies=steps.begun),
        Operation("GET", "/cases", "cases", "可以查看的事项，新的在前", every, Cases, CasesAsked, part=part),
        Operation("GET", "/cases/<no>", "case", "一件事：在哪里、能做什么、还缺什么、经过", show, CasePage, part=part),
        Operation("GET", "/cases/<no>/steps", "trace", "一件事的全部记录，与它应有的步骤对照", steps_of, Trace, part=part),
        Operation("POST", "/cases/<no>/steps", "take", "办一步", take, Done, steps.StepAsked, 201, keyed=True, versioned=True, refusable=True, part=part,
                  bodies=steps.taken),
        Operation("POST", "/cases/<no>/previews", "preview", "办一步会发生什么，什么也不改动", foresee, Plan, steps.StepAsked, part=part, bodies=steps.taken),
        Operation("POST", "/previews", "preview_beginning", "发起一件事会发生什么，什么也不改动", foresee, Plan, steps.CaseAsked, part=part, bodies=steps.begun),
    )  # fmt: skip


class CasesAsked(Form):
    unit = Code("单位", required=False)
    procedure = Code("程序", required=False)
    state = Code("状态", required=False)
    subject = Code("关于谁", required=False)
    period = steps.InPeriod("期间", required=False)
    limit = Count("最多多少行", most=MOST, required=False)
    after = Words("从上一页末尾的记号往后", required=False)


def begin(ask: Ask) -> Answer:
    given = ask.given
    try:
        found = told(ask, advance(**written(ask)))
    except Refused:
        beginning(ask.reading, ask.actor, ask.day, given["procedure"], given["unit"])  # nobody learns of a unit that is not theirs
        raise
    return Answer(found, found.case.version, url_for("api.case", no=found.case.no))


def take(ask: Ask) -> Answer:
    try:
        found = told(ask, advance(**written(ask)))
    except Refused:
        view(ask.reading, ask.actor, ask.day, ask.path["no"])  # the attempt is on record; whoever may not see the case is told no more
        raise
    return Answer(found, found.case.version, url_for("api.trace", no=found.case.no))


def foresee(ask: Ask) -> Plan:
    no, given = ask.path.get("no", ""), ask.given
    if no:
        view(ask.reading, ask.actor, ask.day, no)
    else:
        beginning(ask.reading, ask.actor, ask.day, given["procedure"], given["unit"])
    record = preview(**written(ask, DRAFT))
    return explain(ask.reading, ask.actor, ask.day, record)


def every(ask: Ask) -> Answer:
    wanted = {name: value or "" for name, value in ask.given.items() if name not in ("limit", "after")}
    found = cases(ask.reading, ask.actor, ask.day, after=ask.given["after"] or "", limit=min(ask.given["limit"] or PAGE, MOST), **wanted)
    return Answer(found, following=found.following)


def show(ask: Ask) -> Answer:
    page = case_page(ask.reading, ask.actor, ask.day, ask.path["no"])
    viewed(ask.reading, ask.actor, ask.day, page.no)
    return Answer(page, page.version)


def steps_of(ask: Ask) -> Trace:
    found = trace(ask.reading, ask.actor, ask.day, ask.path["no"])
    viewed(ask.reading, ask.actor, ask.day, found.no)
    return found


def written(ask: Ask, key: str = "") -> dict[str, Any]:
    """The command, read first, and a session with nothing begun."""
    return {"command": command(ask, key), "session": ask.writing}


def command(ask: Ask, key: str = "") -> Command:
    given, no = ask.given, ask.path.get("no", "")
    if not all(usable(ask.reading, ask.actor, ask.day, each, no) for each in given.get("files") or ()):
        raise Invalid({"files": [NOT_SENT]})
    return Command(
        step=given["step"], actor=ask.actor, key=key or ask.key, case=no, procedure=given.get("procedure", ""),
        unit=given.get("unit", ""), subject=given.get("subject") or "", period=given.get("period") or "", form=given.get("form") or {},
        files=tuple(given.get("files") or ()), version=ask.version, preview=given.get("preview") or "", entered_for=given.get("entered_for") or "",
    )  # fmt: skip


def told(ask: Ask, record: Record) -> Done:
    return done(ask.reading, ask.actor, ask.day, record)
