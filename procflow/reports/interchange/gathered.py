"""The cases of a unit and period with all that was done in them, for whoever oversees; who objected is in no export. It writes no format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow import audit
from procflow.access import organisation
from procflow.audit import Record
from procflow.dates import Period
from procflow.errors import NotFound
from procflow.grammar import SYSTEM
from procflow.machines import tables
from procflow.models import Case, CaseLink
from procflow.queries.lines import inside
from procflow.queries.people import of_unit
from procflow.queries.sealed import MASKED, OBJECTION
from procflow.queries.seats import seats

READERS = frozenset({"auditor", "supervision_group", "party_building_office", "superior_org", "party_committee", "grassroots_committee"})
NAMERS = frozenset({"auditor", "supervision_group"})
HIDDEN = "没有这个单位，或者它的记录不在您能导出的范围"
NO_NAMES = "导出里写姓名由审计查阅人或督查组提出；这里可以先导出只带人员编号的"


@dataclass(frozen=True, slots=True)
class Happened:
    """One record that was done: `title` in Chinese, the instant as stamp, `by` and `subject` as ids, `entries` the ledger lines it posted, `cause` an event id."""

    id: str
    step: str
    title: str
    at: str
    on: str
    by: str
    role: str
    source: str
    to: str
    clause: str
    hash: str
    cause: str
    entries: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class History:
    """A case and its records, oldest first; `links` are the numbers of cases of the same export that it is linked with, each with the kind of the link."""

    no: str
    procedure: str
    title: str
    subject: str
    period: str
    state: str
    edition: str
    regime: str
    events: tuple[Happened, ...]
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Log:
    """What was exported of a unit: `names` by person id, empty where none were asked for; `origin` says which log the records stand in."""

    unit: str
    unit_title: str
    period: str
    origin: str
    cases: tuple[History, ...]
    names: Mapping[str, str]

    @property
    def events(self) -> int:
        return sum(len(each.events) for each in self.cases)


def gather(session: Session, actor: str, day: date, unit: str, period: Period, *, named: bool = False) -> Log:
    """Of the cases of this period their whole histories. Raises NotFound for a unit that the reader does not oversee, or may not name people of."""
    seat = seats(session, actor, day).get(unit)
    roles = (seat.roles - {each.role for each in seat.limited}) if seat else frozenset()
    if not roles & READERS:
        raise NotFound(HIDDEN)
    if named and not roles & NAMERS:
        raise NotFound(NO_NAMES)
    chosen = select(*Case.__table__.columns).where(Case.unit == unit).order_by(Case.opened_on, Case.no)
    rows = [row for row in session.execute(chosen) if inside(row.period, period)]
    linked, org = links(session, rows), organisation(session, unit)
    cases = tuple(history(session, row, linked.get(row.case_id, ())) for row in rows)
    people = {each for case in cases for event in case.events for each in (event.by, *(str(one["member_id"]) for one in event.entries))}
    people |= {case.subject for case in cases if case.subject != unit}
    names = of_unit(session, org, people - {SYSTEM, MASKED}) if named else {}
    origin = next((str(record.body["log"]) for row in rows[:1] for record in audit.chain(session, row.case_id)[:1]), "")
    return Log(unit, org.unit.title, str(period), origin, cases, names)


def links(session: Session, rows: Iterable[Any]) -> dict[str, tuple[tuple[str, str], ...]]:
    """By case those of the given that it is linked with, told once: on the case that looks at the other."""
    numbers = {row.case_id: row.no for row in rows}
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for link in session.execute(select(CaseLink.case_id, CaseLink.other_id, CaseLink.kind).order_by(CaseLink.case_id, CaseLink.other_id)):
        if link.case_id in numbers and link.other_id in numbers:
            found[link.case_id] = (*found.get(link.case_id, ()), (numbers[link.other_id], link.kind))
    return found


def history(session: Session, row: Any, linked: tuple[tuple[str, str], ...]) -> History:
    secret = row.opened_by if row.procedure == OBJECTION and row.opened_by not in (row.subject, SYSTEM) else ""
    done = [each for each in audit.chain(session, row.case_id) if not each.refused]
    events = tuple(happened(session, each, row.procedure, secret) for each in done)
    return History(
        row.no, row.procedure, tables()[row.procedure].title, row.subject, row.period, row.state, row.edition, row.regime, events, linked
    )


def happened(session: Session, record: Record, procedure: str, secret: str) -> Happened:
    """`secret` is whoever objected: their part is told without them."""
    body, by = record.body, record.body["actor"]
    step, hidden = str(body["transition"]), bool(secret) and secret in (by["id"], by["entered_for"], by["on_behalf_of"])
    rows = tables()[procedure].rows.get(step, ())
    entries = tuple(each for each in audit.whole(session, body["effects"]) if each["kind"] == "entry")
    return Happened(
        record.event_id, step, rows[0].title if rows else step, body["recorded_at"], body["occurred_on"], MASKED if hidden else by["id"],
        "" if hidden else by["role"] or by["body"] or "", body["from"] or "", body["to"] or "", body["clause"], record.hash, body["cause"] or "", entries,
    )  # fmt: skip
