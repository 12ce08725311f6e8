"""Annual ratings as they were filed: the board of a unit's year. Members read what was posted, and their own line always; offices read all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from procflow.access import Organisation
from procflow.db import Prepared
from procflow.errors import NotFound
from procflow.facts import rules
from procflow.machines import tables
from procflow.models import Case, DatedFact
from procflow.queries.meetings import reachable
from procflow.queries.motions import Motion, motions
from procflow.queries.people import of_unit
from procflow.queries.placings import Drawn, Outcome, Quota, RatedLine, Tied, lines, lots, outcome, quotas, ties
from procflow.queries.statements import by_version, code_of
from procflow.queries.view import holds_office
from procflow.regimes.quotas import tie_by
from procflow.regimes.rulebook import Rulebook

PROCEDURE = "annual_rating"
FILED = Prepared(
    select(DatedFact.fact_id, DatedFact.kind, DatedFact.subject, DatedFact.since, DatedFact.data, DatedFact.event_hash, DatedFact.superseded_by)
    .where(DatedFact.unit == bindparam("unit"), or_(DatedFact.kind == "rating", DatedFact.kind == "publicity"))
    .order_by(DatedFact.since, DatedFact.fact_id)
)  # fmt: skip
CASES = Prepared(
    select(Case.no, Case.state, Case.period, Case.regime)
    .where(Case.unit == bindparam("unit"), Case.procedure == PROCEDURE)
    .order_by(Case.no)
)  # fmt: skip


@dataclass(frozen=True)
class Filed:
    """What was filed for one year: the rating last filed, the last of each version, and how each version was posted."""

    last: Any
    versions: Mapping[int, Any]
    posted: Mapping[int, Mapping[str, Any]]

    def shown(self, office: bool) -> tuple[Any, bool]:
        """The rating that the reader sees, and whether in full; before anything was posted a member sees the own line of the last."""
        on_board = [number for number in self.versions if number in self.posted]
        if office or not on_board:
            return self.last, office
        return self.versions[max(on_board)], True


@dataclass(frozen=True)
class Board:
    """A year's rating in one version; days as ISO, "" for what has not happened.

    `state` is compiled, open (its window runs) or over; `whole` is false where only the reader's own line is shown, `office` for who reads as a member. `members` is
    what the shares are taken of, `rounding` floor, half_up or ceil; `run_offs` are the votes between the tied, `lots` what they drew, `tie_by` who
    decides between them ("vote", "lot", "rule"; "committee" or "meeting" where people choose); `bands` every outcome from best to worst, gaps last.
    """

    unit: str
    unit_title: str
    year: str
    version: int
    state: str
    whole: bool
    office: bool
    case: str
    case_state: str
    filed_on: str
    record: str
    posted_on: str
    first: str
    last: str
    place: str
    form: str
    contact: str
    rules: str
    rounding: str
    tie_by: str
    members: int
    lines: tuple[RatedLine, ...]
    quotas: tuple[Quota, ...]
    ties: tuple[Tied, ...]
    unresolved: tuple[Tied, ...]
    run_offs: tuple[Motion, ...]
    lots: tuple[Drawn, ...]
    bands: tuple[Outcome, ...]

    @property
    def check(self) -> str:
        return code_of(self.record)


def rated_years(session: Session, actor: str, day: date, unit: str) -> tuple[str, ...]:
    """The years that have a rating of which the reader may see anything, newest first. Raises NotFound."""
    org, filed = opened(session, actor, day, unit)
    office = holds_office(org, actor, day.isoformat())
    return tuple(year for year, each in sorted(filed.items(), reverse=True) if office or each.posted or concerns(each.last, actor))


def board(session: Session, actor: str, day: date, unit: str, year: str) -> Board:
    """Raises NotFound for a year without rating and for whoever may see nothing of it."""
    org, filed = opened(session, actor, day, unit)
    if year not in filed:
        raise NotFound
    found = filed[year]
    office = holds_office(org, actor, day.isoformat())
    row, whole = found.shown(office)
    if not (whole or concerns(row, actor)):
        raise NotFound
    data, case = json.loads(row.data), next((each for each in CASES.all(session, unit=unit) if each.period == year), None)
    book = regime(session, org, case, row.since)
    called, people = (
        of_unit(
            session,
            org,
            {str(each["member"]) for each in data["lines"]} | {name for lot in data.get("lots", ()) for name in lot["witnesses"]},
        ),
        org.people(min(f"{year}-12-31", day.isoformat())),
    )
    own = tuple(each for each in lines(data, book, called, people) if whole or each.member.id == actor)
    posted = found.posted.get(int(data["version"]), {})
    said: dict[str, Any] = {name: str(posted.get(name, "")) for name in ("posted_on", "first", "last", "place", "form", "contact")}
    state = "compiled" if not posted else "open" if day.isoformat() <= said["last"] else "over"
    voted = [each for each in motions(session, org) if case and each.about == case.no] if whole else []
    return Board(
        unit, org.unit.title, year, int(data["version"]), state, whole, office, case.no if case else "",
        tables()[PROCEDURE].by_name[case.state].title if case else "", row.since, row.event_hash, rules=book.title, rounding=str(book.value("quota.rounding")),
        tie_by=tie_by(book),
        members=int(data["members"]),
        lines=own, quotas=quotas(data, book, called) if whole else (), ties=ties(data["ties"], book, called) if whole else (),
        unresolved=ties(data["unresolved"], book, called) if whole else (), run_offs=tuple(voted), lots=lots(data, called) if whole else (),
        bands=tuple(outcome(book, each.code) for each in (*book.grades, *book.gaps)), **said,
    )  # fmt: skip


def opened(session: Session, actor: str, day: date, unit: str) -> tuple[Organisation, dict[str, Filed]]:
    """Every year's rating of the unit. Raises NotFound for whoever does not belong to it."""
    org = reachable(session, actor, day, unit)
    if org is None:
        raise NotFound
    return org, filed_of(session, unit)


def filed_of(session: Session, unit: str) -> dict[str, Filed]:
    rows, found = list(FILED.all(session, unit=unit)), {}
    for year in {row.subject for row in rows if row.kind == "rating"}:
        mine = [row for row in rows if row.subject == year and row.kind == "rating"]
        standing = [row for row in mine if row.superseded_by is None]
        versions = last_of_each(mine)
        found[year] = Filed(
            (standing or mine)[-1], versions, by_version(row for row in rows if row.subject == year and row.kind == "publicity")
        )
    return found


def posted_state(session: Session, unit: str, year: str, version: int, day: date) -> tuple[str, str]:
    """What a sheet's code tells whoever reads it on the board: its state, and the last day of its window; no line and no name."""
    filed = filed_of(session, unit).get(year)
    posted = filed.posted.get(version) if filed else None
    if filed is None or any(each > version for each in filed.posted):
        return "superseded", ""
    if posted is None:
        return "compiled", ""
    return ("open" if day.isoformat() <= str(posted["last"]) else "over"), str(posted["last"])


def last_of_each(rows: list[Any]) -> dict[int, Any]:
    """The rating that each version ended with: what replaced it, if anything did, is of another version (ids of one moment have no order)."""
    numbers = {row.fact_id: int(json.loads(row.data)["version"]) for row in rows}
    return {numbers[row.fact_id]: row for row in rows if numbers.get(row.superseded_by) != numbers[row.fact_id]}


def concerns(row: Any, person: str) -> bool:
    return any(each["member"] == person for each in json.loads(row.data)["lines"])


def regime(session: Session, org: Organisation, case: Any | None, since: str) -> Rulebook:
    """The rules that the rating's case runs under, else those adopted when it was filed."""
    adopted = org.last_adopted(since)
    if case is None and adopted is None:
        raise NotFound
    return rules(session, case.regime if case is not None else str(adopted.data["sha256"]) if adopted else "")
