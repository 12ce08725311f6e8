"""The motion that a meeting is at, how its ballots are counted, and which result the write door takes them for. It decides none."""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from procflow.engine import preview
from procflow.errors import Invalid, NotFound
from procflow.machines import tables
from procflow.queries import Meeting, Motion
from procflow.queries.deciders import VOTE
from procflow.web import acting, carrying
from procflow.web.acting import Act, Target
from procflow.web.fields import FieldView
from procflow.web.here import writing

AT = ("voting", "invalid", "in_discussion", "nominated", "scheduled", "called")
RESULTS = ("pass", "not_pass", "void")
SEVERAL = ("runoff", "election")


@dataclass(frozen=True)
class Ballot:
    """The form of the count, for whoever may enter it."""

    act: Act
    views: list[FieldView]


def at(meeting: Meeting) -> Motion | None:
    """Being voted on, else discussed, else up next; the last one where all are decided."""
    found = (each for state in AT for each in meeting.motions if each.state == state)
    return next(found, None) or next(iter(meeting.motions[::-1]), None)


def counted(meeting: Meeting) -> Motion | None:
    """The one that the second counter shows: being voted on, else the one decided last, so that its result stays to be seen."""
    voting = [each for each in meeting.motions if each.state == AT[0]]
    decided = [each for each in meeting.motions if each.tally]
    return next(iter(voting + decided[::-1]), None)


def following(meeting: Meeting) -> Motion | None:
    """The next one that is still to be decided."""
    here = at(meeting)
    return next((each for each in meeting.motions if not each.final and each != here), None)


def stage(meeting: Meeting) -> str:
    """What the forms of the page depend on: while it stays the same, only figures change."""
    here, c = at(meeting), meeting.counters
    return ".".join([here.no if here else "", here.state if here else "", str(c.called), str(bool(c.missing))])


def clauses(meeting: Meeting) -> tuple[str, str]:
    """What the two counters stand on."""
    return meeting.clause, tables()[VOTE].rows[RESULTS[0]][0].clause


def ballot(meeting: Meeting) -> Ballot | None:
    """None while no vote runs that the reader counts; a run-off or an election is counted on its own page, person by person."""
    here = at(meeting)
    if here is None or here.kind in SEVERAL or not any(way.step in RESULTS and way.kind == "open" for way in here.ways):
        return None
    act = acting.opened(Target.case(here.no, RESULTS[0]))
    return Ballot(act, carrying.described(act))


def counting(meeting: Meeting) -> str:
    """The motion whose ballots are counted. Raises NotFound where none are."""
    here = at(meeting)
    if here is None or here.kind in SEVERAL or not any(way.step in RESULTS for way in here.ways):
        raise NotFound
    return here.no


def result(no: str, posted: MultiDict[str, str]) -> str:
    """The step that these ballots are fit for, as the write door would judge; where none, the one with the least against it."""
    against: dict[str, int] = {}
    for step in RESULTS:
        act = acting.sent(Target.case(no, step), posted)
        if act.filled.errors:
            return step
        try:
            record = preview(writing(), act.command(carrying.DRAFT, version=acting.version(posted)))
        except Invalid:
            return step
        if not record.refused:
            return step
        against[step] = len(record.body["refusal"]["reasons"])
    return min(RESULTS, key=lambda step: against[step])
