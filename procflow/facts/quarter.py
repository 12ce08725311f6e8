"""The period that a case counts in: open or sealed, what would still post in it, what was last filed for it. It decides nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, or_, select

from procflow import audit, ledger
from procflow.dates import Period
from procflow.db import Prepared
from procflow.facts.cases import link
from procflow.grammar import LinkSeen, PeriodSeen
from procflow.machines import tables
from procflow.models import Case, DatedFact

if TYPE_CHECKING:
    from procflow.facts import Gathering

CLOSING = "quarterly_closing"
POSTING = ("base_registration", "bonus_claim", "deduction_proposal")
CLOSINGS = Prepared(select(Case.period).where(Case.unit == bindparam("unit"), Case.procedure == CLOSING, Case.period < bindparam("period")))
RESTATING = Prepared(
    select(Case.period, Case.taken).where(Case.unit == bindparam("unit"), Case.procedure == CLOSING, Case.state == "restating")
)
COUNTING = Prepared(
    select(*Case.__table__.columns).where(
        Case.unit == bindparam("unit"),
        or_(*(Case.procedure == name for name in POSTING)),
        or_(*(Case.period == bindparam(name) for name in ("whole", "first", "second", "third"))),
        Case.case_id != bindparam("not_"),
    )
)
STATEMENT = Prepared(
    select(DatedFact.data)
    .where(
        DatedFact.unit == bindparam("unit"),
        DatedFact.kind == "statement",
        DatedFact.subject == bindparam("period"),
        DatedFact.superseded_by.is_(None),
    )
    .order_by(DatedFact.since, DatedFact.fact_id)
)


def period(of: Gathering) -> PeriodSeen:
    at = Period.parse(of.case.period)
    closed = ledger.sealed(of.session, of.case.unit) - reopened(of)
    before = tuple(
        sorted(row.period for row in CLOSINGS.all(of.session, unit=of.case.unit, period=of.case.period) if row.period not in closed)
    )
    return PeriodSeen(at, str(at) in closed or (at.kind == "month" and str(at.quarter()) in closed), before)


def reopened(of: Gathering) -> set[str]:
    """The periods that are being restated for the case's subject: open again for these lines alone."""
    found = ((row.period, json.loads(row.taken)) for row in RESTATING.all(of.session, unit=of.case.unit))
    orders = ((name, next(each for each in reversed(taken) if each["step"] == "restate")) for name, taken in found)
    return {name for name, order in orders if of.case.subject in audit.whole(of.session, order["form"])["members"]}


def claims(of: Gathering) -> tuple[LinkSeen, ...]:
    """The unit's other cases that would still post in this period or a month of it; a draft is nobody's claim yet."""
    at = Period.parse(of.case.period)
    names = [str(at), *map(str, at.months())] if at.kind == "quarter" else [str(at)]
    whole, first, second, third = (names * 4)[:4]
    rows = COUNTING.all(of.session, unit=of.case.unit, whole=whole, first=first, second=second, third=third, not_=of.case.id)
    live = (row for row in rows if row.state != "draft" and tables()[row.procedure].by_name[row.state].open)
    return tuple(link(of.session, row, row.period) for row in sorted(live, key=lambda row: row.no))


def statement(of: Gathering) -> Mapping[str, Any]:
    """The statement filed last for the case's period; empty where none was."""
    rows = STATEMENT.all(of.session, unit=of.case.unit, period=of.case.period)
    return json.loads(rows[-1].data) if rows else {}


def publicity(of: Gathering) -> Mapping[str, Any]:
    """How and until when that statement was last publicised; empty where it was not."""
    found = of.org.latest("publicity", of.case.period)
    return found.data if found else {}
