"""The period that a case counts in: open or closed, what would still post in it, what was last filed for it. It decides nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, or_, select

from procflow import audit, ledger
from procflow.dates import Kind, Period
from procflow.db import Prepared
from procflow.facts.cases import link
from procflow.grammar import LinkSeen, PeriodSeen, PersonSeen
from procflow.machines import tables
from procflow.models import Case, DatedFact

if TYPE_CHECKING:
    from procflow.facts import Gathering

CLOSING = "quarterly_closing"
INSIDE: tuple[Kind, ...] = ("half_year", "quarter", "month")
MOST_PARTS = 9  # a half-year, its two quarters and its six months
POSTING = ("base_registration", "bonus_claim", "deduction_proposal", "late_supplement", "opening_balance")
CLOSINGS = Prepared(select(Case.period).where(Case.unit == bindparam("unit"), Case.procedure == CLOSING, Case.period < bindparam("period")))
RATING = Prepared(
    select(Case.state).where(Case.unit == bindparam("unit"), Case.procedure == "annual_rating", Case.period == bindparam("period"))
)
YEAR_OPEN = ("awaiting_inputs", "returned", "objection_hold")  # domain §3: until then, and then again, the year takes vetoes and appraisals
RESTATING = Prepared(
    select(Case.period, Case.taken).where(Case.unit == bindparam("unit"), Case.procedure == CLOSING, Case.state == "restating")
)
COUNTING = Prepared(
    select(*Case.__table__.columns).where(
        Case.unit == bindparam("unit"),
        or_(*(Case.procedure == name for name in POSTING)),
        or_(*(Case.period == bindparam(f"in{n}") for n in range(MOST_PARTS))),
        Case.case_id != bindparam("not_"),
    )
)
OF_YEAR = Prepared(
    select(*Case.__table__.columns).where(
        Case.unit == bindparam("unit"),
        or_(*(Case.procedure == name for name in POSTING)),
        Case.period >= bindparam("year"),
        Case.period < bindparam("next_"),
        Case.case_id != bindparam("not_"),
    )
)
BOOKS = Prepared(
    select(*Case.__table__.columns)
    .where(Case.unit == bindparam("unit"), Case.procedure == "base_registration", Case.period >= bindparam("year"))
    .order_by(Case.no)
)
SHEETS = Prepared(
    select(*Case.__table__.columns).where(
        Case.unit == bindparam("unit"),
        or_(
            Case.procedure == CLOSING,
            Case.procedure == "annual_rating",
            and_(or_(Case.procedure == "probation_case", Case.procedure == "exemption_application"), Case.subject == bindparam("subject")),
        ),
        Case.period == bindparam("period"),
    )
)
STATED = Prepared(
    select(DatedFact.data)
    .where(
        DatedFact.unit == bindparam("unit"),
        DatedFact.kind == bindparam("kind"),
        DatedFact.subject == bindparam("period"),
        DatedFact.superseded_by.is_(None),
    )
    .order_by(DatedFact.since, DatedFact.fact_id)
)

STATEMENTS = Prepared(
    select(DatedFact.subject, DatedFact.data)
    .where(DatedFact.unit == bindparam("unit"), DatedFact.kind == "statement", DatedFact.superseded_by.is_(None))
    .order_by(DatedFact.since, DatedFact.fact_id)
)


def period(of: Gathering) -> PeriodSeen:
    at = Period.parse(of.case.period)
    closed = ledger.sealed(of.session, of.case.unit)
    if at.kind == "year" and (rating := RATING.one(of.session, unit=of.case.unit, period=str(at))) and rating.state not in YEAR_OPEN:
        closed.add(str(at))
    before = tuple(
        sorted(row.period for row in CLOSINGS.all(of.session, unit=of.case.unit, period=of.case.period) if row.period not in closed)
    )
    whole = str(of.rules.closing(at))
    return PeriodSeen(at, whole in closed, before, reopened(of, whole) if whole in closed else frozenset())


def reopened(of: Gathering, period: str) -> frozenset[str]:
    """The members whose lines of a closed period are being restated: open again for these alone."""
    found = [json.loads(row.taken) for row in RESTATING.all(of.session, unit=of.case.unit) if row.period == period]
    orders = [next(each for each in reversed(taken) if each["step"] == "restate") for taken in found]
    return frozenset(member for order in orders for member in audit.whole(of.session, order["form"])["members"])


def claims(of: Gathering) -> tuple[LinkSeen, ...]:
    """The unit's other cases that would still post in this period or a month of it; a draft is nobody's claim yet."""
    live = (row for row in counting(of) if row.state != "draft" and tables()[row.procedure].by_name[row.state].open)
    return tuple(link(of.session, row, "counting") for row in sorted(live, key=lambda row: row.no))


def booking(of: Gathering) -> tuple[LinkSeen, ...]:
    """What posts in this period about the case's subject: the sheets of its months, the subject's own claims and proposals, whatever their state."""
    mine = (row for row in counting(of) if row.subject in (of.case.unit, of.case.subject) and row.state != "draft")
    return tuple(link(of.session, row, "booking") for row in sorted(mine, key=lambda row: row.no))


def sheets(of: Gathering) -> tuple[LinkSeen, ...]:
    """The closing or rating of the case's very period, and the subject's own cases of that year that are posted."""
    rows = SHEETS.all(of.session, unit=of.case.unit, period=of.case.period, subject=of.case.subject)
    return tuple(link(of.session, row, "sheet") for row in rows)


def books(of: Gathering) -> tuple[LinkSeen, ...]:
    """The unit's base registrations from the case's period on, whatever their state."""
    since = Period.parse(of.case.period).first
    rows = BOOKS.all(of.session, unit=of.case.unit, year=of.case.period[:4])
    return tuple(link(of.session, row, "book") for row in rows if Period.parse(row.period).last >= since)


def counting(of: Gathering) -> list[Any]:
    at = Period.parse(of.case.period)
    if at.kind == "year":
        rows = OF_YEAR.all(of.session, unit=of.case.unit, year=str(at), next_=str(at.next()), not_=of.case.id)
    else:
        names = list(dict.fromkeys(str(each) for kind in INSIDE for each in (at, *at.parts(kind))))
        within = {f"in{n}": names[n % len(names)] for n in range(MOST_PARTS)}
        rows = COUNTING.all(of.session, unit=of.case.unit, not_=of.case.id, **within)
    return list(rows)


def statement(of: Gathering) -> Mapping[str, Any]:
    """The statement filed last for the case's period; empty where none was."""
    return stated(of, "statement")


def rating(of: Gathering) -> Mapping[str, Any]:
    """The rating filed last for the case's year; empty where none was."""
    return stated(of, "rating")


def appraisal(of: Gathering) -> Mapping[str, Any]:
    """The appraisal filed last for the case's year; empty where none was."""
    return stated(of, "appraisal")


def standings(of: Gathering) -> Mapping[str, list[Any]]:
    """The subject's row of the statement filed last for each closed period, of whatever year, by period."""
    closed = ledger.sealed(of.session, of.case.unit)
    found = {row.subject: json.loads(row.data)["lines"] for row in STATEMENTS.all(of.session, unit=of.case.unit) if row.subject in closed}
    return {period: line for period, lines in sorted(found.items()) for line in lines if line[0] == of.case.subject}


def stated(of: Gathering, kind: str) -> Mapping[str, Any]:
    rows = STATED.all(of.session, unit=of.case.unit, kind=kind, period=of.case.period)
    return json.loads(rows[-1].data) if rows else {}


def roster(of: Gathering) -> Mapping[str, PersonSeen]:
    """Everyone as the unit had them on the period's last day, or today while it runs."""
    return of.org.people(min(Period.parse(of.case.period).last, of.today).isoformat())


def cycle_no(of: Gathering) -> int:
    """The how manyth cycle the case's year is: counted from the first in which a regime was in force."""
    return int(of.case.period[:4]) - int(of.org.adopted_since()[:4]) + 1


def publicity(of: Gathering) -> Mapping[str, Any]:
    """How and until when that statement was last publicised; empty where it was not."""
    found = of.org.latest("publicity", of.case.period)
    return found.data if found else {}


def last_rating(of: Gathering) -> Mapping[str, Any]:
    """The rating filed last for the year before the case's; empty where there was none."""
    rows = STATED.all(of.session, unit=of.case.unit, kind="rating", period=str(int(of.case.period[:4]) - 1))
    return json.loads(rows[-1].data) if rows else {}
