"""Who reads which unit's year, and what of it they may see: the rights of every register are settled here, before any of it is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from procflow.access import Organisation
from procflow.db import Prepared
from procflow.errors import NotFound
from procflow.facts import rules
from procflow.models import Case, LedgerEntry, SealedPeriod
from procflow.queries import entries
from procflow.queries.meetings import reachable
from procflow.queries.people import of_unit
from procflow.queries.view import holds_office
from procflow.regimes.rulebook import Rulebook

LINES = Prepared(
    select(*entries.COLUMNS)
    .where(LedgerEntry.unit == bindparam("unit"), LedgerEntry.cycle == bindparam("year"))
    .order_by(LedgerEntry.occurred_on, LedgerEntry.recorded_at, LedgerEntry.entry_id)
)
CASES = Prepared(
    select(*Case.__table__.columns)
    .where(Case.unit == bindparam("unit"), Case.procedure == bindparam("procedure"),
           or_(Case.period.like(bindparam("year")), Case.opened_on.like(bindparam("year_too"))))
    .order_by(Case.no)
)  # fmt: skip
SEALED = Prepared(select(SealedPeriod.period).where(SealedPeriod.unit == bindparam("unit"), SealedPeriod.period.like(bindparam("year"))))


@dataclass(frozen=True)
class Reading:
    """One reader at one unit's year; `office` for whoever holds a role there, `member` the only one whose lines are wanted, "" for all."""

    session: Session
    actor: str
    day: date
    org: Organisation
    year: str
    office: bool
    member: str

    @property
    def unit(self) -> str:
        return str(self.org.unit.unit_id)

    @property
    def today(self) -> str:
        return self.day.isoformat()

    @property
    def last(self) -> str:
        """The last day of the year that there has been."""
        return min(f"{self.year}-12-31", self.today)

    @cached_property
    def book(self) -> Rulebook | None:
        """The rules in force at the end of the year, or the last that were; None where there never were any."""
        adopted = self.org.last_adopted(self.last)
        return rules(self.session, str(adopted.data["sha256"])) if adopted else None

    def concerns(self, person: str) -> bool:
        return self.member in ("", person)

    def lines(self) -> list[Any]:
        """The unit's ledger lines of the year, oldest first."""
        return [row for row in LINES.all(self.session, unit=self.unit, year=self.year) if self.concerns(row.member_id)]

    def cases(self, procedure: str) -> list[Any]:
        """The unit's cases of a procedure that count in the year, or that have no year of their own and were opened in it."""
        like = f"{self.year}%"
        rows = CASES.all(self.session, unit=self.unit, procedure=procedure, year=like, year_too=like)
        about = (row for row in rows if (row.period or row.opened_on).startswith(self.year))
        return [row for row in about if self.concerns(row.subject) or row.subject == row.unit]

    def sealed(self) -> set[str]:
        return {row.period for row in SEALED.all(self.session, unit=self.unit, year=f"{self.year}%")}

    def names(self, people: Iterator[str] | set[str]) -> dict[str, str]:
        return of_unit(self.session, self.org, set(people))


def opened(session: Session, actor: str, day: date, unit: str, year: str, member: str, *, own: bool, public: bool) -> Reading:
    """The reading of a register. Raises NotFound for whoever may not see it.

    Whoever holds no office sees what is `public`, and of an `own` register the own lines.
    """
    org = reachable(session, actor, day, unit)
    if org is None:
        raise NotFound
    office = holds_office(org, actor, day.isoformat())
    if not (office or public or (own and member in ("", actor))):
        raise NotFound
    return Reading(session, actor, day, org, year, office, member if office or public else actor)
