"""A member's points: every line of a period with its running sum, and the sums beside the full mark. Own ones, or those of the reader's unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow.access import Organisation, organisation
from procflow.dates import Period
from procflow.errors import NotFound
from procflow.facts import rules
from procflow.models import DatedFact
from procflow.queries import entries
from procflow.queries.categories import Category, categories
from procflow.queries.deciders import deciders
from procflow.queries.lines import Line, Sum, components, inside, lines, trend
from procflow.queries.people import Named, names
from procflow.queries.transfers import handed
from procflow.queries.view import holds_office
from procflow.shapes import Points

PRIVATE = "只能查看本人的积分明细；他人的积分以公示为准"


@dataclass(frozen=True)
class Ledger:
    """A member's lines that count in a period; `standing`, scope and what is still open in the `categories` are as of the day.

    `trend` is the total of each quarter of the year, after those of the year before if that has any line.
    """

    member: Named
    unit: str
    unit_title: str
    period: str
    standing: str
    group: str
    scope_from: str
    in_scope: bool
    lines: tuple[Line, ...]
    sums: tuple[Sum, ...]
    total: Points
    year_total: Points
    trend: tuple[tuple[str, Points], ...]
    categories: tuple[Category, ...]


def points(session: Session, actor: str, day: date, member: str, period: str) -> Ledger:
    """The lines of a year, quarter or month. Raises NotFound for a member whose ledger the reader may not see."""
    org, at = home(session, actor, day, member), Period.parse(period)
    rows, before = (visible(session, actor, day, org, member, year) for year in (at.year, at.year - 1))
    shown = [row for row in rows if inside(row.counts_in, at)]
    decided = deciders(session, org, shown)
    adopted, seen = org.adoption(day.isoformat()), org.person(member, day.isoformat())
    book = rules(session, str(adopted.data["sha256"])) if adopted else None
    sums, rated = components(rows, at, book), bool(seen and seen.in_scope(day.isoformat()))
    called = names(session, [member]).get(member, member)
    return Ledger(
        Named(member, called), org.unit.unit_id, org.unit.title, str(at), seen.standing if seen else "gone", seen.group if seen else "",
        seen.scope_from if seen else "", rated, lines(session, shown, rows, decided), sums,
        sum(each.points for each in sums), sum(each.year for each in sums), (trend(before, at.year - 1) if before else ()) + trend(rows, at.year),
        categories(rows, at, day, book, rated) if book else (),
    )  # fmt: skip


def home(session: Session, actor: str, day: date, member: str) -> Organisation:
    """The unit that the member joined last, if the reader is the member or holds a role there or above. Raises NotFound."""
    chosen = select(DatedFact.unit).where(DatedFact.kind == "membership", DatedFact.subject == member, DatedFact.superseded_by.is_(None))
    dated = chosen.where(DatedFact.since <= day.isoformat()).order_by(DatedFact.since.desc(), DatedFact.fact_id.desc())
    for unit in dict.fromkeys(session.scalars(dated)):
        org = organisation(session, unit)
        if actor == member or holds_office(org, actor, day.isoformat()):
            return org
    raise NotFound(PRIVATE)


def visible(session: Session, actor: str, day: date, org: Organisation, member: str, year: int) -> list[Any]:
    """The member's lines of a year that the reader may see: of the own unit, of one that sent the member here, of others with a role there."""
    found = entries.OF_MEMBER.all(session, member=member, cycle=str(year))
    elsewhere = {row.unit for row in found} - {org.unit.unit_id}
    others = {unit: organisation(session, unit) for unit in elsewhere}
    hidden = {
        unit
        for unit, there in others.items()
        if actor != member and not holds_office(there, actor, day.isoformat()) and not handed(there, member, org.unit.unit_id)
    }
    return [row for row in found if row.unit not in hidden]
