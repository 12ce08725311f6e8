"""The day from which a unit works here: the one on which its first membership came on file, whatever days were given for it. It decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from procflow.dates import local_day
from procflow.db import Prepared, moment_of
from procflow.models import DatedFact

if TYPE_CHECKING:
    from procflow.facts import Gathering

FIRST = Prepared(
    select(func.min(DatedFact.fact_id).label("fact_id")).where(DatedFact.unit == bindparam("unit"), DatedFact.kind == "membership")
)


def began(of: Gathering) -> str:
    return began_on(of.session, of.case.unit)


def began_on(session: Session, unit: str) -> str:
    """As ISO text; "" while nobody is registered. What was replaced since counts too: a correction moves no beginning."""
    first = FIRST.all(session, unit=unit)[0].fact_id
    return local_day(moment_of(first)).isoformat() if first else ""
