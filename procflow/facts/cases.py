"""The cases that a guard may see: its own, those linked to it, alike, or named as an order. It decides nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from procflow import audit, tasks
from procflow.db import Prepared
from procflow.grammar import CaseSeen, LinkSeen, Taken
from procflow.machines import tables
from procflow.models import Case, CaseLink

if TYPE_CHECKING:
    from procflow.facts import Gathering

CASE = Prepared(select(*Case.__table__.columns).where(Case.case_id == bindparam("of")))
CASE_NO = Prepared(select(*Case.__table__.columns).where(Case.no == bindparam("no")))
LINKED = Prepared(
    select(*Case.__table__.columns, CaseLink.kind)
    .join(CaseLink, or_(CaseLink.case_id == Case.case_id, CaseLink.other_id == Case.case_id))
    .where(or_(CaseLink.case_id == bindparam("of"), CaseLink.other_id == bindparam("of_too")), Case.case_id != bindparam("not_"))
)
ALIKE = Prepared(
    select(*Case.__table__.columns).where(
        Case.unit == bindparam("unit"),
        Case.procedure == bindparam("procedure"),
        Case.subject == bindparam("subject"),
        Case.case_id != bindparam("not_"),
    )
)


def seen(session: Session, row: Any) -> CaseSeen:
    """A case row as guards see it."""
    due = min((task.due for task in tasks.STANDING.all(session, of=row.case_id) if task.due), default="")
    return CaseSeen(row.case_id, row.no, row.unit, row.procedure, row.state, row.version, row.subject, row.period, row.opened_by, due, row.since,
                    taken(session, row.taken))  # fmt: skip


def taken(session: Session, written: str) -> tuple[Taken, ...]:
    return tuple(
        Taken(**{**each, "form": audit.whole(session, each["form"]), "files": tuple(each["files"])}) for each in json.loads(written)
    )


def link(session: Session, row: Any, kind: str) -> LinkSeen:
    state = tables()[row.procedure].by_name[row.state]
    return LinkSeen(row.case_id, row.no, row.procedure, row.state, row.subject, kind, state.settled, state.final, taken(session, row.taken))


def links(of: Gathering) -> tuple[LinkSeen, ...]:
    rows = LINKED.all(of.session, of=of.case.id, of_too=of.case.id, not_=of.case.id)
    return tuple(link(of.session, row, row.kind) for row in rows)


def alike(of: Gathering) -> tuple[LinkSeen, ...]:
    rows = ALIKE.all(of.session, unit=of.case.unit, procedure=of.case.procedure, subject=of.case.subject, not_=of.case.id)
    return tuple(link(of.session, row, row.period) for row in rows)


def order(of: Gathering) -> LinkSeen | None:
    """The case of this unit that the form names as its order."""
    row = CASE_NO.one(of.session, no=str(of.form.get("order") or ""))
    return link(of.session, row, "order") if row is not None and row.unit == of.case.unit else None
