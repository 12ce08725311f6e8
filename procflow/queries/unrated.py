"""A year that was not added up yet: when its rating begins and is due, whose it is, which quarters are still missing. It rates nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from procflow.access import Organisation
from procflow.dates import Period
from procflow.errors import NotFound
from procflow.facts import rules
from procflow.machines import tables
from procflow.queries.people import Named, holders, of_unit
from procflow.queries.ratings import CASES, PROCEDURE, opened
from procflow.queries.statements import CLOSING
from procflow.queries.titles import roles
from procflow.queries.view import holds_office
from procflow.regimes.rulebook import Rulebook

ISSUED = "issued"


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of the year: the number of its closing and the title of where it stands, both "" where there is none yet."""

    period: str
    no: str
    state: str
    done: bool


@dataclass(frozen=True, slots=True)
class Unrated:
    """`begins` and `due` as ISO; `roles` and `holders` add the year up; `case` and `case_state` are "" while no rating was begun."""

    unit: str
    unit_title: str
    year: str
    office: bool
    begins: str
    due: str
    over: bool
    roles: tuple[str, ...]
    holders: tuple[Named, ...]
    case: str
    case_state: str
    quarters: tuple[Quarter, ...]


def unrated(session: Session, actor: str, day: date, unit: str, year: str) -> Unrated:
    """Raises NotFound for a year that has a rating, that no rules reach or that is still to come, and for who has no business in the unit."""
    org, filed = opened(session, actor, day, unit)
    period = Period.parse(year)
    book = governing(session, org, min(period.last, day))
    if year in filed or book is None or period.first > day or period.last.isoformat() < org.adopted_since():
        raise NotFound
    by = tuple(book.value("annual.totalled_by"))
    held = holders(org, by, day.isoformat(), {})
    called = of_unit(session, org, held)
    case = next((each for each in CASES.all(session, unit=unit) if each.period == year), None)
    begins = period.next().first
    return Unrated(
        unit, org.unit.title, year, holds_office(org, actor, day.isoformat()), begins.isoformat(), book.day("annual.due", begins.year).isoformat(),
        begins <= day, roles(by), tuple(Named(each, called[each]) for each in held), case.no if case else "",
        tables()[PROCEDURE].by_name[case.state].title if case else "", quarters(session, unit, period),
    )  # fmt: skip


def governing(session: Session, org: Organisation, on: date) -> Rulebook | None:
    adopted = org.last_adopted(on.isoformat())
    return rules(session, str(adopted.data["sha256"])) if adopted else None


def quarters(session: Session, unit: str, year: Period) -> tuple[Quarter, ...]:
    """All four in their order."""
    closing = {row.period: row for row in CLOSING.all(session, unit=unit)}
    titles, found = tables()["quarterly_closing"].by_name, []
    for name in (f"{year}-Q{number}" for number in range(1, 5)):
        row = closing.get(name)
        found.append(Quarter(name, row.no, titles[row.state].title, row.state == ISSUED) if row else Quarter(name, "", "", False))
    return tuple(found)
