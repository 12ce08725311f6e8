"""Every register by its number: what gathers it, and who may read it beside those who hold an office. It gathers nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from sqlalchemy.orm import Session

from procflow.errors import NotFound
from procflow.queries.meetings import reachable
from procflow.queries.view import holds_office
from procflow.regimes.rulebook import Rulebook
from procflow.reports.coverage import registers
from procflow.reports.registers import (
    circulars,
    disposals,
    filings,
    letters,
    meetings,
    objections,
    points,
    probations,
    rated,
    roll,
    rules,
    statements,
    talks,
)
from procflow.reports.registers.reading import Reading, opened
from procflow.reports.registers.sheet import Part, Sheet

GATHERED: Mapping[str, Callable[[Reading], Part]] = {
    "R1": points.volumes,
    "R2": roll.participants,
    "R3": points.daily,
    "R4": statements.publicised,
    "R5": statements.closed,
    "R6": rated.total,
    "R7": letters.letters,
    "R8": meetings.minutes,
    "R9": filings.filed,
    "R10": objections.registered,
    "R11": circulars.circulars,
    "R12": rules.in_force,
    "R13": talks.talks,
    "R14": disposals.disposals,
    "R15": probations.probations,
    "R16": roll.honours,
}
OWN = frozenset({"R1"})  # of which every member reads the own lines
PUBLIC = frozenset({"R4"})  # what was publicised


def register(session: Session, actor: str, day: date, unit: str, name: str, year: str, member: str = "") -> Sheet:
    """One register of a unit's year, of one member alone where one is named. Raises NotFound for whoever may not read it."""
    if name not in GATHERED:
        raise NotFound
    reading = opened(session, actor, day, unit, year, member, own=name in OWN, public=name in PUBLIC)
    part = GATHERED[name](reading)
    return Sheet(name, called(name, reading.book), unit, reading.org.unit.title, year, part.columns, tuple(part.rows), part.footers,
                 reading.member, part.signatures, part.form)  # fmt: skip


def titles(session: Session, actor: str, day: date, unit: str, year: str) -> dict[str, str]:
    """The registers that the reader may read, by number, as the rules in force call them. Raises NotFound."""
    reading = opened(session, actor, day, unit, year, "", own=True, public=True)
    allowed = [each.id for each in registers() if reading.office or each.id in OWN | PUBLIC]
    return {name: called(name, reading.book) for name in allowed}


def known_years(session: Session, actor: str, day: date, unit: str) -> tuple[str, ...]:
    """The years of the unit, newest first: from the first rules in force to the day. Raises NotFound."""
    org = reachable(session, actor, day, unit)
    if org is None:
        raise NotFound
    first = int((org.adopted_since() or day.isoformat())[:4])
    years = range(day.year, min(first, day.year) - 1, -1)
    return tuple(map(str, years)) if holds_office(org, actor, day.isoformat()) or org.person(actor, day.isoformat()) else ()


def called(name: str, book: Rulebook | None) -> str:
    """The register's title in the rules in force, else the usual one."""
    own = {each.code: each.label for each in book.choices("forms")} if book else {}
    return own.get(name.lower()) or next(each.title for each in registers() if each.id == name)
