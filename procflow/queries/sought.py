"""What somebody searches cases and records by, turned into conditions; who objected is found by nobody, for the trail tells it on record. It reads names alone."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, exists, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from procflow.grammar import SYSTEM
from procflow.machines import tables
from procflow.models import AuditEvent, Case
from procflow.queries.asof import MIDNIGHT, until
from procflow.queries.filters import named, words
from procflow.queries.sealed import OBJECTION

OPEN, OVER, REFUSED, LATE = "open", "over", "refused", "late"
RESULTS = (OPEN, OVER, REFUSED, LATE)
FIRST, MOVED = aliased(AuditEvent), aliased(AuditEvent)  # other records than the one that a search of records joins
OF_RECORDS = ("person", "role", "step", "clause", "first", "last")


@dataclass(frozen=True, slots=True)
class Sought:
    """Conditions, "" for none, all of which must hold. `person`: who acted, by name or id; `step` as procedure.step; days as ISO.

    `result` is one of RESULTS; `asof` leaves out what was recorded after that day.
    """

    text: str = ""
    unit: str = ""
    procedure: str = ""
    period: str = ""
    person: str = ""
    role: str = ""
    step: str = ""
    clause: str = ""
    result: str = ""
    first: str = ""
    last: str = ""
    asof: str = ""

    @property
    def given(self) -> tuple[str, ...]:
        """What is asked for, the day as of which it is shown left out."""
        return tuple(each.name for each in fields(self) if each.name != "asof" and getattr(self, each.name))

    def without(self, name: str) -> Sought:
        return replace(self, **{name: ""})

    def of_records(self) -> bool:
        return self.result in (REFUSED, LATE) or any(getattr(self, name) for name in OF_RECORDS)


def of_cases(session: Session, sought: Sought, units: set[str]) -> list[ColumnElement[bool]]:
    """What must hold of a case of these units, whatever its records."""
    found: list[ColumnElement[bool]] = [Case.unit.in_([sought.unit] if sought.unit else sorted(units))]
    found += [words(session, sought.text, units)] if sought.text else []
    found += [getattr(Case, name) == getattr(sought, name) for name in ("procedure", "period") if getattr(sought, name)]
    if sought.result in (OPEN, OVER):
        over = ended(session, sought.asof)
        found.append(over if sought.result == OVER else ~over)
    if sought.asof:
        found.append(exists().where(FIRST.case_id == Case.case_id, FIRST.case_seq == 0, FIRST.recorded_at < until(sought.asof)))
    return found


def of_acts(session: Session, actor: str, sought: Sought) -> list[ColumnElement[bool]]:
    """What must hold of one record of a case, which is joined."""
    body, found = said(session), list[ColumnElement[bool]]()
    if sought.person or sought.role:
        found.append(or_(Case.procedure != OBJECTION, Case.opened_by.in_((actor, SYSTEM)), Case.opened_by == Case.subject,
                         AuditEvent.actor_id != Case.opened_by))  # fmt: skip
    if sought.person:
        found.append(AuditEvent.actor_id.in_(sorted(named(session, sought.person) | {sought.person})))
    if sought.role:
        found.append(or_(*(body.contains(f'"{name}":"{sought.role}"', autoescape=True) for name in ("role", "body"))))
    if sought.step:
        procedure, _, step = sought.step.rpartition(".")
        found += [Case.procedure == procedure, body.contains(f'"transition":"{step}"', autoescape=True)]
    found += [cites(body, sought.clause)] if sought.clause else []
    found += [AuditEvent.occurred_on >= sought.first] if sought.first else []
    found += [AuditEvent.occurred_on <= sought.last] if sought.last else []
    found += [AuditEvent.outcome == REFUSED] if sought.result == REFUSED else []
    found += [AuditEvent.recorded_at >= AuditEvent.occurred_on + literal(MIDNIGHT)] if sought.result == LATE else []
    return [*found, AuditEvent.recorded_at < until(sought.asof)] if sought.asof else found


def cites(body: ColumnElement[str], clause: str) -> ColumnElement[bool]:
    """Whether the record rests on the clause: keys are sorted, so between its own clause and its clock nothing else stands."""
    safe = clause.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    shapes = (safe, f"{safe} %", f"% {safe} %", f"% {safe}")
    return or_(*(body.like(f'%,"clause":"{each}","clock":%', escape="\\") for each in shapes))


def ended(session: Session, asof: str) -> ColumnElement[bool]:
    """Whether a case is over: it lies in a final or settled state, now or where its last move up to that day left it."""
    states = {each.key: [one.name for one in each.states if one.final or one.settled] for each in tables().values()}
    if not asof:
        return or_(*(and_(Case.procedure == key, Case.state.in_(names)) for key, names in states.items()))
    body = said(session, MOVED)
    moved = (
        select(body)
        .where(MOVED.case_id == Case.case_id, MOVED.outcome == "done", MOVED.recorded_at < until(asof), body.contains('","transition":'))
        .order_by(MOVED.case_seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    left = {
        key: or_(*(moved.contains(f'"to":"{name}","transition":', autoescape=True) for name in names))
        for key, names in states.items()
        if names
    }
    return or_(*(and_(Case.procedure == key, each) for key, each in left.items()))


def said(session: Session, of: Any = AuditEvent) -> ColumnElement[str]:
    """The body as text, as each database says it."""
    if session.get_bind().dialect.name == "postgresql":
        return func.convert_from(of.body, "UTF8", type_=String)
    return cast(of.body, String)
