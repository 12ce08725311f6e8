"""What was booked by which clause of which version of the rules, as far as the reader sees it: lines counted, cases listed. It judges none."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, literal, or_, select
from sqlalchemy.orm import Session

from procflow.access import organisation
from procflow.models import Case, LedgerEntry
from procflow.queries import entries
from procflow.queries.people import names
from procflow.queries.search import Hit, hit
from procflow.queries.seats import seats

MOST = 500


@dataclass(frozen=True, slots=True)
class Used:
    """The cases that booked the newest of the lines that rest on a clause, and how many such lines there are."""

    hits: tuple[Hit, ...]
    total: int


def lines(session: Session, actor: str, day: date, key: str, version: str) -> dict[str, int]:
    """How many ledger lines rest on each clause of the version."""
    chosen = select(LedgerEntry.rule, func.count()).where(
        seen(session, actor, day), LedgerEntry.rule.startswith(f"{key}@{version} ", autoescape=True)
    )
    found: Counter[str] = Counter()
    for rule, count in session.execute(chosen.group_by(LedgerEntry.rule)):
        for clause in set(rule.split()[1:]):
            found[clause] += count
    return dict(found)


def cases(session: Session, actor: str, day: date, key: str, version: str, clause: str) -> Used:
    """The cases of the newest of these lines, the newest first."""
    where = (
        seen(session, actor, day),
        LedgerEntry.rule.startswith(f"{key}@{version} ", autoescape=True),
        (LedgerEntry.rule + literal(" ")).contains(f" {clause} ", autoescape=True),
    )
    total = session.scalar(select(func.count()).select_from(LedgerEntry).where(*where)) or 0
    newest = select(*entries.COLUMNS).where(*where).order_by(LedgerEntry.recorded_at.desc(), LedgerEntry.entry_id).limit(MOST)
    found = {each.case_id for each in entries.records(session, session.execute(newest).all()).values()}
    rows = list(
        session.execute(select(*Case.__table__.columns).where(Case.case_id.in_(found)).order_by(Case.opened_on.desc(), Case.no.desc()))
    )
    called = names(session, {row.subject for row in rows if row.subject != row.unit})
    called |= {each: organisation(session, each).unit.title for each in {row.unit for row in rows}}
    return Used(tuple(hit(row, called) for row in rows), total)


def seen(session: Session, actor: str, day: date) -> ColumnElement[bool]:
    """Lines of units in which the reader holds an office, and the reader's own."""
    sees: list[Any] = sorted(name for name, seat in seats(session, actor, day).items() if seat.sees)
    return or_(LedgerEntry.unit.in_(sees), LedgerEntry.member_id == actor)
