"""Where one point comes from: evidence, checks, vote, entry, each with person, moment, clause and record. It tells the record and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from procflow import audit, canon
from procflow.access import Organisation, organisation
from procflow.canon import unstamp
from procflow.dates import local_day
from procflow.errors import NotFound
from procflow.facts import rules
from procflow.facts.cases import CASE, LINKED
from procflow.machines import tables
from procflow.queries import entries
from procflow.queries.deciders import VOTE
from procflow.queries.people import Named, names, of_unit
from procflow.queries.points import PRIVATE
from procflow.queries.sealed import charged, hidden, seal
from procflow.queries.sources import sources
from procflow.queries.titles import component
from procflow.queries.told import Told, only, tell
from procflow.queries.view import holds_office
from procflow.shapes import Points

RESULTS = ("pass", "not_pass", "void")


@dataclass(frozen=True, slots=True)
class Vote:
    """A motion's result: ballots as counted, and the meeting's roll. `least` votes carry it, `least_present` open it.

    `votes` is what each got between whom a run-off chose.
    """

    no: str
    meeting: str
    on: str
    due: int
    present: int
    written: int
    least: int
    least_present: int
    in_favour: int
    against: int
    abstained: int
    carried: bool
    votes: tuple[tuple[Named, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """A link of the chain: `kind` is evidence, check, vote or entry."""

    kind: str
    event: Told
    case: str
    vote: Vote | None = None


@dataclass(frozen=True)
class Origin:
    """One ledger line (hundredths) and the chain it hangs on, oldest first; `chain` is empty where its record is lost.

    `source` is where the line of an opening balance stood before.
    """

    entry: str
    member: Named
    unit_title: str
    component: str
    component_title: str
    item: str
    label: str
    points: Points
    uncredited: Points
    kind: str
    counts_in: str
    booked_in: str
    occurred_on: str
    recorded_on: str
    rule: str
    clause: str
    case: str
    procedure_title: str
    reverses: str
    reversed_by: str
    chain: tuple[Moment, ...]
    source: str = ""


def entry(session: Session, actor: str, day: date, entry_id: str) -> Origin:
    """Raises NotFound for a line that does not exist or is not the reader's to see."""
    row = entries.ONE.one(session, of=entry_id)
    if row is None:
        raise NotFound(PRIVATE)
    org = organisation(session, row.unit)
    office = holds_office(org, actor, day.isoformat())
    if actor != row.member_id and not office:
        raise NotFound(PRIVATE)
    record = entries.records(session, [row]).get(row.event_hash)
    case = CASE.one(session, of=record.case_id) if record else None
    twin = entries.REVERSED_BY.one(session, of=entry_id)
    return Origin(
        row.entry_id, Named(row.member_id, names(session, [row.member_id]).get(row.member_id, row.member_id)), org.unit.title, row.component,
        component(row.component), row.item, entries.label(row, entries.books(session, [row])), row.points, row.uncredited, row.kind, row.counts_in,
        row.booked_in, row.occurred_on, local_day(unstamp(row.recorded_at)).isoformat(), row.rule.split(" ")[0], entries.clause(row),
        case.no if case else "", tables()[case.procedure].title if case else "", row.reverses or "", twin.entry_id if twin else "",
        chain(session, org, case, record.event_id, actor, day, office=office) if case and record else (),
        sources(session, [row]).get(row.entry_id, ""),
    )  # fmt: skip


def chain(session: Session, org: Organisation, case: Any, event: str, actor: str, day: date, *, office: bool) -> tuple[Moment, ...]:
    """The decisions of the case up to the record of the entry, with those of the motions it put to the meeting.

    To a reader without an office only what is theirs is shown of a sheet about many; to nobody who reported or objected, but to those who handle it.
    """
    own, kept = "" if office else actor, seal(actor, case, org.actor(actor, day.isoformat()).roles | charged(actor, case))
    linked = LINKED.all(session, of=case.case_id, of_too=case.case_id, not_=case.case_id)
    numbers = {case.case_id: case.no} | {row.case_id: row.no for row in linked if row.procedure == VOTE}
    own_events, *votes = ([each for each in tell(session, org, audit.chain(session, one)) if each.decision] for one in numbers)
    told: list[Told] = []
    for each in own_events:
        told.append(each)
        told.extend(event for vote in votes if vote[0].cause == each.event for event in vote)
    last = next(place for place, each in enumerate(told) if each.event == event)
    known = [each if each.procedure == VOTE else hidden(each, kept) for each in told[: last + 1]]
    shown = [only(each, own) if own and each.procedure != VOTE else each for each in known]  # a vote was announced to all
    return tuple(moment(session, org, each, numbers[each.case], case, event) for each in shown)


def moment(session: Session, org: Organisation, told: Told, no: str, case: Any, event: str) -> Moment:
    if told.event == event:
        return Moment("entry", told, no)
    if told.procedure == VOTE:
        return Moment("vote", told, no, vote(session, org, told, no, case) if told.step in RESULTS else None)
    return Moment("evidence" if told.files or told.seq == 0 else "check", told, no)


def vote(session: Session, org: Organisation, told: Told, no: str, case: Any) -> Vote:
    (scheduled,) = CASE.all(session, of=told.case)
    meetings = [each["form"].get("meeting") for each in canon.loads(scheduled.taken.encode()) if each["step"] == "schedule"]
    met = org.meeting(str(meetings[-1])) if meetings else None
    due, book, form = len(met.due) if met else 0, rules(session, case.regime), told.form
    chosen = {str(line["person"]): int(line["votes"]) for line in form.get("votes") or ()}
    called = of_unit(session, org, chosen)
    return Vote(no, met.no if met else "", met.on if met else "", due, len(met.present) if met else 0, len(met.written) if met else 0,
                book.least_in_favour(due), book.least_present(due, "points"), number(form, "in_favour"), number(form, "against"),
                number(form, "abstained"), told.step == "pass",
                tuple((Named(person, called[person]), votes) for person, votes in chosen.items()))  # fmt: skip


def number(form: Mapping[str, Any], name: str) -> int:
    return int(form.get(name) or 0)
