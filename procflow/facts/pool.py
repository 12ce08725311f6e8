"""The members of all branches under one upper unit, where the rules take shares of them together (A7). It counts filed memberships, nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from procflow.access import Organisation
from procflow.dates import Period
from procflow.db import Prepared
from procflow.models import DatedFact, Unit
from procflow.regimes.pool import Pool
from procflow.regimes.rated import MEMBERS

if TYPE_CHECKING:
    from procflow.facts import Gathering

BASE = "township_pool"
COMMITTEES = ("township", "bureau", "committee")
BRANCHES = Prepared(
    select(Unit.unit_id).where(Unit.path.startswith(bindparam("path")), Unit.kind == bindparam("kind")).order_by(Unit.unit_id)
)
MEMBERSHIPS = Prepared(
    select(DatedFact.subject, DatedFact.data)
    .where(
        DatedFact.unit == bindparam("unit"),
        DatedFact.kind == "membership",
        DatedFact.superseded_by.is_(None),
        DatedFact.since <= bindparam("day"),
        (DatedFact.until == "") | (DatedFact.until >= bindparam("day")),
    )
    .order_by(DatedFact.since, DatedFact.fact_id)
)


def pool(of: Gathering) -> Pool | None:
    """None where the rules take their shares of the branch itself."""
    day = min(Period.parse(of.case.period).last, of.today).isoformat()
    return pooled(of.session, of.org, day) if of.rules.value("quota.base") == BASE else None


def pooled(session: Session, org: Organisation, day: str) -> Pool:
    """All branches of the township, however deep below it, the unit among them; a unit without one above is a pool of its own."""
    mine, whole = org.unit.unit_id, township(org)
    units = [row.unit_id for row in BRANCHES.all(session, path=whole.path, kind=org.unit.kind)] if whole else [mine]
    return Pool(mine, {unit: counted(session, unit, day) for unit in units})


def township(org: Organisation) -> Any:
    """The nearest party committee above; where no unit above is one, the unit right above; None for a unit without any."""
    return next((each for each in org.above if each.kind in COMMITTEES), next(iter(org.above), None))


def counted(session: Session, unit: str, day: str) -> int:
    """Formal and probationary members by the membership filed last that stands on the day."""
    last = {row.subject: json.loads(row.data) for row in MEMBERSHIPS.all(session, unit=unit, day=day)}
    return sum(said["standing"] in MEMBERS for said in last.values())
