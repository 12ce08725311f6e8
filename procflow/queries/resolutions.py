"""The resolutions of a unit, newest first, and the bodies whose minutes a reader keeps. It reads and permits nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from procflow.access import organisation
from procflow.filing import BODY_TITLES
from procflow.queries.seats import seats


@dataclass(frozen=True, slots=True)
class Resolution:
    """One resolution as filed: `present` are those who took part."""

    no: str
    title: str
    body: str
    on: str
    present: tuple[str, ...]


def resolutions(session: Session, actor: str, day: date, unit: str) -> tuple[Resolution, ...]:
    """Every resolution filed in a unit in which the reader holds a role; none for anybody else."""
    if not any(seat.unit == unit and seat.roles for seat in seats(session, actor, day).values()):
        return ()
    found = organisation(session, unit).facts("resolution")
    rows = [
        Resolution(one.subject, str(one.data["title"]), BODY_TITLES[one.data["body"]], one.since, tuple(one.data["present"]))
        for one in found
    ]
    return tuple(sorted(rows, key=lambda row: (row.on, row.no), reverse=True))


def kept_bodies(session: Session, actor: str, day: date, unit: str) -> dict[str, str]:
    """The bodies whose minutes the reader keeps in the unit: id and title."""
    bodies = organisation(session, unit).actor(actor, day.isoformat()).bodies
    return {name: title for name, title in BODY_TITLES.items() if name in bodies}
