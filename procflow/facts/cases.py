"""The cases that a guard may see: its own, those linked to it, alike, named in a form, or handed in to a review. It decides nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, or_, select
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
ABOUT = Prepared(
    select(*Case.__table__.columns)
    .where(Case.unit == bindparam("unit"), Case.subject == bindparam("subject"), Case.case_id != bindparam("not_"))
    .order_by(Case.no)
)

APPLYING = ("enrollment_application",)
OF_YEAR = Prepared(
    select(*Case.__table__.columns)
    .where(
        Case.unit == bindparam("unit"),
        Case.procedure == bindparam("procedure"),
        Case.period >= bindparam("year"),
        Case.period < bindparam("next_"),
    )
    .order_by(Case.no)
)
LASTING = ("unqualified_handling", "probation_case")  # of whatever year: a member has one at a time
OPENED_BY_GRADES = ("award", "education_rectification")
LED = Prepared(
    select(*Case.__table__.columns)
    .where(
        Case.unit == bindparam("unit"),
        or_(
            *(Case.procedure == name for name in LASTING),
            and_(Case.period == bindparam("period"), or_(*(Case.procedure == name for name in OPENED_BY_GRADES))),
        ),
    )
    .order_by(Case.no)
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
    return LinkSeen(row.case_id, row.no, row.procedure, row.state, row.subject, kind, state.settled, state.final, taken(session, row.taken),
                    row.period)  # fmt: skip


def links(of: Gathering) -> tuple[LinkSeen, ...]:
    rows = LINKED.all(of.session, of=of.case.id, of_too=of.case.id, not_=of.case.id)
    return tuple(link(of.session, row, row.kind) for row in rows)


def alike(of: Gathering) -> tuple[LinkSeen, ...]:
    rows = ALIKE.all(of.session, unit=of.case.unit, procedure=of.case.procedure, subject=of.case.subject, not_=of.case.id)
    return tuple(link(of.session, row, "alike") for row in rows)


def dossier(of: Gathering) -> tuple[LinkSeen, ...]:
    """Every other case of the unit about this subject, of any procedure."""
    rows = ABOUT.all(of.session, unit=of.case.unit, subject=of.case.subject, not_=of.case.id)
    return tuple(link(of.session, row, "dossier") for row in rows)


def named(of: Gathering) -> Mapping[str, LinkSeen]:
    """The cases of this unit that the form names, by number; a number that is none of its cases is not there."""
    wanted = dict.fromkeys(str(no) for value in of.form.values() for no in (value if isinstance(value, list) else [value]) if looks(no))
    rows = [row for no in wanted if (row := CASE_NO.one(of.session, no=no)) is not None and row.unit == of.case.unit]
    return {row.no: link(of.session, row, "named") for row in rows}


def looks(value: object) -> bool:
    """Whether a value of a form may be the number of a case: nothing else is looked up."""
    return isinstance(value, str) and value.count("-") >= 3


def applications(of: Gathering) -> tuple[LinkSeen, ...]:
    """The unit's applications of the case's year, whatever their state."""
    return tuple(each for procedure in APPLYING for each in of_year(of, procedure))


def letters(of: Gathering) -> tuple[LinkSeen, ...]:
    """The letters of commitment of the case's year, whatever their state."""
    return tuple(of_year(of, "commitment_letter"))


def led(of: Gathering) -> tuple[LinkSeen, ...]:
    """The unit's awards and talks of the case's year, and its dispositions and probation cases of any, whatever their state."""
    return tuple(link(of.session, row, "led") for row in LED.all(of.session, unit=of.case.unit, period=of.case.period))


def appraisals(of: Gathering) -> tuple[LinkSeen, ...]:
    """The democratic appraisals of the case's year, whatever their state."""
    return tuple(of_year(of, "democratic_appraisal"))


def closings(of: Gathering) -> tuple[LinkSeen, ...]:
    """The closings of the periods of the case's year, in their order."""
    return tuple(sorted(of_year(of, "quarterly_closing"), key=lambda each: each.period))


def of_year(of: Gathering, procedure: str) -> list[LinkSeen]:
    year = int(of.case.period[:4])
    rows = OF_YEAR.all(of.session, unit=of.case.unit, procedure=procedure, year=str(year), next_=str(year + 1))
    return [link(of.session, row, "of year") for row in rows]
