"""What stands beside a member's points: what waits for an answer, what was begun, until when the next claim counts. It adds nothing up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import url_for
from sqlalchemy.orm import Session

from procflow import queries
from procflow.dates import Period
from procflow.grammar import SYSTEM
from procflow.queries import Deadline, Ledger, Moment, Row
from procflow.web.records import Shown

MOST = 5
CLAIMS = "申报截止"


@dataclass(frozen=True, slots=True)
class Todo:
    """How many tasks wait, and the one to begin with: `on` its last day, "" for none."""

    n: int
    title: str
    on: str
    url: str


def latest(session: Session, actor: str, day: date, member: str) -> Period:
    """The present quarter, or the one before while this one has no line yet."""
    quarter = Period.of(day, "quarter")
    begun = dict(queries.points(session, actor, day, member, str(quarter)).trend)
    before = quarter.previous()
    return quarter if begun.get(str(quarter)) or not begun.get(str(before)) else before


def chance(session: Session, actor: str, day: date, ledger: Ledger) -> Deadline | None:
    """The last day on which a claim still counts for the period in hand; None for who is not in scope, and where the rules set no day."""
    dated = queries.inbox(session, actor, day, unit=ledger.unit, limit=1).deadlines if ledger.in_scope else ()
    return next((each for each in dated if each.title == CLAIMS), None)


def to_check(session: Session, actor: str, day: date, ledger: Ledger) -> tuple[Row, ...]:
    """Open closings of the period on which the member's own word is due."""
    rows = queries.inbox(session, actor, day, unit=ledger.unit, filters=queries.Filters(step="quarterly_closing.member_check")).rows
    return tuple(row for row in rows if row.period == ledger.period and row.desk == "member")


def todo(session: Session, actor: str, day: date, unit: str) -> Todo | None:
    """What waits for the reader beside the check of a sheet, which has a note of its own; None where nothing does."""
    found = queries.inbox(session, actor, day, unit=unit, limit=MOST)
    rows = [row for row in found.rows if row.procedure != "quarterly_closing"]
    return Todo(found.counts["todo"], rows[0].title, rows[0].due, url_for("cases.show", no=rows[0].no)) if rows else None


def claims(session: Session, actor: str, day: date) -> tuple[Row, ...]:
    """What the member began last."""
    return queries.inbox(session, actor, day, box="mine", limit=MOST).rows


def matters(moment: Moment, shown: Shown) -> bool:
    """Whether a link of the chain says something of its own: what a person filed or decided, the result of a vote, the entry."""
    if moment.kind in ("evidence", "check"):
        return moment.event.by.id != SYSTEM and bool(moment.event.files or moment.event.form)
    return moment.kind == "entry" or moment.vote is not None


def periods(period: Period) -> tuple[str, ...]:
    """The year and its quarters, to choose from."""
    return (str(period.year), *(f"{period.year}-Q{number}" for number in (1, 2, 3, 4)))
