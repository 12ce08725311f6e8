"""Whose decision a ledger line rests on: a motion the meeting passed, a body's resolution, or the office that posted it. It judges none."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from procflow import audit
from procflow.access import Organisation
from procflow.models import Case, CaseLink
from procflow.queries import entries
from procflow.queries.people import Named, of_unit
from procflow.queries.titles import role

VOTE = "member_meeting_vote"
RATING = "annual_rating"


@dataclass(frozen=True, slots=True)
class Decider:
    """`kind` is motion, resolution or office; `no` the motion's case or the resolution, `meeting` where it was voted on.

    `title` is the body's or office's title (a message id); `person` posted it.
    """

    kind: str
    no: str
    title: str
    meeting: str
    person: Named


def deciders(session: Session, org: Organisation, rows: Iterable[Any]) -> dict[str, tuple[str, Decider]]:
    """For each line by its id: the number of its case, and who decided."""
    shown = list(rows)
    found = entries.records(session, shown)
    cases = {row.case_id: row for row in cases_of(session, {record.case_id for record in found.values()})}
    passed = motions(session, set(cases))
    called = of_unit(session, org, {record.body["actor"]["id"] for record in found.values()})
    by_record = {}  # a sheet's lines share their record
    for hashed, record in found.items():
        case = cases.get(record.case_id)
        if case is not None:
            by = record.body["actor"]
            person = Named(by["id"], called[by["id"]])
            named = str(record.body["resolution"] or "")
            by_record[hashed] = (case.no, decider(session, org, case, passed.get(case.case_id), by["role"] or "", person, named))
    return {row.entry_id: by_record[row.event_hash] for row in shown if row.event_hash in by_record}


def decider(session: Session, org: Organisation, case: Any, motion: Any | None, office: str, person: Named, named: str) -> Decider:
    """Of a rating the motions are run-offs: its entries rest on the resolution that they name (A20)."""
    if motion is not None and case.procedure != RATING:
        return Decider("motion", motion.no, role("member_meeting"), voted_at(session, motion.taken), person)
    resolutions = [named] if named else [each["resolution"] for each in json.loads(case.taken) if each["resolution"]]
    if resolutions:
        said = org.resolution(str(resolutions[-1]))
        return Decider("resolution", str(resolutions[-1]), role(said.body) if said else "", "", person)
    return Decider("office", "", role(office), "", person)


def voted_at(session: Session, taken: str) -> str:
    meetings = [audit.whole(session, each["form"]).get("meeting") for each in json.loads(taken)]
    return next((str(each) for each in reversed(meetings) if each), "")


def cases_of(session: Session, ids: set[str]) -> list[Any]:
    chosen = select(Case.case_id, Case.no, Case.procedure, Case.unit, Case.subject, Case.taken).where(Case.case_id.in_(sorted(ids)))
    return list(session.execute(chosen)) if ids else []


def motions(session: Session, ids: set[str]) -> dict[str, Any]:
    """The motion that passed for each of these cases, the latest where there were several."""
    if not ids:
        return {}
    motion = aliased(Case)
    mine, other = CaseLink.case_id, CaseLink.other_id
    chosen = select(mine.label("one"), other.label("two"), motion.case_id, motion.no, motion.taken).join(
        motion, or_(motion.case_id == mine, motion.case_id == other)
    )
    rows = session.execute(
        chosen.where(motion.procedure == VOTE, motion.state == "passed", or_(mine.in_(ids), other.in_(ids))).order_by(motion.no)
    )
    return {row.two if row.one == row.case_id else row.one: row for row in rows}
