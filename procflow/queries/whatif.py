"""A year of a unit rated again under other rules, for those who may see its rating; every figure is read anew and nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from procflow.access import Organisation, organisation
from procflow.dates import Period
from procflow.db import Prepared
from procflow.errors import NotFound, Refusal, Refused
from procflow.facts import Gathering, rules, seen
from procflow.facts.pool import BASE, pooled
from procflow.filing.titles import TITLES
from procflow.grammar import NEW, SYSTEM, ActorSeen, CaseSeen
from procflow.guards.ratings import decided
from procflow.models import Case
from procflow.queries.people import of_unit
from procflow.regimes.diff import diff
from procflow.regimes.rulebook import Rulebook, RuleUndefinedError
from procflow.regimes.told import labels
from procflow.regimes.whatif import WhatIf, Year, whatif

PROCEDURE = "annual_rating"
# Who may see what a rating would be: offices that answer for it, keepers of the committee's minutes, superiors and the auditor.
READERS = frozenset({"branch_secretary", "org_commissioner", "branch_committee", "auditor", "party_committee", "superior_org",
                     "grassroots_committee", "party_building_office", SYSTEM})  # fmt: skip
HIDDEN = "没有这个单位，或者它的评定不在您能看到的范围"
NO_ANSWER = "规则对“{path}”没有规定，{year}年度不能按这份细则评定"
WANTED = ("entries", "roster", "cycle_no", "links")
OF_YEAR = Prepared(
    select(*Case.__table__.columns).where(Case.unit == bindparam("unit"), Case.procedure == PROCEDURE, Case.period == bindparam("year"))
)


@dataclass(frozen=True)
class Supposed:
    """What came of it; `called` are the names of members, `names` the titles of roles and the labels of grades by code, as message ids."""

    unit: str
    unit_title: str
    year: str
    found: WhatIf
    called: Mapping[str, str]
    names: Mapping[str, str]


def may_suppose(org: Organisation, actor: str, day: str) -> bool:
    """Whoever runs the command line on the installation itself reads as the system."""
    return actor == SYSTEM or bool(org.actor(actor, day).roles & READERS)


def years(session: Session, actor: str, day: date, unit: str) -> tuple[str, ...]:
    """The years that can be rated again, newest first: from the first under any rules to the running one. Raises NotFound."""
    since = opened(session, actor, day, unit).adopted_since()
    return tuple(str(year) for year in range(day.year, int(since[:4] or day.year + 1) - 1, -1))


def rules_of(session: Session, actor: str, day: date, unit: str, year: str) -> Rulebook:
    """The rules that the year is rated by. Raises NotFound."""
    org = opened(session, actor, day, unit)
    return book(session, org, OF_YEAR.one(session, unit=unit, year=year), until(year, day))


def weight(session: Session, actor: str, day: date, unit: str, year: str, new: Rulebook) -> int:
    """How much there is to work out: each change is tried by itself for each person. Raises NotFound."""
    org = opened(session, actor, day, unit)
    return len(diff(rules_of(session, actor, day, unit, year), new)) * len(org.people(day.isoformat()))


def supposed(session: Session, actor: str, day: date, unit: str, year: str, new: Rulebook) -> Supposed:
    """The year under its own rules and under `new`. Raises NotFound; Refused where one of them has no answer for the year."""
    org = opened(session, actor, day, unit)
    row = OF_YEAR.one(session, unit=unit, year=year)
    old = book(session, org, row, until(year, day))
    if year not in years(session, actor, day, unit):
        raise NotFound("{unit}的{year}年度没有可以评定的积分", unit=org.unit.title, year=year)
    case = seen(session, row) if row else CaseSeen("", "", unit, PROCEDURE, NEW, 0, unit, year, actor)
    facts = Gathering(session, org, case, old, day, ActorSeen(actor)).facts(WANTED)
    pool = pooled(session, org, until(year, day)) if BASE in (old.value("quota.base"), new.value("quota.base")) else None
    of_year = Year(Period.parse(year), facts.entries, facts.roster, facts.cycle_no, tuple(decided(facts)), pool)
    try:
        found = whatif(old, new, of_year)
    except RuleUndefinedError as unanswered:
        raise Refused([Refusal("RULE_UNDEFINED", NO_ANSWER, {"path": unanswered.path, "year": year})]) from None
    members = {each.member for each in found.moved} | {each.member for each in found.stays}
    return Supposed(unit, org.unit.title, year, found, of_unit(session, org, members), {**TITLES, **labels(old, new)})


def opened(session: Session, actor: str, day: date, unit: str) -> Organisation:
    try:
        org = organisation(session, unit)
    except NotFound:
        raise NotFound(HIDDEN) from None
    if not may_suppose(org, actor, day.isoformat()):
        raise NotFound(HIDDEN)
    return org


def book(session: Session, org: Organisation, row: Any, day: str) -> Rulebook:
    """The rules that the year's rating runs under, else those in force on its last day, today while it runs."""
    adopted = org.last_adopted(day)
    if row is None and adopted is None:
        raise NotFound("本单位还没有启用任何积分细则")
    return rules(session, row.regime if row is not None else str(adopted.data["sha256"]) if adopted else "")


def until(year: str, day: date) -> str:
    return min(Period.parse(year).last, day).isoformat()
