"""Objections that came through the code of a posted sheet and wait to be entered: for the branch's own officials alone. It reads and enters nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from procflow import audit, vault
from procflow.access import organisation
from procflow.db import Prepared
from procflow.errors import NotFound
from procflow.models import HeardObjection, IssuedPaper
from procflow.queries.seats import seats
from procflow.queries.told import ERASED

RECEIPT = 8
ENTERING = frozenset(
    {"branch_secretary", "deputy_secretary", "org_commissioner", "points_admin"}
)  # who objected is told to whoever takes it in

WAITING = Prepared(
    select(HeardObjection.event_id, HeardObjection.chain, HeardObjection.code, HeardObjection.heard_at, HeardObjection.case_no)
    .where(HeardObjection.unit == bindparam("unit"))
    .order_by(HeardObjection.case_no, HeardObjection.heard_at)
)
UNTAKEN = select(func.count()).select_from(HeardObjection).where(HeardObjection.case_no == "")
TITLES = Prepared(select(IssuedPaper.code, IssuedPaper.title, IssuedPaper.period).where(IssuedPaper.unit == bindparam("unit")))


@dataclass(frozen=True)
class Received:
    """What came in: `line` the number of the row on the sheet (0 for none), name and contact "" where it is anonymous; `case` once entered."""

    event: str
    unit: str
    code: str
    title: str
    period: str
    at: str
    line: int
    claim: str
    name: str
    contact: str
    case: str
    hash: str

    @property
    def receipt(self) -> str:
        """What the sender was told to keep."""
        return self.hash[:RECEIPT].upper()


def untaken(session: Session, actor: str, day: date) -> int:
    """How many wait in the units where this person takes objections in."""
    units = [seat.unit for seat in seats(session, actor, day).values() if seat.roles & ENTERING]
    return int(session.scalar(UNTAKEN.where(HeardObjection.unit.in_(units))) or 0) if units else 0


def received(session: Session, actor: str, day: date, unit: str) -> tuple[Received, ...]:
    """All of a unit, those that wait first. Raises NotFound for whoever does not take objections in."""
    if not organisation(session, unit).actor(actor, day.isoformat()).roles & ENTERING:
        raise NotFound
    rows = WAITING.all(session, unit=unit)
    papers = {row.code: row for row in TITLES.all(session, unit=unit)} if rows else {}
    records = {each.event_id: each for chain in {row.chain for row in rows} for each in audit.chain(session, chain)}
    texts = vault.read(session, (made for each in records.values() for made in each.body["pii"].values()))
    found = []
    for row in rows:
        record, paper = records[row.event_id], papers[row.code]
        said = {name: texts.get(record.body["form"][name], ERASED) for name in ("claim", "name", "contact") if name in record.body["form"]}
        found.append(Received(
            row.event_id, unit, row.code, paper.title, paper.period, row.heard_at, record.body["form"]["line"], said["claim"],
            said.get("name", ""), said.get("contact", ""), row.case_no, record.hash,
        ))  # fmt: skip
    return tuple(found)
