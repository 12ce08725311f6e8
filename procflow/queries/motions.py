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
from procflow.queries.deciders import VOTE
from procflow.queries.people import Named, of_unit
from procflow.queries.view import view
from procflow.queries.ways import Way, ways

BALLOTS = ("in_favour", "against", "abstained", "void", "returned")


@dataclass(frozen=True, slots=True)
class Motion:
    """A question before the meeting: `about` the case that put it; `tally` the ballots as counted, empty before.

    `options` are the members between whom a run-off chooses, `votes` what each of them got.
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
    ways: tuple[Way, ...] = ()


def motions(session: Session, org: Organisation) -> list[Motion]:
    """Every motion of the unit, by number."""
    chosen = select(*Case.__table__.columns).where(Case.unit == org.unit.unit_id, Case.procedure == VOTE).order_by(Case.no)
    rows = list(session.execute(chosen))
    forms = [[(each["step"], audit.whole(session, each["form"])) for each in json.loads(row.taken)] for row in rows]
    called = of_unit(session, org, {row.subject for row in rows} | {person for taken in forms for person in taken[0][1].get("options") or ()})
    called[org.unit.unit_id] = org.unit.title
    owners = parents(session, [row.case_id for row in rows])
    return [motion(row, taken, called, owners.get(row.case_id)) for row, taken in zip(rows, forms, strict=True)]


def motion(row: Any, forms: list[tuple[str, Any]], called: Mapping[str, str], owner: Any | None) -> Motion:
    state = tables()[VOTE].by_name[row.state]
    agenda = [str(form["meeting"]) for step, form in forms if step == "schedule"]
    counted = [form for _, form in forms if "returned" in form]
    tally = {name: int(counted[-1].get(name) or 0) for name in BALLOTS} if counted and state.final else {}
    options = tuple(Named(person, called[person]) for person in forms[0][1].get("options") or ())
    chosen = {line["person"]: int(line["votes"]) for line in counted[-1].get("votes") or ()} if tally else {}
    return Motion(row.no, row.state, state.title, state.final, Named(row.subject, called[row.subject]), str(forms[0][1].get("kind", "")),
                  owner.no if owner else "", tables()[owner.procedure].title if owner else "",
                  agenda[-1] if agenda and row.state != "drafted" else "", row.opened_on, tally, options,
                  tuple((each, chosen.get(each.id, 0)) for each in options if chosen))  # fmt: skip


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
