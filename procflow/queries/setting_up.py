"""How far a new installation has come: what is filed already, by the steps of the setting up. It changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from procflow.models import Account, DatedFact, Unit

NEEDED = ("branch_secretary", "points_admin")


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of what stands today; `led` are branches that have both a secretary and a points administrator.

    `years` have a calendar; of them the `guessed` only an estimate.
    """

    units: int
    branches: int
    regimes: int
    members: int
    led: int
    accounts: int
    contacts: int
    years: tuple[int, ...]
    guessed: tuple[int, ...] = ()


def progress(session: Session, day: date) -> Progress:
    today = day.isoformat()
    branches = set(session.scalars(select(Unit.unit_id).where(Unit.kind == "branch")))
    held = {role: set(session.scalars(standing(today, "role", f'%"{role}"%'))) for role in NEEDED}
    filed = session.execute(
        select(DatedFact.subject, DatedFact.data.like('%"estimated":true%').label("guess")).where(
            DatedFact.kind == "calendar", DatedFact.superseded_by.is_(None)
        )
    ).all()
    announced = {row.subject for row in filed if not row.guess}
    return Progress(
        units=session.scalar(select(func.count()).select_from(Unit)) or 0,
        branches=len(branches),
        regimes=len(set(session.scalars(standing("", "adoption")))),
        members=len(set(session.scalars(standing(today, "membership", column="subject")))),
        led=len(branches & held["branch_secretary"] & held["points_admin"]),
        accounts=session.scalar(select(func.count()).select_from(Account)) or 0,
        contacts=len(branches & set(session.scalars(standing(today, "contact")))),
        years=tuple(sorted({int(row.subject) for row in filed})),
        guessed=tuple(sorted({int(row.subject) for row in filed if row.subject not in announced})),
    )


def standing(day: str, kind: str, like: str = "%", column: str = "unit") -> Any:
    chosen = select(getattr(DatedFact, column)).where(DatedFact.kind == kind, DatedFact.superseded_by.is_(None), DatedFact.data.like(like))
    return chosen.where(DatedFact.since <= day, DatedFact.until >= day) if day else chosen
