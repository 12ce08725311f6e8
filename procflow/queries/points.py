"""A member's points: every line of a period with its running sum, and the sums beside the full mark. Own ones, or those of the reader's unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow.access import Organisation, organisation
from procflow.dates import Period
from procflow.errors import NotFound
from procflow.facts import rules
from procflow.models import DatedFact
from procflow.queries import entries
from procflow.queries.deciders import deciders
from procflow.queries.lines import Line, Sum, components, inside, lines, trend
from procflow.queries.people import Named, names
from procflow.queries.view import holds_office

PRIVATE = "只能查看本人的积分明细；他人的积分以公示为准"


@dataclass(frozen=True)
class Ledger:
    """A member's lines that count in a period; `trend` is the total of each quarter of the year, `standing` and scope as of the day."""

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
    total: int
    year_total: int
    trend: tuple[tuple[str, int], ...]


def points(session: Session, actor: str, day: date, member: str, period: str) -> Ledger:
    """The lines of a year, quarter or month. Raises NotFound for a member whose ledger the reader may not see."""
    org, at = home(session, actor, day, member), Period.parse(period)
    rows = entries.OF_MEMBER.all(session, member=member, cycle=str(at.year))
    rows = [
        row
        for row in rows
        if row.unit == org.unit.unit_id or actor == member or holds_office(organisation(session, row.unit), actor, day.isoformat())
    ]
    shown = [row for row in rows if inside(row.counts_in, at)]
    decided = deciders(session, org, shown)
    adopted, seen = org.adoption(day.isoformat()), org.person(member, day.isoformat())
    sums = components(rows, at, rules(session, str(adopted.data["sha256"])) if adopted else None)
    called = names(session, [member]).get(member, member)
    return Ledger(
        Named(member, called), org.unit.unit_id, org.unit.title, str(at), seen.standing if seen else "gone", seen.group if seen else "",
        seen.scope_from if seen else "", bool(seen and seen.in_scope(day.isoformat())), lines(session, shown, rows, decided), sums,
        sum(each.points for each in sums), sum(each.year for each in sums), trend(rows, at),
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
