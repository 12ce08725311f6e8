"""Where a case lies: its number, its row, its links, and the next place on its chain of records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from procflow import canon
from procflow.audit import Link, Record
from procflow.db import Prepared
from procflow.engine.act import Act
from procflow.errors import Invalid
from procflow.facts import CASE_NO
from procflow.forms import CaseRef, Cases
from procflow.grammar import CaseSeen, Procedure, Step
from procflow.machines import tables
from procflow.models import Case, CaseLink, CaseNumber

if TYPE_CHECKING:
    from procflow.engine.attempt import Attempt

BEGIN = Prepared(insert(Case).values({column.name: bindparam(column.name) for column in Case.__table__.columns}).inline())
MOVE = Prepared(
    update(Case)
    .where(Case.case_id == bindparam("of"))
    .values({name: bindparam("new_" + name) for name in ("state", "since", "period", "version", "seq", "head", "taken")})
)
MOVE_HEAD = Prepared(update(Case).where(Case.case_id == bindparam("of")).values(seq=bindparam("new_seq"), head=bindparam("new_head")))
ADOPT = Prepared(update(Case).where(Case.case_id == bindparam("of")).values(regime=bindparam("rules")))
LYING = Prepared(
    select(Case.case_id)
    .where(Case.unit == bindparam("unit"), Case.procedure == bindparam("kind"), Case.state == bindparam("at"))
    .order_by(Case.no)
)
LINK = Prepared(insert(CaseLink).values({name: bindparam(name) for name in ("case_id", "other_id", "kind")}).inline())
TIED = Prepared(select(CaseLink.kind).where(CaseLink.case_id == bindparam("one"), CaseLink.other_id == bindparam("other")))
LAST = Prepared(select(CaseNumber.last).where(
    CaseNumber.unit == bindparam("of"), CaseNumber.procedure == bindparam("kind"), CaseNumber.year == bindparam("in_")))  # fmt: skip
FIRST_NUMBER = Prepared(insert(CaseNumber).values({name: bindparam(name) for name in ("unit", "procedure", "year", "last")}).inline())
NEXT_NUMBER = Prepared(update(CaseNumber).where(
    CaseNumber.unit == bindparam("of"), CaseNumber.procedure == bindparam("kind"), CaseNumber.year == bindparam("in_")).values(last=bindparam("to")))  # fmt: skip


def number(act: Act, table: Procedure) -> str:
    """The next case number of the unit for this procedure and year: `D1ZB-JL-2025-0017`."""
    unit, year = act.org.unit, act.today.year
    kept = LAST.one(act.session, of=unit.unit_id, kind=table.key, in_=year)
    following = (kept.last if kept else 0) + 1
    if kept:
        NEXT_NUMBER.run(act.session, of=unit.unit_id, kind=table.key, in_=year, to=following)
    else:
        FIRST_NUMBER.run(act.session, unit=unit.unit_id, procedure=table.key, year=year, last=following)
    return f"{unit.code}-{table.code}-{year}-{following:04d}"


def link(attempt: Attempt, case_id: str) -> Link:
    """The next place of the case's chain; the first of a case that begins."""
    if attempt.begins:
        return Link(case_id, 0, canon.ZERO)
    return Link(case_id, attempt.row.seq, attempt.row.head)


def move(attempt: Attempt, case: CaseSeen, record: Record) -> None:
    """The row as the record leaves it: state, version, head, and the steps taken with their coded forms."""
    last = case.taken[-1]
    step = {
        "step": last.step,
        "by": last.by,
        "on": last.on,
        "form": record.body["form"],
        "event": last.event,
        "resolution": last.resolution,
        "state": last.state,
        "files": list(last.files),
    }
    earlier = "" if attempt.begins else attempt.row.taken[1:-1] + ","
    values = {"state": case.state, "since": case.since, "period": case.period, "version": case.version, "seq": record.body["case_seq"] + 1, "head": record.hash,
              "taken": f"[{earlier}{canon.dumps(step).decode()}]"}  # fmt: skip
    if attempt.begins:
        opened = {
            "procedure": case.procedure,
            "edition": record.body["procedure"]["sha256"],
            "regime": attempt.regime,
            "subject": case.subject,
        }
        BEGIN.run(attempt.act.session, case_id=case.id, no=case.no, unit=case.unit, opened_by=case.opened_by,
                  opened_on=attempt.act.day, **opened, **values)  # fmt: skip
    else:
        MOVE.run(attempt.act.session, of=case.id, **{"new_" + name: value for name, value in values.items()})


def stay(attempt: Attempt, record: Record) -> None:
    """A refusal moves the chain of a case, never its version."""
    MOVE_HEAD.run(attempt.act.session, of=attempt.case.id, new_seq=record.body["case_seq"] + 1, new_head=record.hash)


def adopt(session: Session, case_id: str, regime: str) -> None:
    """The rules that hold in the case from its next step on."""
    ADOPT.run(session, of=case_id, rules=regime)


def looking_at_rules(act: Act) -> list[str]:
    """The cases of the unit that lie where an AUTO row looks at which rules govern, by procedure and number."""
    places = [(table.key, state.name) for table in tables().values() for state in table.states
              if any("governing" in row.sections() for row in table.automatic(state.name))]  # fmt: skip
    unit = act.org.unit.unit_id
    return [row.case_id for kind, at in places for row in LYING.all(act.session, unit=unit, kind=kind, at=at)]


def tie(act: Act, case_id: str, other_id: str, kind: str) -> None:
    LINK.run(act.session, case_id=case_id, other_id=other_id, kind=kind)


def tie_named(attempt: Attempt, row: Step, case_id: str) -> None:
    """A case named in a form becomes linked: an order to reverse, an objection to what it objects to."""
    for name, field in (row.form.fields if row.form else {}).items():
        given = attempt.form.get(name) or ()
        numbers = (given,) if isinstance(field, CaseRef) and given else given if isinstance(field, Cases) else ()
        for no in numbers:
            other = CASE_NO.one(attempt.act.session, no=no)
            if other is None or other.unit != attempt.case.unit:
                raise Invalid({name: ["没有这个案号"]})
            if TIED.one(attempt.act.session, one=case_id, other=other.case_id) is None:
                tie(attempt.act, case_id, other.case_id, name)
