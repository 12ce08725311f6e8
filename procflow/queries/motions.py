"""The motions of a unit: where each stands, which case put it, how it was voted. It counts nothing that is not on record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow import audit
from procflow.access import Organisation
from procflow.machines import tables
from procflow.models import Case, CaseLink
from procflow.queries.ballots import ELECTION, Ballot, ballot
from procflow.queries.deciders import VOTE
from procflow.queries.people import Named, of_unit
from procflow.queries.view import view
from procflow.queries.ways import Way, ways


@dataclass(frozen=True, slots=True)
class Motion:
    """A question before the meeting: `about` the case that put it; `tally` the ballots as counted, empty before.

    `kind` tells points, membership and run-offs from an election. `options` are those who stand in a run-off or election,
    `votes` what each of them got, `chosen` who won or was elected.
    """

    no: str
    state: str
    state_title: str
    final: bool
    subject: Named
    kind: str
    about: str
    about_title: str
    meeting: str
    opened_on: str
    tally: Mapping[str, int]
    options: tuple[Named, ...] = ()
    votes: tuple[tuple[Named, int], ...] = ()
    chosen: tuple[Named, ...] = ()
    ways: tuple[Way, ...] = ()


def motions(session: Session, org: Organisation) -> list[Motion]:
    """Every motion and election of the unit, by number."""
    chosen = select(*Case.__table__.columns).where(Case.unit == org.unit.unit_id, Case.procedure.in_((VOTE, ELECTION))).order_by(Case.no)
    rows = list(session.execute(chosen))
    votes = [ballot(row.procedure, [(each["step"], audit.whole(session, each["form"])) for each in json.loads(row.taken)]) for row in rows]
    called = of_unit(session, org, {row.subject for row in rows} | {person for each in votes for person in each.standing})
    called[org.unit.unit_id] = org.unit.title
    owners = parents(session, [row.case_id for row in rows])
    return [motion(row, vote, called, owners.get(row.case_id)) for row, vote in zip(rows, votes, strict=True)]


def motion(row: Any, vote: Ballot, called: Mapping[str, str], owner: Any | None) -> Motion:
    state = tables()[row.procedure].by_name[row.state]
    over = not state.open
    votes = tuple((Named(person, called[person]), vote.votes.get(person, 0)) for person in vote.standing if over and vote.votes)
    return Motion(row.no, row.state, state.title, over, Named(row.subject, called[row.subject]), vote.kind, owner.no if owner else "",
                  tables()[owner.procedure].title if owner else "", vote.meeting if row.state != "drafted" else "", row.opened_on,
                  vote.tally if over else {}, tuple(Named(person, called[person]) for person in vote.standing), votes,
                  tuple(Named(person, called[person]) for person in vote.chosen))  # fmt: skip


def parents(session: Session, ids: list[str]) -> dict[str, Any]:
    """The case that put each motion."""
    chosen = select(CaseLink.case_id.label("motion"), Case.no, Case.procedure).join(Case, Case.case_id == CaseLink.other_id)
    return {row.motion: row for row in session.execute(chosen.where(CaseLink.case_id.in_(ids), CaseLink.kind == "started"))} if ids else {}


def offered(session: Session, actor: str, day: date, given: Motion) -> Motion:
    """The motion with what the reader may do about it."""
    if given.final:
        return given
    of = view(session, actor, day, given.no)
    return replace(given, ways=ways(of, of.gathering()))
