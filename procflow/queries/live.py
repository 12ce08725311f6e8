"""A procedure in use: how many cases lie in each state, which editions of its table there are, and an older one as it was stored. It reads no case."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from procflow import canon
from procflow.errors import NotFound
from procflow.models import Case, ProcedureEdition
from procflow.queries.seats import seats


def counts(session: Session, actor: str, day: date, procedure: str) -> dict[str, int]:
    """Cases by state, of the units in which the reader holds an office; empty for whoever holds none."""
    sees = [name for name, seat in seats(session, actor, day).items() if seat.sees]
    chosen = select(Case.state, func.count()).where(Case.procedure == procedure, Case.unit.in_(sees)).group_by(Case.state)
    return {state: int(count) for state, count in session.execute(chosen)} if sees else {}


def editions(session: Session, procedure: str) -> tuple[str, ...]:
    """Those that cases have begun under, oldest first."""
    chosen = select(ProcedureEdition.edition).where(ProcedureEdition.procedure == procedure)
    return tuple(session.scalars(chosen.order_by(ProcedureEdition.edition)))


def stored(session: Session, procedure: str, edition: str) -> Any:
    """The table of an edition as data (`grammar.editions.as_data`). Raises NotFound."""
    chosen = select(ProcedureEdition.body).where(ProcedureEdition.procedure == procedure, ProcedureEdition.edition == edition)
    body = session.scalar(chosen)
    if body is None:
        raise NotFound("没有这个程序的 {edition} 版", edition=edition)
    return canon.loads(bytes(body))
