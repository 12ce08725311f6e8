"""An export of cases made and put on record: who took which unit's, of which period, in which format, with or without names. It gathers no rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from procflow import canon
from procflow.dates import Period
from procflow.engine import note
from procflow.reports.interchange.gathered import gather
from procflow.reports.interchange.objects import ocel
from procflow.reports.interchange.traces import xes

FORMATS = {"xes": xes, "ocel": ocel}
KIND = "interchange.exported"


@dataclass(frozen=True, slots=True)
class Taken:
    """The file, its SHA-256, and how many cases and records it holds."""

    data: bytes
    sha256: str
    cases: int
    events: int


def taken(session: Session, actor: str, day: date, unit: str, period: Period, form: str, *, named: bool = False) -> Taken:
    """Ends the transaction that was read in. Raises NotFound where the reader may not take it."""
    log = gather(session, actor, day, unit, period, named=named)
    data = FORMATS[form](log)
    made = Taken(data, canon.sha256(data), len(log.cases), log.events)
    session.rollback()
    said = {"format": form, "period": log.period, "names": named, "file": made.sha256, "cases": made.cases, "events": made.events}
    note(session, kind=KIND, actor=actor, data=said, unit=unit)
    return made
