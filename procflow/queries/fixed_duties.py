"""The days that a unit's rules fix, each with whether it was done: posted, reported, booked. It sets no day and takes no step."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow.access import Organisation
from procflow.facts import rules
from procflow.models import Case
from procflow.queries.due import Duty, judged
from procflow.queries.estimates import guessed
from procflow.queries.fixed import BOOK, CODES, PUBLICITY, REPORT, Fixed, fixed
from procflow.queries.titles import roles

CLOSING, BOOKING = "quarterly_closing", "base_registration"
STEP = {PUBLICITY: (CLOSING, "publicise"), REPORT: (CLOSING, "report"), BOOK: (BOOKING, "post")}
PENDING, LAPSED = ("recorded", "verified"), ("voided", "reversed")

Taken = Mapping[tuple[str, str], list[tuple[str, str]]]


def fixed_duties(session: Session, org: Organisation, day: date, first: date, last: date) -> Iterator[Duty]:
    """By the rules in force on each day; none for a period that was over before there were any."""
    since, calendar, taken = org.adopted_since(), org.calendar(), steps(session, org.unit.unit_id)
    for sha256 in dict.fromkeys(str(fact.data["sha256"]) for fact in org.adopted()):
        for each in fixed(rules(session, sha256), calendar, first, last):
            standing = org.last_adopted(each.day.isoformat())
            if standing and standing.data["sha256"] == sha256 and each.period.last.isoformat() >= since:
                yield duty(each, day, done(each, taken), guessed(org, each.day.isoformat()), org.unit.unit_id)


def duty(each: Fixed, day: date, done_on: str | None, estimated: bool, unit: str) -> Duty:
    """`done_on` is None where nothing in particular says that it was done, "" where it is not."""
    on = each.day.isoformat()
    passed = "passed" if day > each.day else "open"
    return Duty(
        on, "fixed", f"{CODES[each.title]}.{unit}.{each.period}", each.title, passed if done_on is None else judged(done_on, on, day),
        period=str(each.period), clause=each.clause, owners=roles(each.owners), done_on=done_on or "", eve=each.eve.isoformat() if each.eve else "",
        named=each.named.isoformat() if each.named != each.day else "", estimated=estimated,
    )  # fmt: skip


def done(each: Fixed, taken: Taken) -> str | None:
    """The day on which it was done; of a month's sheets the last one's, once none of them lies open."""
    if each.title not in STEP:
        return None
    procedure, step = STEP[each.title]
    found = [on for name, on in taken.get((procedure, str(each.period)), ()) if name in (step, "")]
    if not found or "" in found:
        return ""
    return max(found) if procedure == BOOKING else min(found)


def steps(session: Session, unit: str) -> Taken:
    """By procedure and period: each step with its day, and ("", "") for a sheet that still lies open."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    chosen = select(Case.procedure, Case.period, Case.state, Case.taken).where(Case.unit == unit, Case.procedure.in_((CLOSING, BOOKING)))
    for row in session.execute(chosen):
        if row.state not in LAPSED:
            kept = found.setdefault((row.procedure, row.period), [])
            kept.extend((str(each["step"]), str(each["on"])) for each in json.loads(row.taken))
            kept.extend([("", "")] if row.procedure == BOOKING and row.state in PENDING else [])
    return found
